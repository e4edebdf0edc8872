// Invitation mails to everyone who is enabled and not registered: a page at a time, within the caps, and never twice in a week.
import type { Reference } from '../../core/people/identifiers.ts'
import { isEnabled } from '../../core/policy/eligibility.ts'
import type { Policy } from '../../core/policy/policy.ts'
import { emptySession } from '../../core/registration/session.ts'
import { gatesNeeded, gatesPassed, lackingKinds } from '../../core/registration/standing.ts'
import { type Counters, countSend, emptyCounters } from '../../core/throttle/counters.ts'
import { mayMail } from '../../core/throttle/standing.ts'
import { days, type Instant } from '../../core/time.ts'
import type { ImportsAccounts, ListedAccount } from '../../ports/imports.ts'
import type { LoadedSession } from '../../ports/sessions.ts'
import { sessionWrite } from '../account/session-write.ts'
import { accountFacts } from '../journey/journey-facts.ts'
import { bucketsOf } from '../journey/start-journey.ts'
import { type Draft, emptyDraft } from '../journey/step-draft.ts'
import { type Addressee, localeOf, valuesFor } from '../messages/notices.ts'
import { message } from '../messages/outgoing.ts'
import { recipientsOf } from '../messages/recipients.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import { operator } from './find-by-name.ts'

export interface Invited {
  /** Written to, or would be. */
  invited: number
  /** Not written to, and why. */
  readonly passedOver: Record<'lately' | 'no-password' | 'no-address' | 'capped', number>
}

export interface InviteOrder {
  readonly dryRun: boolean
  readonly againAfterDays: number
}

const pageSize = 200

export async function inviteUnregistered(
  { dryRun, againAfterDays }: InviteOrder,
  accounts: Pick<ImportsAccounts, 'accountsAfter'>,
  room: OrganisationRoom,
): Promise<Invited> {
  const { policy, now } = await room.journeys.load({ handle: { by: 'none' }, browser: null, network: null })
  const count: Invited = { invited: 0, passedOver: { lately: 0, 'no-password': 0, 'no-address': 0, capped: 0 } }
  for (let last: Addressee['id'] | null = null; ; ) {
    const page: readonly ListedAccount[] = await accounts.accountsAfter(last, pageSize)
    const end = page.at(-1)
    if (end === undefined) return count
    last = end.account.id
    for (const listed of page) {
      const account = await accountFacts(listed.account, room)
      if (account === null || !lacksMethods(account, policy, now, room)) continue
      const outcome = await invite(account, listed, { dryRun, againAfterDays }, room)
      if (outcome === 'invited') count.invited += 1
      else count.passedOver[outcome] += 1
    }
  }
}

function lacksMethods(account: Addressee, policy: Policy, now: Instant, room: OrganisationRoom): boolean {
  if (account.frozenAt !== null || account.entry.lockedByAdministrator || !isEnabled(policy, account)) return false
  const facts = { now, policy, catalogue: room.catalogue, account }
  return (
    gatesPassed(emptySession, facts) < gatesNeeded(emptySession, facts) && lackingKinds(emptySession, facts).length > 0
  )
}

async function invite(
  account: Addressee,
  { hasPassword, invitedAgo }: ListedAccount,
  { dryRun, againAfterDays }: InviteOrder,
  room: OrganisationRoom,
): Promise<'invited' | keyof Invited['passedOver']> {
  if (!hasPassword) return 'no-password'
  if (invitedAgo !== null && invitedAgo < days(againAfterDays)) return 'lately'
  const recipients = recipientsOf(account, room)
  if (recipients.length === 0) return 'no-address'
  const { directory, externalId } = account.entry
  const loaded = await room.sessions.load({
    handle: {
      by: 'name',
      candidate: { directory, externalId },
      buckets: bucketsOf('', room),
    },
    browser: null,
    network: null,
    times: room.sessionTimes,
  })
  const draft = emptyDraft()
  const reference = room.secrets.reference()
  const counters = inviteOne(account, loaded.counters?.value ?? emptyCounters, loaded, draft, room, reference)
  if (counters === null) return 'capped'
  if (dryRun) return 'invited'
  const changes = { account: account.id, methods: [], rest: { invited: true } as const }
  const person = { account, loaded }
  const write = sessionWrite(
    person,
    draft,
    [{ kind: 'invited' }],
    operator(room),
    room,
    { changes },
    counters,
    reference,
  )
  // Whoever is just doing something of their own is asked the next time.
  return (await room.sessions.commit(write)) === 'moved' ? 'invited' : 'lately'
}

/** The letter to each address within its caps, counted. Null: there is none that may be written to now. */
export function inviteOne(
  account: Addressee,
  before: Counters,
  { now, policy }: Pick<LoadedSession, 'now' | 'policy'>,
  draft: Draft,
  room: OrganisationRoom,
  reference: Reference = room.secrets.reference(),
): Counters | null {
  let counters = before
  const letters = draft.outbox.length
  const values = {
    ...valuesFor(account, { now, reference, about: account.id, device: '', address: '' }, room),
    link: `${room.organisation.baseUrl}/security-info`,
  }
  for (const to of recipientsOf(account, room)) {
    if (!mayMail(counters, to.lookup, false, policy.limits, now)) continue
    counters = countSend(counters, { address: to.lookup, at: now, asked: false })
    const locale = localeOf(account, room)
    const content = { channel: 'email', to: to.address, wording: 'invitation', locale, values } as const
    draft.outbox.push(message(account.id, 'notice', content, room, days(7)))
  }
  return draft.outbox.length === letters ? null : counters
}
