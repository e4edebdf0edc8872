import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawBars } from './bars.ts'

const bar = (label: string, ...values: readonly number[]) => ({
  label,
  parts: values.map((value, series) => ({ series, value })),
})

it('stands on zero, and its tallest bar ends at or below the last tick', () => {
  const { ticks, bars } = drawBars([bar('Mon', 3, 1), bar('Tue', 17, 1)])
  expect(ticks.map(({ value }) => value)).toEqual([0, 5, 10, 15, 20])
  const [first] = bars[0]?.parts ?? []
  expect((first?.y ?? 0) + (first?.height ?? 0)).toBe(160)
})

it('draws every part in proportion and on top of the one before, whatever the values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(5_000), { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 90 }),
      (days) => {
        const { ticks, bars } = drawBars(days.map((values, day) => bar(String(day), ...values)))
        const last = ticks.at(-1)?.value ?? 0
        expect(ticks.length).toBeLessThanOrEqual(6)
        for (const [index, drawn] of bars.entries()) {
          let y = 160
          for (const [series, part] of drawn.parts.entries()) {
            expect(part.y + part.height).toBeCloseTo(y)
            expect(part.height).toBeCloseTo(((days[index]?.[series] ?? 0) / last) * 154)
            y = part.y
          }
          expect(y).toBeGreaterThanOrEqual(6 - 1e-9)
        }
      },
    ),
  )
})
