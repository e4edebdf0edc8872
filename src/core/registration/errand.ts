// An errand's challenge: issued, sent again, answered. A right answer goes to the errand it belongs to and to nothing else.
import type { Challenge, IssuedChallenge } from '../journey/journey.ts'
import type { Method } from '../methods/method.ts'
import type { RegisteredMethod } from '../people/account.ts'
import type { ChallengeId, LookupHash, MethodKind } from '../people/identifiers.ts'
import { usableMethods } from '../policy/gates.ts'
import { countEnrolment, countFailure, countSend, countSuccess } from '../throttle/counters.ts'
import { comparisonStanding, mayMail, spentUntil, waitAfter } from '../throttle/standing.ts'
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
import { kindAfter } from './interrupt.ts'
import { keepMethod } from './keep-method.ts'
import { addProof, type Errand, finishLifetime, type SessionProof, type SessionState } from './session.ts'

type Evidence = Extract<RegistrationEvent, { type: 'evidence' }>
type Step = Extract<RegistrationDecision, { kind: 'step' }>

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
  const to = errand === null ? null : recipientOf(errand, facts)
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

/** Somebody answers: a try is reserved before anything is compared. Early tries are not taken and not counted. */
export function attempted(state: SessionState, id: ChallengeId, facts: RegistrationFacts): RegistrationDecision {
  const { errand } = state
  if (errand === null || errand.challenge.id !== id || errand.challenge.issued === null) return stayPut
  if (errand.waitUntil !== null && facts.now < errand.waitUntil) return stayPut
  if (!(facts.now < errand.challenge.expiresAt)) return stepTo(state, facts, { remark: 'code-expired' })
  const { issued: challenge } = errand.challenge
  if (challenge.triesLeft === 0) return stepTo(state, facts, { remark: 'code-spent' })
  const reserved: IssuedChallenge = { ...challenge, triesLeft: challenge.triesLeft - 1 }
  return stepTo(
    state,
    facts,
    { errand: { ...errand, challenge: { ...errand.challenge, issued: reserved } } },
    {
      effects: [
        {
          kind: 'judge',
          challenge: id,
          method: errand.challenge.kind,
          issued: reserved,
          against: comparable(errand, facts)?.sealed ?? null,
        },
      ],
    },
  )
}

/** Evidence counts for the challenge it belongs to, while that is the one being asked, and for nothing else. */
export function answered(state: SessionState, event: Evidence, facts: RegistrationFacts): RegistrationDecision {
  const { errand } = state
  if (errand === null || errand.challenge.id !== event.challenge || errand.challenge.issued === null) return stayPut
  if (!(facts.now < errand.challenge.expiresAt)) return stepTo(state, facts, { remark: 'code-expired' })
  const method = facts.catalogue.get(errand.challenge.kind)
  const target = comparable(errand, facts)
  if (target === null || method === undefined || method.weigh(event.measured, target, facts.now) === 'wrong') {
    return failed(state, errand, errand.challenge.issued, facts)
  }
  const step = event.measured.kind === 'matches' ? (event.measured.step ?? null) : null
  const proof: SessionProof = { method: target.id, class: method.class, address: target.address, at: facts.now }
  const proven = { ...state, errand: null, remark: null, proofs: addProof(state.proofs, proof) }
  return errand.doing === 'add'
    ? keepMethod(proven, errand, step, facts)
    : provenAgain(proven, target.kind, step === null ? [] : [{ kind: 'spend-step', method: target.id, step }], facts)
}

function provenAgain(
  state: SessionState,
  kind: MethodKind,
  spent: readonly RegistrationEffect[],
  facts: RegistrationFacts,
): Step {
  return stepTo(state, facts, state, {
    ...(facts.kind === 'second-proof' ? { sessionKind: kindAfter('second-proof', state, facts) } : {}),
    counters: countSuccess(facts.counters, kind),
    effects: [...spent, { kind: 'renew-session' }],
    facts: [{ kind: 'session-proof-passed', method: kind }],
  })
}

/**
 * Guesses at a registered method are counted where those of journeys are, and answered alike once they are spent. A pending
 * one protects nothing yet: its own few tries are all it has.
 */
function failed(state: SessionState, errand: Errand, challenge: IssuedChallenge, facts: RegistrationFacts): Step {
  const { kind } = errand.challenge
  const { limits } = facts.policy
  const failures = errand.failures + 1
  const until = later(facts.now, waitAfter(failures, limits))
  const counted = errand.doing === 'prove' && isOpen(kind, facts)
  return stepTo(
    state,
    facts,
    {
      errand: { ...errand, failures, waitUntil: until > facts.now ? until : null },
      remark: challenge.triesLeft === 0 ? 'code-spent' : 'code-wrong',
    },
    {
      counters: counted ? countFailure(facts.counters, kind, facts.allowance, facts.now) : facts.counters,
      effects: errand.doing === 'prove' ? [{ kind: 'tally-failure' }] : [],
      facts: [{ kind: 'session-proof-failed', method: kind, compared: counted || errand.doing === 'add' }],
    },
  )
}

/** What the answer is compared with: none for a method that is gone or changed since, or while comparisons are spent. */
function comparable(errand: Errand, facts: RegistrationFacts): RegisteredMethod | null {
  if (errand.doing === 'prove' && !isOpen(errand.challenge.kind, facts)) return null
  const { issued: challenge } = errand.challenge
  const target = recipientOf(errand, facts)
  // An address that was changed since is another one: the code went to the old.
  return target !== null && target.id === challenge?.method && target.address === challenge.address ? target : null
}

/** The method that an errand is about, as it is now. */
function recipientOf(errand: Errand, facts: RegistrationFacts): RegisteredMethod | null {
  if (errand.doing === 'prove') {
    const usable = usableMethods(facts.policy, facts.account, facts.catalogue, facts.now)
    return usable.find(({ id }) => id === errand.challenge.issued?.method) ?? null
  }
  if (!errand.confirms) return asRegistered(errand.pending, facts.now)
  return facts.account.methods.find(({ id, provenAt }) => id === errand.pending.id && provenAt === null) ?? null
}

export const asRegistered = (
  pending: Extract<Errand, { doing: 'add' }>['pending'],
  now: Instant,
): RegisteredMethod => ({
  ...pending,
  source: 'self',
  provenAt: now,
  heldUntil: null,
  lastStep: null,
  name: null,
  addedAt: now,
  shared: false,
})

const isOpen = (kind: MethodKind, { counters, allowance, policy, now }: RegistrationFacts): boolean =>
  comparisonStanding(counters, kind, allowance, policy.limits, now).open

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
