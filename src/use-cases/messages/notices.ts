// Facts that people must hear of, as messages to every address of the account, with a link that says "this was not me".
import type { AuditFact } from '../../core/audit/facts.ts'
import { noticeOf } from '../../core/audit/notices.ts'
import type { AccountFacts } from '../../core/people/account.ts'
import type { AccountId, Reference, SealedText } from '../../core/people/identifiers.ts'
import { type IneligibleReason, reasonCodes } from '../../core/policy/eligibility.ts'
import type { Policy } from '../../core/policy/policy.ts'
import { type Counters, countSend } from '../../core/throttle/counters.ts'
import { mayMail } from '../../core/throttle/standing.ts'
import { hours, type Instant, later } from '../../core/time.ts'
import { sealedFields } from '../../ports/secrets.ts'
import type { Draft } from '../journey/step-draft.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
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
}

export function addNotices(
  draft: Draft,
  facts: readonly AuditFact[],
  account: Addressee,
  circumstances: Circumstances,
  room: OrganisationRoom,
): void {
  for (const fact of facts) {
    const notice = noticeOf(fact)
    if (notice === null) continue
    const methods = 'methods' in fact ? fact.methods.join(',') : ''
    const { device, address, reference, now } = circumstances
    const link = notice.notMe
      ? addNotMeLink(draft, account.id, { wording: notice.wording, at: now, device, address, methods, reference }, room)
      : null
    const values = {
      ...valuesFor(account, circumstances, room),
      methods,
      ...(link === null
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
