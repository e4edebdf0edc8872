// What a stranger can learn about a name: nothing. Every page before the first proof is the same, byte for byte, for names
// that exist, that don't, and that may not, whatever happens to mail and however often it is tried.
import { beforeAll, describe, expect, it } from 'vitest'
import { minutes, seconds } from '../../src/core/time.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { hiddenField, type Page } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { masked, waitsOn } from './support/masked.ts'
import { contractors } from './support/people.ts'
import { type Site, startSite } from './support/site.ts'
import { pass } from './support/travel.ts'
import { answer, challengeIssued, codeIn, type Walk } from './support/walk.ts'

describeWith('postgres', 'a stranger', () => {
  const databases = usePostgres()
  let site: Site
  const names = [...classes, 'nobody'].map((each) => each.padEnd(12, '-'))
  beforeAll(async () => {
    site = await startSite(databases, { processes: 2 })
    await site.add({ name: names[0] ?? '' })
    await site.add({ name: names[1] ?? '', methods: ['email'] })
    await site.add({ name: names[2] ?? '', disabled: true })
    await site.add({ name: names[3] ?? '', lockedByAdministrator: true })
    await site.add({ name: names[4] ?? '', groups: [contractors] })
    await site.add({ name: names[5] ?? '', role: 'global-administrator' })
    await site.add({ name: names[6] ?? '', methods: [] })
    // Text that no directory could hold as a name, and well formed all the same.
    names[7] = 'x;drop-*)(&='
  })

  it('EN-01: sees the same bytes and headers on every page before the first proof, whatever kind of name it is', async () => {
    const seen = await Promise.all(names.map((name) => pagesFor(name, 'email')))
    const byApp = await Promise.all(names.map((name) => pagesFor(name, 'authenticator-app')))
    for (const pages of [seen, byApp]) {
      const [first] = pages
      expect(first).toHaveLength(9)
      for (const each of pages) expect(each).toEqual(first)
    }
  })

  it('EN-05: sees no hint before a proof, in 50 sessions, for real names and others', async () => {
    const hints = new Set<string>()
    for (let n = 0; n < 50; n += 1) {
      const one = walk(n % 2)
      await one.browser.get('/reset')
      await one.browser.send('/reset', { username: names[n % names.length] ?? '' })
      const { html } = await one.browser.send('/reset/reason', { choice: 'reset' })
      hints.add(masked(html))
      expect(html).not.toMatch(/home\.example|•|\*{2,}/)
    }
    expect(hints.size).toBe(1)
  })

  it('EN-04: sees the same waits and refusals for a real name and a made-up one in 40 tries, over two processes and a restart', async () => {
    await site.add({ name: 'patient-one-' })
    const real = await started('patient-one-')
    const fake = await started('patient-two-')
    for (let n = 0; n < 40; n += 1) {
      if (n === 20) await site.crash(1)
      const [one, two] = [await answer(real, '00000000'), await answer(fake, '00000000')]
      expect([n, one.status, one.headers['retry-after'], masked(one.html)]).toEqual([
        n,
        two.status,
        two.headers['retry-after'],
        masked(two.html),
      ])
      for (const [index, wait] of waitsOn(one.html).entries()) {
        expect(Math.abs(wait - (waitsOn(two.html)[index] ?? Number.NaN))).toBeLessThanOrEqual(2)
      }
      expect(waitsOn(one.html)).toHaveLength(waitsOn(two.html).length)
      await pass(site, n % 3 === 0 ? minutes(1) : seconds(10))
      if (one.path === '/reset/ended') {
        await Promise.all([begun(real, 'patient-one-'), begun(fake, 'patient-two-')])
      }
    }
  })

  describe('with mail', () => {
    it.each(['that is refused for good', 'that never answers'])(
      'EN-03: %s sees the same pages, sent before any mail is',
      async (how) => {
        if (how === 'that never answers') site.mail.hang()
        else site.mail.rejectWith(550)
        const [real, none] = [names[0] ?? '', 'nobody-here-']
        const [one, two] = await Promise.all([pagesFor(real, 'email'), pagesFor(none, 'email')])
        site.mail.accept()
        expect(one).toEqual(two)
      },
    )

    it('EN-03: of nobody gets none, and what a name may not do is told to its mailbox alone, without a code', async () => {
      const ineligible = site.mail.messages.filter((each) =>
        each.envelope.to.some((to) => to.includes(names[4] ?? '?')),
      )
      for (const each of ineligible) expect(codeIn(each.text)).toBeNull()
      expect(site.mail.messages.filter((each) => each.envelope.to.some((to) => to.includes('nobody')))).toEqual([])
      expect(site.mail.messages.filter((each) => each.envelope.to.some((to) => to.includes('disabled')))).toEqual([])
    })
  })

  const walk = (at = 0): Walk => ({ site, browser: site.browser({ at }) })

  async function begun(one: Walk, name: string): Promise<void> {
    await one.browser.get('/reset')
    await one.browser.send('/reset', { username: name })
    await one.browser.send('/reset/reason', { choice: 'reset' })
    await one.browser.send('/reset/proof', { method: 'email' })
    await challengeIssued(one)
  }

  async function started(name: string): Promise<Walk> {
    const one = walk(1)
    await begun(one, name)
    return one
  }

  /** Every page up to the first proof and its refusals, without what must differ. */
  async function pagesFor(name: string, method: string): Promise<unknown[]> {
    const one = walk()
    const pages: Page[] = []
    const keep = (page: Page) => pages.push(page)
    keep(await one.browser.get('/reset'))
    keep(await one.browser.send('/reset', { username: name }))
    keep(await one.browser.send('/reset/reason', { choice: 'reset' }))
    keep(await one.browser.send('/reset/proof', { method }))
    await challengeIssued(one)
    const code = method === 'email' ? '00000000' : '000000'
    keep(await answer(one, 'no code'))
    keep(await answer(one, code))
    keep(await answer(one, code))
    // The wait after the third failure is shown, and the answer given while it runs is not counted.
    keep(await answer(one, code))
    keep(await one.browser.send('/reset/proof', { challenge: hiddenField(one.browser.page().html, 'challenge'), code }))
    return pages.map(({ status, headers, html, path }) => ({
      path,
      status,
      headers: Object.entries(headers)
        .filter(([key]) => key !== 'date')
        .map(([key, value]) => [key, key === 'set-cookie' ? masked(String(value)) : value]),
      waits: waitsOn(html).map((each) => Math.ceil(each / 30)),
      html: masked(html),
    }))
  }
})

const classes = ['registered', 'too-few', 'disabled', 'locked', 'outside', 'admin', 'none'] as const
