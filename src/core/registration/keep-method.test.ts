import { describe, expect, it } from 'vitest'
import { entry, person, policy, start, tim, timsApp, timsMail } from '../../../tests/model/cast.ts'
import {
  at,
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
} from '../../../tests/model/session-cast.ts'
import { stepAt } from '../methods/authenticator-app/authenticator-app.ts'
import type { AccountFacts } from '../people/account.ts'
import { usableMethods } from '../policy/gates.ts'
import { countFailure } from '../throttle/counters.ts'
import { hours, later, minutes } from '../time.ts'
import { decideRegistration } from './decide.ts'
import type { RegistrationFacts } from './decision.ts'

const step = stepAt(start)
const newMail = pending('new-mail', timsMail, 'tim@new.example')
const newApp = pending('new-app', timsApp, 'a secret')
const byApp = signedIn({ proofs: [provenBy(timsApp)] })
const facts = sessionFacts(tim)
const nobody = person('tim', [])
const known = imported(timsMail)
const usable = (of: RegistrationFacts, span = 0) =>
  usableMethods(of.policy, of.account, of.catalogue, later(of.now, span)).map(({ id }) => id)

describe('a first enrolment', () => {
  const first = play(signedIn(), sessionFacts(nobody), offer(newMail), right())
  const second = play(first.state, first.facts, offer(newApp, null, 'second'), right(step, 'second'))

  it('RG-05: of two methods in one session is not held, and flagged as resting on the password alone', () => {
    expect(usable(second.facts)).toEqual([newMail.id, newApp.id])
    expect(first.last.facts).toEqual([{ kind: 'method-added', method: newMail.kind, held: 0, byPasswordAlone: true }])
    expect(second.last.facts).toMatchObject([{ held: 0, byPasswordAlone: true }])
    expect(first.state).toMatchObject({ enrolled: [newMail.id], remark: 'method-added', errand: null })
  })

  it('RG-05: is over once its gates can be passed: by one proof the next is held for a day', () => {
    const third = pending('third', timsMail, 'tim@third.example')
    const one = { ...second.state, proofs: [provenBy(timsApp)].map((each) => ({ ...each, method: newApp.id })) }
    const { last, facts: after, state } = play(one, second.facts, offer(third), right())
    expect(last.facts).toMatchObject([{ kind: 'method-added', held: 86_400, byPasswordAlone: true }])
    expect(usable(after)).not.toContain(third.id)
    expect(usable(after, hours(24))).toContain(third.id)
    expect(state.enrolled).toEqual([newMail.id, newApp.id])
  })

  it('RG-05: of another session is an addition and held', () => {
    const again = play(signedIn(), { ...first.facts }, proveBy({ ...timsMail, id: newMail.id }), right())
    const { last, facts: after } = play(again.state, again.facts, offer(newApp, null, 'b'), right(step, 'b'))
    expect(last.facts).toMatchObject([{ held: 86_400, byPasswordAlone: false }])
    expect(usable(after)).toEqual([newMail.id])
  })

  it('rests on more than the password where an address on file was proven first, or a code was typed', () => {
    const confirmed = play(signedIn(), sessionFacts(person('tim', [known])), confirm(known), right())
    expect(confirmed.last.facts).toEqual([{ kind: 'method-confirmed', method: known.kind, held: 0 }])
    const then = play(confirmed.state, confirmed.facts, offer(newApp, null, 'b'), right(step, 'b'))
    expect(then.last.facts).toMatchObject([{ kind: 'method-added', held: 0, byPasswordAlone: false }])
    const coded = play(signedIn({ enrolmentCode: true }), sessionFacts(nobody), offer(newMail), right())
    expect(coded.last.facts).toMatchObject([{ byPasswordAlone: false }])
  })

  it('RG-05: is none in an account that somebody emptied: what is added is held', () => {
    const emptied: AccountFacts = { ...nobody, registration: { ...nobody.registration, confirmedAt: start } }
    const one = play(signedIn(), sessionFacts(emptied), offer(newMail), right())
    expect(one.last.facts).toMatchObject([{ held: 86_400, byPasswordAlone: true }])
    const two = play(one.state, one.facts, offer(newApp, null, 'b'), right(step, 'b'))
    expect(usable(two.facts)).toEqual([])
    expect(two.state).toMatchObject({ enrolled: [], remark: 'method-added-held' })
  })
})

describe('a later method', () => {
  it('RG-05: is held for a day by one proof, and not by two of different classes', () => {
    const held = play(byApp, facts, offer(newMail), right())
    expect(held.last.changes).toMatchObject([{ kind: 'add', method: { heldUntil: later(start, hours(24)) } }])
    expect(held.state.remark).toBe('method-added-held')
    const twice = { ...byApp, proofs: [provenBy(timsApp), provenBy(timsMail)] }
    const atOnce = play(twice, facts, offer(newMail), right())
    expect(atOnce.last.changes).toMatchObject([{ kind: 'add', method: { heldUntil: null } }])
    expect(atOnce.state.remark).toBe('method-added')
  })

  it('RG-05: does not vouch for itself: not for its own hold, nor while it is on hold for the next one', () => {
    const held = play(byApp, facts, offer(newMail), right())
    expect(held.state.proofs.map(({ method }) => method)).toEqual([timsApp.id, newMail.id])
    const next = pending('next', timsMail, 'tim@next.example')
    const { last } = play(held.state, held.facts, offer(next, null, 'b'), right(undefined, 'b'))
    expect(last.changes).toMatchObject([{ kind: 'add', method: { heldUntil: later(start, hours(24)) } }])
    const trusting = { policy: { ...policy, trustImported: true } }
    const shared = { ...known, shared: true }
    const account = person('tim', [timsApp, shared])
    const confirmed = play(byApp, sessionFacts(account, trusting), confirm(shared), right())
    expect(confirmed.last.changes).toEqual([{ kind: 'prove', method: known.id, heldFor: hours(24) }])
  })

  it('RG-01: may be finished within fifteen minutes of the proof that began it, and not after', () => {
    const begun = play(byApp, at(facts, minutes(4)), offer(newApp))
    const finish = (span: number) =>
      decideRegistration(begun.state, right(stepAt(later(start, span))), { ...begun.facts, now: later(start, span) })
    expect(finish(minutes(15) - 1)).toMatchObject({ kind: 'step', changes: [{ kind: 'add' }] })
    expect(finish(minutes(15))).toEqual({ kind: 'refuse', why: 'prove-first' })
  })

  it('binds anew what was guessed at too often', () => {
    const counters = countFailure(facts.counters, timsMail.kind, 'strangers', later(start, -hours(1)))
    const { last } = play(byApp, { ...facts, counters }, offer(newMail), right())
    expect(last.counters.streaks).toEqual({ [timsMail.kind]: { known: 0, strangers: 0 } })
    expect(last.counters.failures).toEqual(counters.failures)
  })
})

describe('what replaces another', () => {
  const account = { ...tim, registration: { ...tim.registration, defaultMethod: timsMail.id } }
  const { last, facts: after } = play(byApp, sessionFacts(account), offer(newMail, timsMail), right())

  it('takes its place once it is proven, as the default too, and is held', () => {
    expect(last.changes.map(({ kind }) => kind)).toEqual(['add', 'remove'])
    expect(after.account.methods.map(({ id }) => id)).toEqual([timsApp.id, newMail.id])
    expect(last.account).toEqual({ skips: 0, defaultMethod: newMail.id })
    expect(last.facts).toEqual([{ kind: 'method-replaced', method: newMail.kind, held: 86_400 }])
    expect(usable(after)).toEqual([timsApp.id])
  })

  it('repairs a lost app by the other proof, and touches no password', () => {
    const byMail = signedIn({ proofs: [provenBy(timsMail)] })
    const repaired = play(byMail, facts, offer(newApp, timsApp), right(step))
    expect(repaired.facts.account.methods.map(({ id }) => id)).toEqual([timsMail.id, newApp.id])
    expect(repaired.last.effects).toEqual([{ kind: 'renew-session' }])
  })

  it('leaves the default alone where that is another', () => {
    expect(play(byApp, facts, offer(newMail, timsMail), right()).last.account).toEqual({ skips: 0 })
    const twice = { ...byApp, proofs: [provenBy(timsApp), provenBy(timsMail)] }
    expect(play(twice, facts, offer(newMail, timsMail), right()).state.remark).toBe('method-replaced')
  })

  it('RG-03: leaves the old one until then', () => {
    const begun = play(byApp, facts, offer(newMail, timsMail))
    expect(begun.facts.account.methods).toEqual(tim.methods)
  })
})

describe('what was imported', () => {
  it('is proven where it stands; beside a method of one’s own it is held, unless it could be used before', () => {
    const account = person('tim', [known, timsApp])
    const held = play(byApp, sessionFacts(account), confirm(known), right())
    expect(held.last.changes).toEqual([{ kind: 'prove', method: known.id, heldFor: hours(24) }])
    expect(held.last.facts).toEqual([{ kind: 'method-confirmed', method: known.kind, held: 86_400 }])
    const trusting = { policy: { ...policy, trustImported: true } }
    const trusted = play(byApp, sessionFacts(account, trusting), confirm(known), right())
    expect(trusted.last.changes).toEqual([{ kind: 'prove', method: known.id, heldFor: 0 }])
    expect(trusted.state.remark).toBe('method-confirmed')
  })
})

it('RG-09: an address or secret of more than three accounts is told to administrators, and kept', () => {
  const shared = (sharedWith: number) => play(byApp, { ...facts, sharedWith }, offer(newMail), right()).last
  expect(shared(2).facts).toHaveLength(1)
  expect(shared(3).facts[1]).toEqual({ kind: 'method-shared', method: newMail.kind, accounts: 4 })
  expect(shared(3).changes).toHaveLength(1)
})

describe('an interrupt', () => {
  const stopped = { kind: 'interrupted' } as const

  it('ends when nothing is lacking, whether it is on hold or not, and not before', () => {
    const first = play(signedIn(), sessionFacts(nobody, stopped), offer(newMail), right())
    expect(first.last.session.kind).toBe('interrupted')
    expect(play(first.state, first.facts, offer(newApp, null, 'b'), right(step, 'b')).last.session.kind).toBe('full')
    const held = play(byApp, sessionFacts(person('tim', [timsApp]), stopped), offer(newMail), right())
    expect(held.last).toMatchObject({ session: { kind: 'full', state: { remark: 'method-added-held' } } })
  })

  it('begins to count skips anew, and the session goes on under a new identifier', () => {
    const { last } = play(signedIn(), sessionFacts(nobody, stopped), offer(newMail), right())
    expect(last).toMatchObject({ account: { skips: 0 }, effects: [{ kind: 'renew-session' }] })
  })
})

it('a session that is full stays full, whatever is added', () => {
  const administrator = { ...tim, entry: entry({ role: 'user-administrator' }) }
  expect(play(byApp, sessionFacts(administrator), offer(newMail), right()).last.session.kind).toBe('full')
})
