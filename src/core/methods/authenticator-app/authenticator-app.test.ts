import { describe, expect, it } from 'vitest'
import { start, timsApp } from '../../../../tests/model/cast.ts'
import { instantFrom, later, seconds } from '../../time.ts'
import { authenticatorApp, secretBytes, stepAt } from './authenticator-app.ts'

const now = instantFrom(start + seconds(10))
const current = stepAt(now)
const weigh = (step: number | undefined, lastStep: number | null = null, at = now) =>
  authenticatorApp.weigh(
    step === undefined ? { kind: 'matches' } : { kind: 'matches', step },
    { ...timsApp, lastStep },
    at,
  )

describe('a code of the authenticator app (CG-10)', () => {
  it.each([
    [-3, 'wrong'],
    [-2, 'wrong'],
    [-1, 'right'],
    [0, 'right'],
    [1, 'right'],
    [2, 'wrong'],
    [3, 'wrong'],
  ])('of step %i from now is %s', (drift, verdict) => {
    expect(weigh(current + drift)).toBe(verdict)
  })

  it('is right once: neither its step nor an older one is right again', () => {
    expect(weigh(current, current)).toBe('wrong')
    expect(weigh(current - 1, current)).toBe('wrong')
    expect(weigh(current, current - 1)).toBe('right')
    expect(weigh(current + 1, current)).toBe('right')
    expect(weigh(current, current + 1)).toBe('wrong')
  })

  it('stays used when the clock goes back', () => {
    expect(weigh(stepAt(later(now, -seconds(30))), current, later(now, -seconds(30)))).toBe('wrong')
  })

  it('proves nothing without its step, and nothing when it differs', () => {
    expect(weigh(undefined)).toBe('wrong')
    expect(authenticatorApp.weigh({ kind: 'differs' }, { ...timsApp, lastStep: null }, now)).toBe('wrong')
    expect(authenticatorApp.weigh({ kind: 'unusable' }, { ...timsApp, lastStep: null }, now)).toBe('wrong')
  })

  it('changes every 30 seconds', () => {
    expect(stepAt(start)).toBe(stepAt(instantFrom(start + seconds(30) - 1)))
    expect(stepAt(instantFrom(start + seconds(30)))).toBe(stepAt(start) + 1)
    expect(stepAt(instantFrom(59_000))).toBe(1) // RFC 6238 appendix B: time 59 is step 1
    expect(stepAt(instantFrom(1_111_111_109_000))).toBe(0x23523ec)
  })

  it('comes from a secret of 160 bits and has six digits', () => {
    expect(secretBytes * 8).toBe(160)
    expect(authenticatorApp.digits).toBe(6)
  })
})
