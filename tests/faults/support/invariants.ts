// What must be so whatever happened: read from the database, the mailboxes and the sign-in form, never from the program.
import { expect, vi } from 'vitest'
import { newPassword } from '../../../src/core/people/new-password.ts'
import type { Person } from '../../attacks/support/people.ts'
import { codeIn } from '../../attacks/support/walk.ts'
import type { ReceivedMail } from '../../servers/smtp.ts'
import type { Installation } from './installation.ts'

/** Facts of one kind about this person. */
export async function countFacts({ sql }: Installation, person: Person, kind: string): Promise<number> {
  const [row] = await sql<{ n: number }>(
    `select count(*)::integer as n from audit_events e join subjects s on s.tenant_id = e.tenant_id and s.id = e.subject
     where s.account_id = $1 and e.fact ->> 'kind' = $2`,
    [person.id, kind],
  )
  return row?.n ?? 0
}

/**
 * Every message that was promised has left or died, every fact is sealed, nothing of a journey is left half done. What a killed worker
 * held is sent by another after its lease of 30 seconds.
 */
export async function settled({ sql }: Installation): Promise<void> {
  await vi.waitFor(
    async () => {
      const [left] = await sql<{ outbox: number; events: number; journeys: number }>(
        `select (select count(*) from outbox where payload is not null and dies_at > now())::integer as outbox,
           (select count(*) from audit_events where sequence is null)::integer as events,
           (select count(*) from journeys where unfinished)::integer as journeys`,
      )
      expect(left).toEqual({ outbox: 0, events: 0, journeys: 0 })
    },
    { timeout: 60_000, interval: 40 },
  )
}

/** Which of these passwords the stored hash is of. */
export async function passwordsThatWork(
  { sql, secrets }: Installation,
  person: Person,
  passwords: readonly string[],
): Promise<readonly string[]> {
  const [row] = await sql<{ hash: string }>(
    `select password_hash as hash from built_in_accounts b
     join accounts a using (tenant_id, directory_key, external_id) where a.id = $1`,
    [person.id],
  )
  const right: string[] = []
  for (const password of passwords) {
    if ((await secrets.verify(row?.hash, newPassword(password), 'member', 'check')) === 'right') right.push(password)
  }
  return right
}

/** To any address of the person's. */
export const mailsTo = ({ mail }: Installation, person: Person): readonly ReceivedMail[] =>
  mail.messages.filter(({ envelope: { to } }) => to.includes(person.mail) || to.includes(person.username))

/** Notices that carry "this was not me", each counted once however often it came; at most two copies ever. */
export function noticesTo(installation: Installation, person: Person): number {
  const copies = new Map<string, number>()
  for (const each of mailsTo(installation, person)) {
    if (!each.text.includes('/not-me/')) continue
    const id = each.headers.get('message-id') ?? ''
    copies.set(id, (copies.get(id) ?? 0) + 1)
  }
  expect(Math.max(0, ...copies.values())).toBeLessThanOrEqual(2)
  return copies.size
}

export const codesTo = (installation: Installation, person: Person): readonly string[] =>
  mailsTo(installation, person).flatMap(({ text }) => codeIn(text) ?? [])

/** Every proof spent its challenge: no journey was ever passed twice by one method, and no app step counted twice. */
export async function noProofTwice({ sql }: Installation, person: Person): Promise<void> {
  const twice = await sql(
    `select e.journey_id, e.fact ->> 'method' as method, count(*)::integer as times from audit_events e
     join subjects s on s.tenant_id = e.tenant_id and s.id = e.subject
     where s.account_id = $1 and e.fact ->> 'kind' = 'proof-passed' group by 1, 2 having count(*) > 1`,
    [person.id],
  )
  expect(twice).toEqual([])
}

/** Wrong answers on record for this person, from strangers' browsers. */
export async function failuresOf({ sql }: Installation, person: Person): Promise<number> {
  const [row] = await sql<{ n: number }>(
    `select jsonb_array_length(value -> 'failures' -> 'strangers') as n from counters where key = $1`,
    [`account:${person.id}`],
  )
  return row?.n ?? 0
}
