// The threat model names what is there: each of its 120 rows once, files that exist, and in the attack tests a title that
// carries the row's id.
import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const rows = readFileSync(new URL('../../docs/threat-model.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => /^\| [A-Z]{2}-\d{2} \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, id = '', , , shown = '']) => ({
    id,
    files: [...shown.matchAll(/`([^`]+)`/g)].map((each) => each[1] ?? ''),
    shown,
  }))

const counts = { EN: 7, CG: 12, FL: 14, RG: 9, SE: 11, IN: 11, DI: 11, CH: 9, AT: 7, DL: 7, RS: 7, FT: 9, UP: 6 }

it('the threat model has each row once', () => {
  const ids = Object.entries(counts).flatMap(([area, count]) =>
    Array.from({ length: count }, (_, n) => `${area}-${String(n + 1).padStart(2, '0')}`),
  )
  expect(rows.map(({ id }) => id)).toEqual(ids)
})

it.each(rows)('$id names files that are there, and titles that carry its id', ({ id, files, shown }) => {
  expect(shown).not.toBe('')
  for (const file of files) {
    expect([file, existsSync(new URL(`../../${file}`, import.meta.url))]).toEqual([file, true])
    if (!file.startsWith('tests/attacks/') || shown.includes('(SE-')) continue
    expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).toContain(id)
  }
})
