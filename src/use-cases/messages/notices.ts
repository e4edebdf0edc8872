// Facts that people must hear of, as messages to every address of the account, with a link that says "this was not me".
import type { AuditFact } from '../../core/audit/facts.ts'
import { type AccountNotice, noticesOf } from '../../core/audit/notices.ts'
import type { AccountFacts } from '../../core/people/account.ts'
import type { AccountId, Reference, SealedText } from '../../core/people/identifiers.ts'
import { type IneligibleReason, reasonCodes } from '../../core/policy/eligibility.ts'
import type { Policy } from '../../core/policy/policy.ts'
import { type Counters, countSend } from '../../core/throttle/counters.ts'
import { mayMail } from '../../core/throttle/standing.ts'
import { hours, type Instant, later, seconds } from '../../core/time.ts'
import { sealedFields } from '../../ports/secrets.ts'
import type { Draft } from '../journey/step-draft.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import { announcementsOf, methodsOf } from './announcements.ts'
import { message } from './outgoing.ts'
import { recipientsOf } from './recipients.ts'
import { formatWhen } from './when.ts'

/** NIST SP 800-63B-4 §4.6 wants a way to disown an event; ours works for three days. */
const notMeLifetime = hours(72)

export type Addressee = AccountFacts & { readonly contactMail: SealedText | null }

/** The circumstances that a notice names. */
export interface Circumstances {
  readonly now: Instant
  readonly reference: Reference
  /** What it is about, for the outbox: the journey, or the account. */
  readonly about: string
  readonly device: string
  readonly address: string
}

/** What the page of a "this was not me" link shows. */
export interface NotMeAbout {
  readonly wording: string
  readonly at: Instant
  readonly device: string
  readonly address: string
  readonly methods: string
  readonly reference: Reference
  /** What happened to the account's methods since then is taken back with it; null where it is about something else. */
  readonly undoSince: Instant | null
}

/**
 * To the addresses that the account had before the step (what it added is not told of itself, what it removed is), and to
 * administrators where they are to hear of it.
 */
export function addNotices(
  draft: Draft,
  facts: readonly AuditFact[],
  account: Addressee,
  { notifications }: Pick<Policy, 'notifications'>,
  circumstances: Circumstances,
  room: OrganisationRoom,
): void {
  const terms = { notifications, role: account.entry.role }
  const noticed = facts.flatMap((fact) =>
    noticesOf(fact, terms).flatMap((notice) => (notice.to === 'account' ? [{ fact, notice }] : [])),
  )
  // One link a step, in every mail about it: a row holds one, and pressing it answers for all of them.
  const disowned = noticed.findLast(({ notice }) => notice.notMe)
  const link = disowned === undefined ? null : addNotMeLink(draft, account.id, aboutOf(disowned, circumstances), room)
  const { now } = circumstances
  for (const { fact, notice } of noticed) {
    const values = {
      ...valuesFor(account, circumstances, room),
      methods: methodsOf(fact),
      ...('act' in fact ? { act: fact.act.replaceAll('-', '') } : {}),
      ...heldValues(fact, account, circumstances, room),
      ...(link === null || !notice.notMe
        ? {}
        : { link, until: formatWhen(later(now, notMeLifetime), localeOf(account, room), zoneOf(account, room)) }),
    }
    for (const to of recipientsOf(account, room)) {
      const content = {
        channel: 'email',
        to: to.address,
        wording: notice.wording,
        locale: localeOf(account, room),
        values,
      } as const
      draft.outbox.push(message(circumstances.about, 'notice', content, room))
    }
  }
  const concerned = { account: account.id, username: account.entry.username }
  draft.outbox.push(...announcementsOf(facts, concerned, terms, circumstances, room))
}

/** What the page must not say goes to the mailbox, within its caps for mail that nobody asked for. */
export function addWhyNot(
  draft: Draft,
  account: Addressee,
  reason: IneligibleReason,
  before: Counters,
  policy: Policy,
  circumstances: Circumstances,
  room: OrganisationRoom,
): Counters {
  let counters = before
  for (const to of recipientsOf(account, room)) {
    if (!mayMail(counters, to.lookup, false, policy.limits, circumstances.now)) continue
    counters = countSend(counters, { address: to.lookup, at: circumstances.now, asked: false })
    const values = { ...valuesFor(account, circumstances, room), reason, code: reasonCodes[reason] ?? '' }
    const content = {
      channel: 'email',
      to: to.address,
      wording: 'why-not',
      locale: localeOf(account, room),
      values,
    } as const
    draft.outbox.push(message(circumstances.about, 'notice', content, room))
  }
  return counters
}

export const localeOf = (account: Pick<AccountFacts, 'locale'> | null, { organisation }: OrganisationRoom): string =>
  account?.locale ?? organisation.locale

const zoneOf = (account: AccountFacts, { organisation }: OrganisationRoom): string =>
  account.timeZone ?? organisation.timeZone

export function valuesFor(
  account: AccountFacts,
  { now, reference, device, address }: Circumstances,
  room: OrganisationRoom,
): Readonly<Record<string, string>> {
  return {
    name: account.entry.displayName,
    when: formatWhen(now, localeOf(account, room), zoneOf(account, room)),
    device,
    address,
    reference,
  }
}

/** From when on an added method counts, where it is not at once. */
function heldValues(
  fact: AuditFact,
  account: AccountFacts,
  { now }: Circumstances,
  room: OrganisationRoom,
): Readonly<Record<string, string>> {
  if (!('held' in fact) || fact.held === 0) return {}
  return { usable: formatWhen(later(now, seconds(fact.held)), localeOf(account, room), zoneOf(account, room)) }
}

function aboutOf(
  { fact, notice }: { readonly fact: AuditFact; readonly notice: AccountNotice },
  { now, device, address, reference }: Circumstances,
): NotMeAbout {
  const undoSince = isMethodChange(fact) ? now : null
  return { wording: notice.wording, at: now, device, address, methods: methodsOf(fact), reference, undoSince }
}

function isMethodChange({ kind }: AuditFact): boolean {
  return (
    kind === 'method-added' ||
    kind === 'method-confirmed' ||
    kind === 'method-replaced' ||
    kind === 'method-removed' ||
    kind === 'set-up-completed'
  )
}

function addNotMeLink(draft: Draft, account: AccountId, about: NotMeAbout, room: OrganisationRoom): string {
  const token = room.secrets.token()
  const place = { tenant: room.organisation.id, owner: account, field: sealedFields.notMe }
  draft.notMeLink = {
    account,
    hash: token.hash,
    span: notMeLifetime,
    about: room.secrets.seal(place, JSON.stringify(about)),
  }
  return `${room.organisation.baseUrl}/not-me/${token.value}`
}
