import { expect, it } from 'vitest'
import { start, timsApp, timsMail } from '../../../tests/model/cast.ts'
import { provenBy } from '../../../tests/model/session-cast.ts'
import { instantFrom, later, minutes } from '../time.ts'
import { addProof, freshProofs, passwordProof } from './session.ts'

it('RG-01: a proof is fresh for less than five minutes, and never before it was made', () => {
  const proof = passwordProof(start)
  const fresh = (span: number) => freshProofs([proof], later(start, span)).length === 1
  expect([-1, 0, minutes(5) - 1, minutes(5)].map(fresh)).toEqual([false, true, true, false])
})

it('RG-01: a proof whose time cannot be read is not fresh, and nothing is at a time that cannot be read', () => {
  expect(freshProofs([passwordProof(instantFrom(Number.NaN))], start)).toEqual([])
  expect(freshProofs([passwordProof(start)], instantFrom(Number.NaN))).toEqual([])
})

it('of the proofs of a session the last quarter of an hour is kept, newest last', () => {
  const [old, mail] = [passwordProof(start), provenBy(timsMail, later(start, minutes(1)))]
  const app = provenBy(timsApp, later(start, minutes(15)))
  expect(addProof([old, mail], app)).toEqual([mail, app])
})

it('the password is a class of its own and the proof of no method', () => {
  expect(passwordProof(start)).toEqual({ method: null, class: 'password', address: null, at: start })
})
