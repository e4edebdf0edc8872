// FT-07: the clock of one machine is wrong, or jumps. Lifetimes run by the database's clock alone, so nothing lives longer
// or dies sooner; a process that is more than 30 seconds off says that it should not be sent work.
import { execFileSync } from 'node:child_process'
import { beforeAll, expect, it, vi } from 'vitest'
import { brandNew } from '../attacks/support/walk.ts'
import type { RekeyProcess } from '../servers/rekey-process.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { hiddenField } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { type Installation, install } from './support/installation.ts'
import { codesTo, countFacts } from './support/invariants.ts'
import { atMailedCode, createStubbornPerson } from './support/stubborn-person.ts'

describeWith('faketime', 'FT-07: a clock that is wrong', () => {
  describeWith('postgres', 'on one of the machines', () => {
    const databases = usePostgres()
    let installation: Installation
    beforeAll(async () => {
      installation = await install(await databases.createDatabase())
    })

    it('makes a process unready beyond 30 seconds either way, and not before', async () => {
      expect(await readinessAt('+20s')).toMatchObject({ status: 'ok', checks: { clock: 'ok' }, failing: [] })
      expect(await readinessAt('+45s')).toMatchObject({ status: 'not-ready', failing: ['clock'] })
      expect(await readinessAt('-45s')).toMatchObject({ status: 'not-ready', failing: ['clock'] })
    })

    it('a day ahead kills no code and no session: a whole reset and the sign-in after it work', async () => {
      await at('+1d', async () => {
        const person = await installation.add()
        await createStubbornPerson(installation, person).walk('reset', brandNew)
        expect(await countFacts(installation, person, 'password-reset')).toBe(1)
        const browser = installation.browser()
        await browser.get('/sign-in')
        expect((await browser.send('/sign-in', { username: person.username, password: brandNew })).path).toBe('/')
        expect((await browser.get('/')).path).toBe('/')
      })
    })

    it('set back by an hour revives no code that has died', async () => {
      await at('-1h', async () => {
        const person = await installation.add()
        const { walk, browser } = createStubbornPerson(installation, person)
        await walk('reset', brandNew, atMailedCode)
        const code = await vi.waitFor(() => codesTo(installation, person).at(-1) ?? missing(), patience)
        const challenge = hiddenField(browser.page().html, 'challenge')
        await installation.sql(
          `update journeys set state = jsonb_set(state, '{stage,challenge,expiresAt}',
             to_jsonb((extract(epoch from now()) * 1000 - 1000)::bigint)) where account_id = $1`,
          [person.id],
        )
        await browser.send('/reset/proof', { challenge, code })
        expect(await countFacts(installation, person, 'proof-passed')).toBe(0)
      })
    })

    async function readinessAt(offset: string) {
      return at(offset, async () => JSON.parse((await installation.browser().raw('GET', '/readyz')).html))
    }

    async function at<Result>(offset: string, work: () => Promise<Result>): Promise<Result> {
      const process: RekeyProcess = await installation.start({ env: fakeTime(offset) })
      try {
        return await work()
      } finally {
        await process.kill('SIGKILL')
      }
    }
  })
})

const patience = { timeout: 20_000, interval: 20 }

/** What the program `faketime` would set; the process stays ours to signal. */
function fakeTime(offset: string): Record<string, string> {
  const env = execFileSync('faketime', ['-f', offset, 'env'], { encoding: 'utf8' })
  const preload = /^LD_PRELOAD=(.*)$/m.exec(env)?.[1] ?? missing()
  return { LD_PRELOAD: preload, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1' }
}

function missing(): never {
  throw new Error('it is not there')
}
