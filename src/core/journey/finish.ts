// The end of a journey: one write to the directory, between a record of the intent and a record of the outcome.
import type { AccountFacts } from '../people/account.ts'
import type { MethodKind } from '../people/identifiers.ts'
import { type Counters, clearLockouts, closeEveryJourney, closeJourney } from '../throttle/counters.ts'
import { afterGates, type Moved } from './after-gates.ts'
import { type Decision, type JourneyFacts, type Step, stay, step } from './decision.ts'
import type { WriteOutcome } from './events.ts'
import type { Journey, Purpose, Remark } from './journey.ts'

/** A password was offered and judged by our rules. Before it is written everything is asked again (who, scope, methods, gates). */
export function judgedPassword(journey: Journey, refused: Remark | null, facts: JourneyFacts): Decision {
  const { stage } = journey
  if (stage.at !== 'new-password') return stay
  const standing = afterGates(journey, facts)
  if (standing.stage.at !== 'new-password') {
    return moveTo(journey, standing, facts)
  }
  if (refused !== null) return refuse(journey, refused, stage.rejections, facts)
  if (facts.account === null) return stay
  return step(
    journey,
    facts,
    { stage: { at: 'writing', since: facts.now, rejections: stage.rejections } },
    {
      effects: [{ kind: 'write-password', account: facts.account }],
      facts: [{ kind: 'password-write-intended' }],
    },
  )
}

export function afterPasswordWrite(journey: Journey, outcome: WriteOutcome, facts: JourneyFacts): Decision {
  const { stage } = journey
  if (stage.at !== 'writing') return stay
  switch (outcome.kind) {
    case 'set':
      return finished(journey, 'reset', facts)
    case 'rejected':
      return refuse(journey, outcome.because, stage.rejections, facts)
    case 'unavailable':
      return step(
        journey,
        facts,
        { stage: { at: 'new-password', rejections: stage.rejections }, remark: 'directory-unavailable' },
        { facts: [{ kind: 'password-write-unavailable' }] },
      )
    case 'indeterminate':
      return step(
        journey,
        facts,
        { stage: { at: 'indeterminate', since: stage.since } },
        { facts: [{ kind: 'password-write-indeterminate' }] },
      )
  }
}

export function afterUnlock(
  journey: Journey,
  outcome: 'unlocked' | 'unavailable' | 'indeterminate',
  facts: JourneyFacts,
): Decision {
  if (journey.stage.at !== 'unlocking') return stay
  if (outcome === 'unlocked') return finished(journey, 'unlock', facts)
  // Unlocking twice does no harm, so a lost answer is treated like none: the proofs are kept and the person may ask again.
  return step(
    journey,
    facts,
    { stage: { ...journey.stage, asked: false }, remark: 'directory-unavailable' },
    {
      facts: [{ kind: 'unlock-unavailable' }],
    },
  )
}

/** The rules may have changed since the proofs: everything is judged anew. */
export function askAgain(journey: Journey, facts: JourneyFacts): Decision {
  if (journey.stage.at !== 'unlocking' || journey.stage.asked) return stay
  return moveTo(journey, afterGates(journey, facts), facts)
}

/**
 * Only the directory's own change time settles what a lost answer to a password write was. Of an unlock nobody can tell, and
 * asking twice does no harm: the person may ask again.
 */
export function lookedAgain(journey: Journey, found: 'changed' | 'unchanged', facts: JourneyFacts): Decision {
  if (journey.stage.at === 'unlocking') return journey.stage.asked ? afterUnlock(journey, 'unavailable', facts) : stay
  if (journey.stage.at !== 'indeterminate' && journey.stage.at !== 'writing') return stay
  const settled = { kind: 'password-write-settled', found } as const
  if (found === 'changed') return finished(journey, 'reset', facts, settled)
  return step(
    journey,
    facts,
    { stage: { at: 'new-password', rejections: 0 }, remark: 'directory-unavailable' },
    { facts: [settled] },
  )
}

const moveTo = (journey: Journey, moved: Moved, facts: JourneyFacts): Step =>
  step(
    journey,
    facts,
    { stage: moved.stage },
    {
      counters: moved.closes ? closeJourney(facts.counters, journey.id) : facts.counters,
      effects: moved.effects,
      facts: moved.facts,
    },
  )

function finished(journey: Journey, purpose: Purpose, facts: JourneyFacts, settled?: Step['facts'][number]): Step {
  const methods: readonly MethodKind[] = journey.proofs.map((each) => each.kind)
  const { account } = facts
  return step(
    journey,
    facts,
    { stage: { at: 'done', outcome: purpose } },
    {
      counters: closes(clearLockouts(facts.counters), purpose, journey),
      // The cookie stays: a journey that is over opens nothing, and a second click on the button is led to the same page.
      effects: account === null ? [] : endings(account, purpose),
      facts: settled ? [settled] : [{ kind: purpose === 'reset' ? 'password-reset' : 'account-unlocked', methods }],
    },
  )
}

const closes = (counters: Counters, purpose: Purpose, journey: Journey): Counters =>
  purpose === 'reset' ? closeEveryJourney(counters) : closeJourney(counters, journey.id)

/** A new password ends every session that the old one opened; an unlock leaves them. */
const endings = (account: AccountFacts, purpose: Purpose): Step['effects'] => [
  ...(purpose === 'reset' ? [{ kind: 'end-sessions', account } as const] : []),
  { kind: 'remember-browser', account },
]

/** The person may try again, a settable number of times; the journey never says what was typed. */
function refuse(journey: Journey, because: Remark, before: number, facts: JourneyFacts): Step {
  const rejections = before + 1
  const spent = rejections >= facts.policy.times.rejections
  return step(
    journey,
    facts,
    { stage: spent ? { at: 'expired' } : { at: 'new-password', rejections }, remark: because },
    {
      counters: spent ? closeJourney(facts.counters, journey.id) : facts.counters,
      facts: [{ kind: 'password-refused', because }, ...(spent ? [{ kind: 'journey-expired' } as const] : [])],
    },
  )
}
