import { describe, expect, it } from 'vitest'
import { keyPath } from './key-path.ts'

const flats = (path: string): number => path.match(/h12/g)?.length ?? 0

describe('the key', () => {
  it.each([2, 3, 4])('is whole after %i of as many steps, with twelve cuts and no cutter', (steps) => {
    const { cut, blank, cutter } = keyPath(steps, steps)
    expect({ blank, cutter, cuts: flats(cut) }).toEqual({ blank: '', cutter: null, cuts: 12 })
  })

  it('has no cut before the first step is done', () => {
    const { cut, blank } = keyPath(4, 0)
    expect(flats(cut)).toBe(0)
    expect(blank).toContain('M72 18')
  })

  it('gains the same number of cuts with every step, and the cutter moves on', () => {
    const steps = [1, 2, 3].map((done) => keyPath(4, done))
    expect(steps.map(({ cut }) => flats(cut))).toEqual([3, 6, 9])
    const places = steps.map(({ cutter }) => cutter ?? 0)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(new Set(places).size).toBe(3)
  })

  it('keeps every cut inside the blade, and leaves metal above it', () => {
    for (const [, height = ''] of keyPath(3, 3).cut.matchAll(/L\d+ (\d+)h12/g)) {
      expect(Number(height)).toBeGreaterThan(26)
      expect(Number(height)).toBeLessThan(46)
    }
  })

  it('is the whole key when more steps are done than there are', () => {
    expect(keyPath(2, 5)).toEqual(keyPath(2, 2))
  })
})
