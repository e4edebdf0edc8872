// An errand's challenge: begun, sent again, issued. The newest one is the only one.
import type { Challenge } from '../journey/journey.ts'
import type { Method } from '../methods/method.ts'
import type { RegisteredMethod } from '../people/account.ts'
import type { ChallengeId, LookupHash, MethodKind } from '../people/identifiers.ts'
import { countEnrolment, countSend } from '../throttle/counters.ts'
import { mayMail, spentUntil } from '../throttle/standing.ts'
import { type Instant, later } from '../time.ts'
import {
  type RegistrationDecision,
  type RegistrationEffect,
  type RegistrationEvent,
  type RegistrationFacts,
  refuse,
  stayPut,
  stepTo,
} from './decision.ts'
import { subjectOf } from './errand-subject.ts'
import { type Errand, finishLifetime, type SessionState } from './session.ts'

/** A new errand with its challenge; whatever was under way before it is gone. */
export function begin(
  state: SessionState,
  errand: NewErrand,
  to: Pick<RegisteredMethod, 'id' | 'sealed' | 'address' | 'kind'>,
  id: ChallengeId,
  facts: RegistrationFacts,
): RegistrationDecision {
  const method = facts.catalogue.get(to.kind)
  if (method === undefined || method.evidence !== 'typed') return stayPut
  const sends = method.sends !== null
  if (sends && !maySend(to.address, errand.doing === 'add', facts)) return refuse('too-many-messages')
  const asking = { sends: sends ? 1 : 0, sentAt: sends ? facts.now : null, failures: 0, waitUntil: null }
  const challenge = challengeOf(id, to.kind, method, errand.doing === 'add', facts.now)
  return stepTo(
    state,
    facts,
    { errand: { ...errand, ...asking, challenge } },
    { effects: [issueEffect(challenge, to, sends)] },
  )
}

type NewErrand =
  | { readonly doing: 'prove' }
  | Pick<Extract<Errand, { doing: 'add' }>, 'doing' | 'pending' | 'replaces' | 'confirms'>

/** The newest code is the only one: the challenge before is gone with its tries. */
export function resend(
  state: SessionState,
  event: Extract<RegistrationEvent, { type: 'resend-asked' }>,
  facts: RegistrationFacts,
): RegistrationDecision {
  const { errand } = state
  const to = errand === null ? null : subjectOf(errand, facts)
  const method = to === null ? undefined : facts.catalogue.get(to.kind)
  if (errand === null || to === null || method === undefined || method.sends === null) return stayPut
  const { resendGaps } = facts.policy.limits
  const next = nextSendAt(errand, facts)
  if (errand.sends >= resendGaps.length) return stepTo(state, facts, { remark: 'sends-spent' })
  if (next !== null && facts.now < next) return stepTo(state, facts, { remark: 'send-later' })
  if (!maySend(to.address, errand.doing === 'add', facts)) return refuse('too-many-messages')
  const challenge = challengeOf(event.challenge, to.kind, method, errand.doing === 'add', facts.now)
  return stepTo(
    state,
    facts,
    { errand: { ...errand, challenge, sends: errand.sends + 1, sentAt: facts.now } },
    { effects: [issueEffect(challenge, to, true)] },
  )
}

/** When the next message may be asked for; null for never. */
export function nextSendAt(errand: Errand, { policy }: Pick<RegistrationFacts, 'policy'>): Instant | null {
  const { resendGaps } = policy.limits
  const gap = errand.sends < resendGaps.length ? resendGaps[errand.sends - 1] : undefined
  return errand.sentAt === null || gap === undefined ? null : later(errand.sentAt, gap)
}

export function issued(
  state: SessionState,
  event: Extract<RegistrationEvent, { type: 'challenge-issued' }>,
  facts: RegistrationFacts,
): RegistrationDecision {
  const { errand } = state
  if (errand === null || errand.challenge.id !== event.challenge || errand.challenge.issued !== null) return stayPut
  const { address } = event.issued
  const sent =
    event.sent && address !== null ? countSend(facts.counters, { address, at: facts.now, asked: true }) : facts.counters
  const counters = event.sent && errand.doing === 'add' ? countEnrolment(sent, facts.now) : sent
  return stepTo(
    state,
    facts,
    { errand: { ...errand, challenge: { ...errand.challenge, issued: event.issued } }, remark: state.remark },
    { counters, facts: [{ kind: 'session-challenge-issued', method: errand.challenge.kind, sent: event.sent }] },
  )
}

const maySend = (address: LookupHash | null, unproven: boolean, facts: RegistrationFacts): boolean =>
  address !== null &&
  mayMail(facts.counters, address, true, facts.policy.limits, facts.now) &&
  !(unproven && spentUntil(facts.counters.enrolments, facts.policy.limits.enrolmentMails, facts.now) > facts.now)

const challengeOf = (id: ChallengeId, kind: MethodKind, method: Method, adding: boolean, now: Instant): Challenge => ({
  id,
  kind,
  since: now,
  expiresAt: later(now, adding && method.registers === 'secret' ? finishLifetime : method.lifetime),
  issued: null,
})

const issueEffect = (
  challenge: Challenge,
  { id, sealed, address }: Pick<RegisteredMethod, 'id' | 'sealed' | 'address'>,
  send: boolean,
): RegistrationEffect => ({
  kind: 'issue-challenge',
  challenge: challenge.id,
  method: challenge.kind,
  to: { id, sealed, address },
  send,
})
