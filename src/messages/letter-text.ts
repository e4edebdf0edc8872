// A letter as plain text: lines of at most 70 characters, so that no mail program has to break them (RFC 5322 §2.1.1
// recommends 78), facts in two columns, the link alone on its line.
import type { Letter, LetterFact, LetterPart } from './letter.ts'
import { isolateLeftToRight } from './plain-words.ts'

const width = 70
const indent = '    '

export const writeLetterAsText = ({ heading, parts, direction }: Letter): string =>
  `${[fold(heading), ...parts.map((part) => writePart(part, direction))].join('\n\n')}\n`

function writePart(part: LetterPart, direction: Letter['direction']): string {
  switch (part.kind) {
    case 'paragraph':
      return fold(part.opening === undefined ? part.text : `${part.opening} ${part.text}`)
    case 'code':
      return indent + isolateLeftToRight(part.code, direction)
    case 'facts':
      return writeFacts(part.facts)
    case 'link':
      return `${part.label}:\n\n${indent}${part.href}`
    case 'small-print':
    case 'closing':
      return part.lines.map(fold).join('\n')
  }
}

function writeFacts(facts: readonly LetterFact[]): string {
  const column = Math.max(...facts.map(({ name }) => name.length)) + 2
  return facts.map(({ name, value }) => `${indent}${name.padEnd(column)}${value}`).join('\n')
}

/** Breaks at spaces only; a word longer than a line keeps its own. */
function fold(text: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line].join('\n')
}
