// FT-05: the mail server is away, or the process ends between handing a message over and writing that down. Codes are
// tried until they die and never after; notices arrive in the end; nobody ever holds two codes that work.
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { Person } from '../attacks/support/people.ts'
import { brandNew } from '../attacks/support/walk.ts'
import { type FaultProxy, startFaultProxy } from '../servers/fault-proxy.ts'
import type { RekeyProcess } from '../servers/rekey-process.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { hiddenField } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { type Installation, install } from './support/installation.ts'
import { codesTo, countFacts, mailsTo, noticesTo, settled } from './support/invariants.ts'
import { atMailedCode, atNewPassword, createStubbornPerson, type StubbornPerson } from './support/stubborn-person.ts'

describeWith('postgres', 'FT-05: a mail server in trouble', () => {
  const databases = usePostgres()
  let installation: Installation
  let proxy: FaultProxy
  let rekey: RekeyProcess
  let person: Person
  let stubborn: StubbornPerson

  beforeAll(async () => {
    installation = await install(await databases.createDatabase())
    proxy = await startFaultProxy(installation.mail.port)
    rekey = await installation.start({ mailPort: proxy.port })
  })
  afterAll(() => proxy.stop())
  beforeEach(async () => {
    person = await installation.add()
    stubborn = createStubbornPerson(installation, person)
  })

  it('sends a code that waited once the server is back, and the page never said that it was away', async () => {
    await proxy.refuse()
    await stubborn.walk('reset', brandNew, atMailedCode)
    expect(stubborn.browser.page().status).toBe(200)
    await wasTried()
    await proxy.heal()
    await nextTryNow()
    await settled(installation)
    expect(codesTo(installation, person)).toHaveLength(1)
    await stubborn.walk('reset', brandNew)
    expect(await countFacts(installation, person, 'password-reset')).toBe(1)
  })

  it('never sends a code that has died', async () => {
    await proxy.refuse()
    await stubborn.walk('reset', brandNew, atMailedCode)
    await wasTried()
    await installation.sql(`update outbox set dies_at = now(), due = now() where payload is not null`)
    await proxy.heal()
    // A message of somebody who comes later overtakes it: it would have been its turn.
    const later = createStubbornPerson(installation, await installation.add())
    await later.walk('reset', brandNew, atNewPassword)
    expect(mailsTo(installation, person)).toEqual([])
  })

  it('delivers the notices of a reset that was finished meanwhile, and that reset was not held up', async () => {
    await stubborn.walk('reset', brandNew, atNewPassword)
    await proxy.refuse()
    await stubborn.walk('reset', brandNew)
    expect(await countFacts(installation, person, 'password-reset')).toBe(1)
    await wasTried()
    expect(noticesTo(installation, person)).toBe(0)
    await proxy.heal()
    await nextTryNow()
    await settled(installation)
    expect(noticesTo(installation, person)).toBe(2)
  })

  it('sends a second copy of the same code, at most, when it is killed after handing it over', async () => {
    // Whatever the server says arrives late: the message is in the mailbox, and the process does not know it yet.
    proxy.delay(300)
    await stubborn.walk('reset', brandNew, atMailedCode)
    await installation.mail.waitFor(({ envelope }) => envelope.to.includes(person.mail))
    await rekey.kill('SIGKILL')
    await proxy.heal()
    expect(await waiting()).toBeGreaterThan(0)
    await nextTryNow()
    rekey = await installation.start({ mailPort: proxy.port })
    await settled(installation)

    const codes = codesTo(installation, person)
    expect(codes).toHaveLength(2)
    expect(new Set(codes).size).toBe(1)
    const ids = mailsTo(installation, person).map(({ headers }) => headers.get('message-id'))
    expect(new Set(ids).size).toBe(1)

    // Asked for again, the older one is dead.
    await installation.sql(
      `update journeys set state = jsonb_set(state, '{sentAt}', to_jsonb((state ->> 'sentAt')::bigint - 120000))`,
    )
    await stubborn.browser.get('/reset/proof')
    await stubborn.browser.send('/reset/proof', { do: 'resend' })
    const fresh = await vi.waitFor(() => {
      const latest = codesTo(installation, person).at(-1)
      expect(latest).not.toBe(codes[0])
      return latest ?? ''
    }, patience)
    await answer(codes[0] ?? '')
    expect(await countFacts(installation, person, 'proof-passed')).toBe(0)
    await answer(fresh)
    expect(await countFacts(installation, person, 'proof-passed')).toBe(1)
  })

  const answer = async (code: string) => {
    const { html } = await stubborn.browser.get('/reset/proof')
    return stubborn.browser.send('/reset/proof', { challenge: hiddenField(html, 'challenge'), code })
  }

  async function waiting(): Promise<number> {
    const [row] = await installation.sql<{ n: number }>(
      'select count(*)::integer as n from outbox where payload is not null',
    )
    return row?.n ?? 0
  }

  /** Every message that waits was attempted and put back; none is in hand, which would be due only after its lease. */
  const wasTried = () =>
    vi.waitFor(async () => {
      const [row] = await installation.sql<{ waiting: number; back: number }>(
        `select count(*)::integer as waiting, (count(*) filter (
           where attempts > 0 and due < now() + interval '20 seconds'))::integer as back from outbox where payload is not null`,
      )
      expect(row?.waiting).toBeGreaterThan(0)
      expect(row?.back).toBe(row?.waiting)
    }, patience)

  const nextTryNow = () => installation.sql('update outbox set due = now() where payload is not null')
})

const patience = { timeout: 20_000, interval: 20 }
