// Walks decide from the beginning with every event, and collects which stage leads to which. What the drawings are made of.
import type { AccountFacts } from '../people/account.ts'
import { challengeId, journeyId, lookupHash, type MethodKind, reference } from '../people/identifiers.ts'
import type { Policy } from '../policy/policy.ts'
import { emptyCounters } from '../throttle/counters.ts'
import { later } from '../time.ts'
import { beginJourney } from './begin.ts'
import { decide } from './decide.ts'
import type { JourneyFacts } from './decision.ts'
import type { JourneyEvent } from './events.ts'
import { deadline, type Journey, type Purpose } from './journey.ts'

/** Who walks, by which rules. `account` null: a name that nobody has. */
export interface Scene {
  readonly facts: JourneyFacts
  readonly purpose: Purpose
  /** How each method's evidence is measured when it is right: the authenticator app's needs a step. */
  readonly step: number
}

export interface Transition {
  readonly from: string
  readonly to: string
  /** In words, for the arrow. */
  readonly label: string
  readonly event: JourneyEvent['type']
}

interface Walked {
  readonly journey: Journey
  readonly facts: JourneyFacts
}

interface Move {
  readonly label: string
  readonly event: JourneyEvent
  /** What changed in the world before it. */
  readonly meanwhile?: (walked: Walked) => Partial<JourneyFacts>
}

/** There are some dozens; a counter that nothing bounds would make more of them for ever. */
const mostStates = 1_000

/** Throws where a journey can go on for ever without coming back to where it was. */
export function exploreJourneys({ facts: given, purpose, step }: Scene): readonly Transition[] {
  const facts = { ...given, policy: withFewFailures(given.policy), counters: emptyCounters }
  const begun = beginJourney(journeyId('drawn'), reference('drawn'), facts.policy, false, facts.now)
  const found = new Map<string, Transition>()
  const seen = new Set<string>()
  const ahead: Walked[] = [{ journey: begun, facts }]
  for (let walked = ahead.pop(); walked !== undefined; walked = ahead.pop()) {
    for (const { label, event, meanwhile } of movesFrom(walked, purpose, step)) {
      const now = { ...walked.facts, ...meanwhile?.(walked) }
      const decision = decide(walked.journey, event, now)
      if (decision.kind === 'stay') continue
      const { journey, counters } = decision
      const transition = { from: stageName(walked.journey), to: stageName(journey), label, event: event.type }
      found.set(Object.values(transition).join(), transition)
      const key = essence(journey)
      if (seen.has(key)) continue
      seen.add(key)
      if (seen.size > mostStates) throw new Error(`exploring found no end: ${key}`)
      // Failures are forgotten, or a right answer on one way would be refused for the wrong ones on another.
      const unfailed = { ...counters, failures: emptyCounters.failures, streaks: {} }
      ahead.push({ journey, facts: { ...walked.facts, policy: now.policy, counters: unfailed } })
    }
  }
  return [...found.values()]
}

/** The name of a stage as drawn. Gates are apart, and so is an unlock that went unanswered. */
function stageName({ stage }: Pick<Journey, 'stage'>): string {
  switch (stage.at) {
    case 'choosing':
    case 'challenged':
      return `gate ${stage.gate} ${stage.at}`
    case 'unlocking':
      return stage.asked ? 'unlocking' : 'unlock unanswered'
    case 'reason':
    case 'new-password':
    case 'writing':
    case 'indeterminate':
    case 'done':
    case 'blocked':
    case 'not-eligible':
    case 'contacted-admin':
    case 'cancelled':
    case 'expired':
      return stage.at
  }
}

/** Failures and refusals end a journey after two, so that exploring ends too; where they lead is the same. */
function withFewFailures(policy: Policy): Policy {
  const [quarter, day, longest] = policy.limits.failures
  return {
    ...policy,
    limits: { ...policy.limits, waits: [0], resendGaps: [0, 0, 0], failures: [quarter, { ...day, count: 2 }, longest] },
    times: { ...policy.times, rejections: 2 },
  }
}

function movesFrom({ journey, facts }: Walked, purpose: Purpose, step: number): readonly Move[] {
  const { stage } = journey
  const challenge = stage.at === 'challenged' ? stage.challenge.id : challengeId('none')
  const right: JourneyEvent = { type: 'evidence', challenge, measured: { kind: 'matches', step } }
  const fine: JourneyEvent = { type: 'password-judged', refused: null }
  const next = challengeId(`challenge ${journey.sends} ${journey.proofs.length}`)
  return [
    { label: 'the name is found, or not', event: { type: 'resolved', directory: 'reachable' } },
    { label: 'says why', event: { type: 'reason-chosen', purpose } },
    ...facts.policy.methods.map((kind) => ({
      label: 'chooses a method',
      event: { type: 'method-chosen', kind, challenge: next } as const,
    })),
    { label: 'asks for another message', event: { type: 'resend-asked', challenge: next } },
    ...(journey.subject.kind === 'unresolved'
      ? []
      : [{ label: 'the challenge is issued', event: issuing(journey, facts) }]),
    { label: 'answers', event: { type: 'attempt', challenge } },
    // What nobody answers is never right; that it isn't is tested, not drawn.
    ...(facts.account === null
      ? []
      : [
          { label: 'the answer is right', event: right },
          { label: 'rules changed meanwhile', event: right, meanwhile: disabled },
        ]),
    { label: 'the answer is wrong', event: { type: 'evidence', challenge, measured: { kind: 'differs' } } },
    { label: 'another way', event: { type: 'another-way' } },
    { label: 'offers a password', event: fine },
    { label: 'rules changed meanwhile', event: fine, meanwhile: disabled },
    ...(journey.proofs.length > 1
      ? []
      : [{ label: 'another gate is asked for meanwhile', event: fine, meanwhile: twoGates }]),
    { label: 'our rules refuse the password', event: { type: 'password-judged', refused: 'password-guessable' } },
    { label: 'the directory set it', event: { type: 'password-written', outcome: { kind: 'set' } } },
    {
      label: 'the directory refused it',
      event: { type: 'password-written', outcome: { kind: 'rejected', because: 'password-used-before' } },
    },
    { label: 'the directory is away', event: { type: 'password-written', outcome: { kind: 'unavailable' } } },
    { label: 'the answer was lost', event: { type: 'password-written', outcome: { kind: 'indeterminate' } } },
    ...(stage.at === 'unlocking'
      ? []
      : [{ label: 'it was set after all', event: { type: 'looked-again', found: 'changed' } } as const]),
    { label: 'nothing was done', event: { type: 'looked-again', found: 'unchanged' } },
    { label: 'the directory unlocked', event: { type: 'unlock-written', outcome: 'unlocked' } },
    { label: 'the directory is away', event: { type: 'unlock-written', outcome: 'unavailable' } },
    { label: 'asks again', event: { type: 'unlock-asked' } },
    { label: 'rules changed meanwhile', event: { type: 'unlock-asked' }, meanwhile: disabled },
    { label: 'asks for help', event: { type: 'help-asked' } },
    { label: 'starts over', event: { type: 'start-over' } },
    { label: 'needs more time', event: { type: 'more-time' } },
    {
      label: 'time runs out',
      event: { type: 'more-time' },
      meanwhile: () => ({ now: later(deadline(journey, facts.policy.times), 0) }),
    },
  ]
}

const twoGates = ({ facts }: Walked): Partial<JourneyFacts> => ({ policy: { ...facts.policy, gates: 2 } })
const disabled = ({ facts: { account } }: Walked): Partial<JourneyFacts> =>
  account === null ? {} : { account: { ...account, entry: { ...account.entry, disabled: true } } }

function issuing({ stage }: Journey, { account }: JourneyFacts): JourneyEvent {
  const { id, kind } = stage.at === 'challenged' ? stage.challenge : { id: challengeId('none'), kind: null }
  const method = registeredFor(kind, account)
  const issued = { method: method?.id ?? null, address: method?.address ?? null, answer: lookupHash(id), triesLeft: 5 }
  return { type: 'challenge-issued', challenge: id, issued, sent: false }
}

const registeredFor = (kind: MethodKind | null, account: AccountFacts | null) =>
  account?.methods.find((each) => each.kind === kind)

/** What tells two journeys apart for the drawing; counts of messages and times don't. */
const essence = ({ stage, subject, purpose, proofs, failures }: Journey): string =>
  JSON.stringify([
    stageName({ stage }),
    subject.kind,
    purpose,
    proofs.length,
    failures,
    'rejections' in stage ? stage.rejections : 0,
    stage.at === 'challenged' ? [stage.challenge.kind, stage.challenge.issued === null] : null,
  ])
