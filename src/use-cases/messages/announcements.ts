// What administrators hear of. A step writes one row whoever they are and however many; the worker that takes it up looks for
// them, and puts a message for each address in its place.
import type { AuditFact } from '../../core/audit/facts.ts'
import { type AdministratorsNotice, type NoticeTerms, noticesOf } from '../../core/audit/notices.ts'
import type { AccountId, LookupHash } from '../../core/people/identifiers.ts'
import { isAdministrator, type Role, roles } from '../../core/people/roles.ts'
import type { NotificationPolicy } from '../../core/policy/notifications.ts'
import type { Announcement, SpreadMessage } from '../../ports/delivery.ts'
import type { OutboxRow } from '../../ports/journeys.ts'
import { accountFacts } from '../journey/journey-facts.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import type { Circumstances } from './notices.ts'
import { message, sealMessage } from './outgoing.ts'
import { lookupAddress, type Recipient, recipientsOf } from './recipients.ts'
import { formatWhen } from './when.ts'

/** Whom it is about, or who did it: no account where somebody at the host did, or nobody. */
interface Concerned {
  readonly account: AccountId | null
  readonly username: string
  readonly via?: 'session' | 'token' | 'host'
}

export const announcementsOf = (
  facts: readonly AuditFact[],
  concerned: Concerned,
  terms: NoticeTerms,
  circumstances: Circumstances,
  room: OrganisationRoom,
): readonly OutboxRow[] =>
  facts.flatMap((fact) =>
    noticesOf(fact, terms)
      .filter((notice) => notice.to !== 'account')
      .map((notice) => announce(fact, notice, concerned, terms.notifications, circumstances))
      .map((announcement) => message(circumstances.about, 'notice', announcement, room)),
  )

const announce = (
  fact: AuditFact,
  { to, wording }: AdministratorsNotice,
  { account, username, via }: Concerned,
  { administrators }: NotificationPolicy,
  { now, device, address, reference }: Circumstances,
): Announcement => ({
  channel: 'administrators',
  to,
  but: account,
  mailboxes: administrators.mailboxes,
  wording,
  at: now,
  values: { ...(via === undefined ? {} : { via }), ...factValues(fact), who: username, device, address, reference },
})

/** `done` says which of the facts that share a letter it is. */
function factValues(fact: AuditFact): Readonly<Record<string, string>> {
  const done = fact.kind.replaceAll('-', '')
  if (fact.kind === 'policy-saved') return { done, version: String(fact.version), settings: settingsOf(fact.changes) }
  if (fact.kind === 'method-shared') return { done, methods: methodsOf(fact), count: String(fact.accounts) }
  if (fact.kind !== 'set-up-link-made') return { done, methods: methodsOf(fact) }
  const via = fact.by === undefined || fact.by === 'host' ? 'host' : 'portal'
  return { done, grants: fact.role === null ? 'no' : 'yes', role: fact.role ?? '', via }
}

export const methodsOf = (fact: AuditFact): string =>
  'methods' in fact ? fact.methods.join(',') : 'method' in fact ? fact.method : ''

/** `registration.skips` and `registration.required` → `registration`: names, and never what a setting was or is. */
const settingsOf = (changes: readonly string[]): string =>
  [...new Set(changes.map((path) => path.split('.')[0] ?? path))].join(',')

/** A message for each address, and one alone where several administrators share it. */
export async function spreadAnnouncement(
  { to, but, mailboxes, wording, at, values }: Announcement,
  room: OrganisationRoom,
): Promise<readonly SpreadMessage[]> {
  const { locale, timeZone } = room.organisation
  const readers = new Map<LookupHash, Reader>()
  const add = ({ address, lookup }: Recipient, reader: Omit<Reader, 'address'>) => {
    if (!readers.has(lookup)) readers.set(lookup, { address, ...reader })
  }
  for (const loaded of await room.sessions.holders(rolesOf[to], but)) {
    const account = await accountFacts(loaded, room)
    if (account === null || account.entry.disabled) continue
    const own = { name: account.entry.displayName }
    const theirs = { locale: account.locale ?? locale, timeZone: account.timeZone ?? timeZone, own }
    for (const each of recipientsOf(account, room)) add(each, theirs)
  }
  for (const address of mailboxes) {
    add({ address, lookup: lookupAddress(address, room) }, { locale, timeZone, own: { mailbox: 'yes' } })
  }
  return [...readers.values()].map((reader) => {
    const told = { ...values, ...reader.own, when: formatWhen(at, reader.locale, reader.timeZone) }
    const content = { channel: 'email', to: reader.address, wording, locale: reader.locale, values: told } as const
    return sealMessage(content, room)
  })
}

interface Reader {
  readonly address: string
  readonly locale: string
  readonly timeZone: string
  readonly own: Readonly<Record<string, string>>
}

const rolesOf: Readonly<Record<Announcement['to'], readonly Role[]>> = {
  'global-administrators': ['global-administrator'],
  'all-administrators': roles.filter(isAdministrator),
}
