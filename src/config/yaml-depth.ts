// How deep a YAML text nests, told from its tokens: building it goes down level by level, and a file of brackets alone would end
// the process where its stack ends.
import { Lexer } from 'yaml'

/** Deeper than any file of ours, by far. */
const deepest = 64

const opens = new Set(['[', '{'])
const closes = new Set([']', '}'])
/** Several in a row, `- - -`, are a level each. */
const indicators = new Set(['-', '?', ':'])

export function isTooDeep(text: string): boolean {
  let brackets = 0
  let inARow = 0
  for (const token of new Lexer().lex(text)) {
    if (opens.has(token)) brackets += 1
    if (closes.has(token)) brackets -= 1
    if (indicators.has(token)) inARow += 1
    else if (token.trim() !== '') inARow = 0
    if (brackets > deepest || inARow > deepest) return true
  }
  return false
}
