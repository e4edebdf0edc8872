import { describe, expect, it } from 'vitest'
import { person, policy, registered, start, tim, timsApp, timsMail } from '../../../tests/model/cast.ts'
import {
  at,
  attempt,
  confirm,
  imported,
  offer,
  pending,
  play,
  proveBy,
  provenBy,
  right,
  sessionFacts,
  signedIn,
  wrong,
} from '../../../tests/model/session-cast.ts'
import { stepAt } from '../methods/authenticator-app/authenticator-app.ts'
import { challengeId, lookupHash } from '../people/identifiers.ts'
import { type Counters, countFailure } from '../throttle/counters.ts'
import { later, minutes, seconds } from '../time.ts'
import { decideRegistration } from './decide.ts'
import type { RegistrationFacts } from './decision.ts'
import type { SessionState } from './session.ts'

const facts = sessionFacts(tim)
const stepUp = play(signedIn(), facts, proveBy(timsMail))
const known = imported(timsMail)
const confirming = play(signedIn(), sessionFacts(person('tim', [known])), confirm(known))
const newMail = pending('new-mail', timsMail, 'tim@new.example')
const adding = play(signedIn({ proofs: [provenBy(timsApp)] }), facts, offer(newMail))

const triesLeft = ({ errand }: SessionState) => errand?.challenge.issued?.triesLeft
/** Five comparisons that failed just now: the account has none left. */
const spentFor = (of: RegistrationFacts): RegistrationFacts => {
  const counters = [1, 2, 3, 4, 5].reduce<Counters>(
    (before, n) => countFailure(before, timsApp.kind, 'strangers', later(of.now, -n)),
    of.counters,
  )
  return { ...of, counters }
}

describe('an attempt', () => {
  it('reserves a try, and asks for the comparison with what the errand is about', () => {
    const { state, last } = play(stepUp.state, stepUp.facts, attempt)
    expect(triesLeft(state)).toBe(4)
    expect(last.effects).toMatchObject([{ kind: 'judge', against: timsMail.sealed, issued: { triesLeft: 4 } }])
    expect(play(adding.state, adding.facts, attempt).last.effects).toMatchObject([{ against: newMail.sealed }])
    expect(play(confirming.state, confirming.facts, attempt).last.effects).toMatchObject([{ against: known.sealed }])
  })

  it('compares nothing after five tries, or when its time is over', () => {
    const tried = play(stepUp.state, stepUp.facts, attempt, attempt, attempt, attempt, attempt)
    expect(triesLeft(tried.state)).toBe(0)
    const sixth = play(tried.state, tried.facts, attempt)
    expect(sixth.last).toMatchObject({ effects: [], session: { state: { remark: 'code-spent' } } })
    const late = play(stepUp.state, at(stepUp.facts, minutes(10)), attempt)
    expect(late.last).toMatchObject({ effects: [], session: { state: { remark: 'code-expired' } } })
    expect(triesLeft(late.state)).toBe(5)
    expect(play(stepUp.state, at(stepUp.facts, minutes(10) - 1), attempt).last.effects).toHaveLength(1)
  })

  it('at another challenge, or at none, does nothing', () => {
    expect(decideRegistration(stepUp.state, { type: 'attempt', challenge: challengeId('old') }, facts).kind).toBe(
      'stay',
    )
    expect(decideRegistration(signedIn(), attempt, facts).kind).toBe('stay')
  })

  it('is not taken and not counted while this errand’s wait runs', () => {
    const failed = play(stepUp.state, stepUp.facts, wrong, wrong, wrong)
    expect(failed.state.errand).toMatchObject({ failures: 3, waitUntil: later(start, seconds(30)) })
    expect(decideRegistration(failed.state, attempt, at(failed.facts, seconds(30) - 1)).kind).toBe('stay')
    expect(decideRegistration(failed.state, attempt, at(failed.facts, seconds(30))).kind).toBe('step')
  })
})

describe('a wrong answer', () => {
  it('to a step-up counts where those of journeys count, and is tallied', () => {
    const { state, last } = play(stepUp.state, stepUp.facts, attempt, wrong)
    expect(last.counters.failures).toEqual({ known: [], strangers: [start] })
    expect(last.counters.streaks).toEqual({ [timsMail.kind]: { known: 0, strangers: 1 } })
    expect(last.effects).toEqual([{ kind: 'tally-failure' }])
    expect(last.facts).toEqual([{ kind: 'session-proof-failed', method: timsMail.kind, compared: true }])
    expect(state).toMatchObject({ remark: 'code-wrong', errand: { failures: 1, waitUntil: null } })
  })

  it('RG-06: to what was imported counts alike: its code is the way into a first enrolment', () => {
    const { last } = play(confirming.state, confirming.facts, attempt, wrong)
    expect(last.counters.failures.strangers).toEqual([start])
    expect(last.effects).toEqual([{ kind: 'tally-failure' }])
  })

  it('to what is only pending has the few tries of its errand and nobody else’s', () => {
    const { state, last } = play(adding.state, adding.facts, attempt, wrong)
    expect(last.counters).toEqual(adding.facts.counters)
    expect(last).toMatchObject({ effects: [], facts: [{ kind: 'session-proof-failed', compared: true }] })
    expect(state).toMatchObject({ remark: 'code-wrong', errand: { failures: 1 } })
  })

  it('to the last try says that the code is spent', () => {
    const tried = play(stepUp.state, stepUp.facts, attempt, attempt, attempt, attempt, attempt, wrong)
    expect(tried.state.remark).toBe('code-spent')
  })
})

describe('while the account has no comparison left', () => {
  it.each([
    ['a step-up', stepUp],
    ['an imported address', confirming],
  ])('a right answer to %s is a wrong one, and not counted', (_, walked) => {
    const spent = spentFor(walked.facts)
    const { last: tried, state } = play(walked.state, spent, attempt)
    expect(tried.effects).toMatchObject([{ kind: 'judge', against: null }])
    const { last } = play(state, spent, right())
    expect(last).toMatchObject({
      session: { state: { remark: 'code-wrong', proofs: walked.state.proofs } },
      changes: [],
      facts: [{ kind: 'session-proof-failed', compared: false }],
    })
    expect(last.counters.failures).toEqual(spent.counters.failures)
  })

  it('what is pending is compared all the same', () => {
    const spent = spentFor(adding.facts)
    expect(play(adding.state, spent, attempt, right()).last.changes).toMatchObject([{ kind: 'add' }])
  })

  it('a known browser still has its own', () => {
    const spent = { ...spentFor(stepUp.facts), allowance: 'known' } as const
    expect(play(stepUp.state, spent, attempt, right()).state.proofs).toHaveLength(2)
  })
})

describe('right evidence', () => {
  it('RG-03: of another challenge, or when its time is over, proves nothing', () => {
    expect(decideRegistration(stepUp.state, right(undefined, 'old'), facts).kind).toBe('stay')
    expect(decideRegistration(signedIn(), right(), facts).kind).toBe('stay')
    const late = play(adding.state, at(adding.facts, minutes(10)), right())
    expect(late.last).toMatchObject({ changes: [], session: { state: { remark: 'code-expired', proofs: [{}] } } })
  })

  it('RG-03: of something that was changed since proves nothing: the code went to what it was before', () => {
    const moved = { ...timsMail, address: lookupHash('eve@evil.example') }
    for (const account of [person('tim', [moved, timsApp]), person('tim', [timsApp])]) {
      const { last } = play(stepUp.state, { ...stepUp.facts, account }, right())
      expect(last.session.state).toMatchObject({ remark: 'code-wrong', proofs: signedIn().proofs })
    }
    const elsewhere = person('tim', [{ ...known, address: lookupHash('eve@evil.example') }])
    expect(play(confirming.state, { ...confirming.facts, account: elsewhere }, right()).last.changes).toEqual([])
    const proven = person('tim', [timsMail])
    expect(play(confirming.state, { ...confirming.facts, account: proven }, right()).last.changes).toEqual([])
  })

  it('RG-05: of a method that came on hold since proves nothing', () => {
    const account = person('tim', [{ ...timsMail, heldUntil: later(start, minutes(1)) }, timsApp])
    expect(play(stepUp.state, { ...stepUp.facts, account }, right()).state.proofs).toEqual(signedIn().proofs)
  })

  it('of the app counts by its step, once', () => {
    const app = play(signedIn(), facts, proveBy(timsApp))
    expect(play(app.state, app.facts, right(stepAt(start))).state.proofs).toHaveLength(2)
    const used = person('tim', [timsMail, { ...timsApp, lastStep: stepAt(start) }])
    expect(play(app.state, { ...app.facts, account: used }, right(stepAt(start))).state.remark).toBe('code-wrong')
    const new1 = play(signedIn({ proofs: [provenBy(timsMail)] }), facts, offer(pending('new-app', timsApp, 'secret')))
    const kept = play(new1.state, new1.facts, right(stepAt(start)))
    expect(kept.last.changes).toMatchObject([{ kind: 'add', method: { lastStep: stepAt(start) } }])
    const card = imported({ ...timsApp, lastStep: null })
    const one = sessionFacts(person('tim', [timsMail, card]))
    const confirmed = play(signedIn({ proofs: [provenBy(timsMail)] }), one, confirm(card), right(stepAt(start)))
    expect(confirmed.last.effects).toMatchObject([{ kind: 'spend-step', method: card.id, step: stepAt(start) }, {}])
  })

  it('of a kind that the policy allows no more registers nothing', () => {
    const withoutMail = { ...adding.facts, policy: { ...policy, methods: [timsApp.kind] } }
    expect(decideRegistration(adding.state, right(), withoutMail)).toEqual({ kind: 'refuse', why: 'kind-not-allowed' })
    const other = registered('other', timsMail, 'tim@new.example')
    const taken = { ...adding.facts, account: person('tim', [timsApp, other]) }
    expect(decideRegistration(adding.state, right(), taken)).toEqual({ kind: 'refuse', why: 'already-registered' })
  })
})
