// DL-07: what each flow leaves in the audit log, to the fact; that no fact holds a name, an address or a secret; and that nothing but
// pseudonyms is left of a person who was erased.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuditKind, auditKinds } from '../../src/core/audit/facts.ts'
import type { FoundEvent } from '../../src/ports/audit-search.ts'
import { statement } from '../../src/storage/statement.ts'
import { eraseAccount } from '../../src/use-cases/people/erase-account.ts'
import { atTheHost } from '../../src/wiring/policy-verbs.ts'
import { dumpOf } from '../faults/support/dump.ts'
import { openScene, provenInSession, reset, type Scene, why } from './flow-scene.ts'
import { flowsOfAdministrators } from './flows-of-administrators.ts'
import { flowsOfResets } from './flows-of-resets.ts'
import { flowsOfSessions } from './flows-of-sessions.ts'

/** Each by what is decided, or done, where it happens. */
const shownElsewhere = {
  'journey-blocked': 'src/core/journey/prove.test.ts',
  'journey-expired': 'src/core/journey/decide.test.ts',
  'not-eligible': 'src/core/journey/finish.test.ts',
  'password-write-unavailable': 'src/core/journey/finish.test.ts',
  'password-write-indeterminate': 'tests/faults/outside-directory.test.ts',
  'password-write-settled': 'tests/faults/outside-directory.test.ts',
  'unlock-unavailable': 'src/core/journey/finish.test.ts',
  'method-confirmed': 'src/core/registration/keep-method.test.ts',
  'method-shared': 'tests/attacks/registration.test.ts',
  'attack-mode-entered': 'src/use-cases/watch-for-attack.test.ts',
  'edition-set': 'tests/contracts/storage/organisations.contract.ts',
} as const satisfies Partial<Readonly<Record<AuditKind, string>>>

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.stop())

const flows = [...flowsOfResets, ...flowsOfSessions, ...flowsOfAdministrators]
const left: FoundEvent[] = []

describe('DL-07: the audit log', () => {
  it.each(flows)('has exactly this where $does', async (flow) => {
    const events = await scene.left(flow)
    left.push(...events)
    expect(scene.lines(events)).toEqual(flow.leaves)
  })

  it('was asked about forty flows and more, no two of them alike', () => {
    expect(new Set(flows.map(({ does }) => does)).size).toBeGreaterThanOrEqual(40)
  })

  it('was asked about every kind of fact, but for those that need a fault or much time', () => {
    const walked = new Set(flows.flatMap(({ leaves }) => leaves.map((line) => line.split(' ')[1])))
    expect(auditKinds.filter((kind) => !walked.has(kind)).sort()).toEqual(Object.keys(shownElsewhere).sort())
    for (const [kind, file] of Object.entries(shownElsewhere)) {
      expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'), file).toContain(`'${kind}'`)
    }
  })

  it('knows the facts of one walk by one journey and one reference', () => {
    const journeys = new Set(left.flatMap(({ journey }) => journey ?? []))
    expect(journeys.size).toBeGreaterThan(10)
    for (const journey of journeys) {
      const facts = left.filter((each) => each.journey === journey)
      expect(facts[0]?.fact.kind).toBe('journey-started')
      expect(new Set(facts.map(({ reference }) => reference)).size).toBe(1)
      expect(facts[0]?.reference).toMatch(/^RK-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    }
  })

  it('holds no name, address, number, network, code, link, password or key', async () => {
    const rows = await scene.database.run<{ readonly row: string }>(
      statement('audit-rows', 'select to_jsonb(e)::text as row from audit_events e'),
    )
    expect(rows.length).toBeGreaterThan(100)
    const log = rows.map(({ row }) => row).join('\n')
    const mails = scene.acme.mail.messages.map(({ text }) => text).join('\n')
    const said = [
      ...scene.people.flatMap(({ username, mail, password, totpSecret }) => [username, mail, password, totpSecret]),
      ...(mails.match(/\b\d{4} \d{4}\b/g) ?? []).flatMap((code) => [code, `"${code.replace(' ', '')}"`]),
      ...[...mails.matchAll(/\/(?:not-me|set-up)\/([\w-]{20,})/g)].map(([, link = '']) => link),
      ...['home.test', 'acme.test', 'nobody-of-this-name', 'nobody-at-all', '00000000', 'imported1'],
      ...['+44', '447700900123', '203.0.', '127.0.0.1', 'My own phone', 'Nightly report', 'Ask at the desk', 'Chrome'],
    ]
    expect(said.filter((each) => log.includes(each)).length).toBe(0)
    expect(mails).toMatch(/\/not-me\//)
  })
})

it('DL-07: of a person who was erased nothing is left but facts about nobody', async () => {
  const zoe = await scene.person()
  const [name = ''] = zoe.username.split('@')
  await reset(scene, zoe)
  await provenInSession(scene, { ...zoe, password: 'brisk orchards hum along' })
  await scene.grace('POST', `/accounts/${zoe.id}/end-sessions`, why)
  const all = { from: null, to: null, account: zoe.id, kinds: null, journey: null, reference: null, refusals: false }
  const before = await scene.room.audit.search(all, null, 100)
  expect(before.length).toBeGreaterThan(10)
  const wanted = [zoe.id, zoe.username, zoe.mail, zoe.totpSecret, `"${name}"`]
  const dumped = await dumpOf(scene.database)
  expect(
    wanted.slice(0, 2).every((each) => dumped.includes(each)),
    'the dump shows what is there',
  ).toBe(true)

  expect(await eraseAccount(zoe.id, atTheHost, scene.room)).toBe('erased')
  const after = await dumpOf(scene.database)
  expect(wanted.filter((each) => after.includes(each)).length).toBe(0)
  expect(await scene.room.audit.search(all, null, 100)).toEqual([])
  const anybody = await scene.room.audit.search({ ...all, account: null }, null, 5_000)
  const still = anybody.filter(({ id }) => before.some((each) => each.id === id))
  expect(still).toHaveLength(before.length)
  expect(still.map(({ fact }) => fact)).toEqual(before.map(({ fact }) => fact))
  expect(still.filter(({ account, username }) => account !== null || username !== null)).toEqual([])
})
