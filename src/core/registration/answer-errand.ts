// An errand's challenge is answered. A right answer goes to the errand it belongs to and to nothing else.
import type { IssuedChallenge } from '../journey/journey.ts'
import type { RegisteredMethod } from '../people/account.ts'
import type { ChallengeId, MethodKind } from '../people/identifiers.ts'
import { countFailure, countSuccess } from '../throttle/counters.ts'
import { comparisonStanding, waitAfter } from '../throttle/standing.ts'
import { later } from '../time.ts'
import {
  type RegistrationDecision,
  type RegistrationEvent,
  type RegistrationFacts,
  type RegistrationStep,
  stayPut,
  stepTo,
} from './decision.ts'
import { subjectOf } from './errand-subject.ts'
import { kindAfter } from './interrupt.ts'
import { keepMethod, type Shown, spendStep } from './keep-method.ts'
import { addProof, type Errand, type SessionProof, type SessionState } from './session.ts'

type Evidence = Extract<RegistrationEvent, { type: 'evidence' }>

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
  return errand.doing === 'add'
    ? keepMethod(state, errand, { proof, step }, facts)
    : provenAgain(state, target, { proof, step }, facts)
}

function provenAgain(
  state: SessionState,
  { id, kind }: RegisteredMethod,
  { proof, step }: Shown,
  facts: RegistrationFacts,
): RegistrationStep {
  const next = { ...state, errand: null, proofs: addProof(state.proofs, proof) }
  return stepTo(state, facts, next, {
    ...(facts.kind === 'second-proof' ? { sessionKind: kindAfter('second-proof', next, facts) } : {}),
    counters: countSuccess(facts.counters, kind),
    effects: [...spendStep(id, step), { kind: 'renew-session' }],
    facts: [{ kind: 'session-proof-passed', method: kind }],
  })
}

/**
 * Guesses at what is on record are counted where those of journeys are, and answered alike once they are spent. What is only
 * pending protects nothing yet: its own few tries are all it has.
 */
function failed(
  state: SessionState,
  errand: Errand,
  challenge: IssuedChallenge,
  facts: RegistrationFacts,
): RegistrationStep {
  const { kind } = errand.challenge
  const { limits } = facts.policy
  const failures = errand.failures + 1
  const until = later(facts.now, waitAfter(failures, limits))
  const guarded = isOnRecord(errand)
  const counted = guarded && isOpen(kind, facts)
  return stepTo(
    state,
    facts,
    {
      errand: { ...errand, failures, waitUntil: until > facts.now ? until : null },
      remark: challenge.triesLeft === 0 ? 'code-spent' : 'code-wrong',
    },
    {
      counters: counted ? countFailure(facts.counters, kind, facts.allowance, facts.now) : facts.counters,
      effects: guarded ? [{ kind: 'tally-failure' }] : [],
      facts: [{ kind: 'session-proof-failed', method: kind, compared: counted || !guarded }],
    },
  )
}

/** What the answer is compared with: none for a method that is gone or changed since, or while comparisons are spent. */
function comparable(errand: Errand, facts: RegistrationFacts): RegisteredMethod | null {
  if (isOnRecord(errand) && !isOpen(errand.challenge.kind, facts)) return null
  const { issued: challenge } = errand.challenge
  const target = subjectOf(errand, facts)
  // An address that was changed since is another one: the code went to the old.
  return target !== null && target.id === challenge?.method && target.address === challenge.address ? target : null
}

/** Registered, or imported: whoever guesses its code right gains something, be it the way into a first enrolment. */
const isOnRecord = (errand: Errand): boolean => errand.doing === 'prove' || errand.confirms

const isOpen = (kind: MethodKind, { counters, allowance, policy, now }: RegistrationFacts): boolean =>
  comparisonStanding(counters, kind, allowance, policy.limits, now).open
