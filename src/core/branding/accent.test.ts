import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrast, isColour, leastContrast, leastContrastOf, ownAccents, readableAccents } from './accent.ts'

const colours = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

describe('an accent', () => {
  it('is measured as WCAG measures it', () => {
    expect(contrast('#000000', '#ffffff')).toBe(21)
    expect(contrast('#ffffff', '#ffffff')).toBe(1)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  })

  it('ends readable in all places, light and dark, whatever was given', () => {
    fc.assert(
      fc.property(colours, (given) => {
        const { light, dark } = readableAccents(given)
        expect(leastContrastOf(light, 'light')).toBeGreaterThanOrEqual(leastContrast)
        expect(leastContrastOf(dark, 'dark')).toBeGreaterThanOrEqual(leastContrast)
      }),
      { numRuns: 2000, examples: [['#000000'], ['#ffffff'], ['#ffff00'], ['#0000ff'], ['#808080']] },
    )
  })

  it('that is readable stays as it was given', () => {
    expect(readableAccents('#7A2348').light.accent).toBe('#7a2348')
    expect(readableAccents('#f0a3c0').dark.accent).toBe('#f0a3c0')
  })

  it('of our own is readable', () => {
    expect(leastContrastOf(ownAccents.light, 'light')).toBeGreaterThanOrEqual(leastContrast)
    expect(leastContrastOf(ownAccents.dark, 'dark')).toBeGreaterThanOrEqual(leastContrast)
  })

  it.each(['red', '#fff', '#12345g', '#1234567', 'url(x)', '#123456;'])('is no colour: %s', (text) => {
    expect(isColour(text)).toBe(false)
  })
})
