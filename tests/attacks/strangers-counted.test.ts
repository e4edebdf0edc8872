// Parity counted, not timed: for a name that exists, one that may not go on and one that nobody has, every step costs the
// same statements, the same rows and the same hashes.
import { beforeAll, expect, it } from 'vitest'
import { usePostgres } from '../servers/use-postgres.ts'
import { hiddenField, openBareBrowser } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { type Cost, type CountedSite, startCounted } from './support/counted.ts'
import { contractors } from './support/people.ts'

describeWith('postgres', 'what a step costs', () => {
  const databases = usePostgres()
  let site: CountedSite
  const names = ['registered', 'outside---', 'too-few---', 'disabled--', 'nobody----']
  beforeAll(async () => {
    site = await startCounted(databases)
    await site.add({ name: names[0] ?? '' })
    await site.add({ name: names[1] ?? '', groups: [contractors] })
    await site.add({ name: names[2] ?? '', methods: ['email'] })
    await site.add({ name: names[3] ?? '', disabled: true })
    // The outline of the organisation is read once in five seconds; every walk here begins after it was.
    await openBareBrowser(site.url).get('/reset')
  })

  it.each(['email', 'authenticator-app'])(
    'EN-02: of a reset by %s is the same for every kind of name',
    async (method) => {
      const costs: (readonly Cost[])[] = []
      for (const [n, name] of names.entries()) costs.push(await stepsOf(name, method, `11.9.${n}.${method.length}`))
      const [first = []] = costs
      for (const [n, each] of costs.entries()) expect([names[n], each]).toEqual([names[n], first])
      for (const { statements, hashes } of first) {
        expect(statements.length).toBeGreaterThan(0)
        expect(hashes).toBe(0)
      }
    },
  )

  it('EN-02: of a refused sign-in is the same for every kind of name: one hash', async () => {
    const costs = []
    for (const [n, name] of names.entries()) {
      const browser = openBareBrowser(site.url, { from: `11.8.${n}.1` })
      await browser.get('/sign-in')
      costs.push(await site.costOf(() => browser.send('/sign-in', { username: name, password: 'not the password' })))
    }
    for (const [n, each] of costs.entries()) expect([names[n], each]).toEqual([names[n], costs[0]])
    expect(costs[0]?.hashes).toBe(1)
  })

  /** Name, reason, method, two wrong codes: each with what goes on after its response. */
  async function stepsOf(name: string, method: string, from: string): Promise<readonly Cost[]> {
    const browser = openBareBrowser(site.url, { from })
    await browser.get('/reset')
    const code = method === 'email' ? '00000000' : '000000'
    const costs: Cost[] = []
    for (const step of [
      () => browser.send('/reset', { username: name }),
      () => browser.send('/reset/reason', { choice: 'reset' }),
      () => browser.send('/reset/proof', { method }),
      () => browser.send('/reset/proof', { challenge: hiddenField(browser.page().html, 'challenge'), code }),
      () => browser.send('/reset/proof', { challenge: hiddenField(browser.page().html, 'challenge'), code }),
    ]) {
      costs.push(await site.costOf(step))
    }
    return costs
  }
})
