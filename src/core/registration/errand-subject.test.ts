import { expect, it } from 'vitest'
import { person, start, tim, timsApp, timsMail } from '../../../tests/model/cast.ts'
import {
  confirm,
  imported,
  offer,
  pending,
  play,
  proveBy,
  provenBy,
  sessionFacts,
  signedIn,
} from '../../../tests/model/session-cast.ts'
import { later } from '../time.ts'
import { asRegistered, subjectOf } from './errand-subject.ts'
import type { SessionState } from './session.ts'

const facts = sessionFacts(tim)
const subject = ({ errand }: SessionState, of = facts) => (errand === null ? undefined : subjectOf(errand, of))

it('a step-up is about the method that was asked for, as long as it can be used', () => {
  const { state } = play(signedIn(), facts, proveBy(timsMail))
  expect(subject(state)).toEqual(timsMail)
  const held = { ...timsMail, heldUntil: later(start, 1) }
  expect(subject(state, sessionFacts(person('tim', [held, timsApp])))).toBeNull()
  expect(subject(state, sessionFacts(person('tim', [timsApp])))).toBeNull()
})

it('a confirmation is about what is on file, as long as nobody has proven it', () => {
  const known = imported(timsMail)
  const { state } = play(signedIn(), sessionFacts(person('tim', [known])), confirm(known))
  expect(subject(state, sessionFacts(person('tim', [known])))).toEqual(known)
  expect(subject(state, sessionFacts(person('tim', [timsMail])))).toBeNull()
})

it('RG-03: what is pending is the person’s own once it is proven, and comes with nothing else', () => {
  const added = pending('new', timsMail, 'tim@new.example')
  const { state } = play(signedIn({ proofs: [provenBy(timsMail)] }), facts, offer(added))
  expect(subject(state)).toEqual(asRegistered(added, start))
  expect(asRegistered(added, start)).toEqual({
    ...added,
    source: 'self',
    provenAt: start,
    heldUntil: null,
    lastStep: null,
    name: null,
    addedAt: start,
    shared: false,
  })
})
