// A sentence whose values are elements: a time in bold, a code in the code's type, a name kept apart from the text's direction.
import type { ComponentChild } from 'preact'
import type { Say } from '../../core/wording/wording.ts'

export interface SaidProps {
  readonly say: Say
  readonly id: string
  readonly values: Readonly<Record<string, ComponentChild>>
}

// A character of the private use area stands for each value while the sentence is put together.
const firstMark = 0xe000

export function Said({ say, id, values }: SaidProps) {
  const names = Object.keys(values)
  const marks = names.map((_, index) => String.fromCharCode(firstMark + index))
  const marked = say(id, Object.fromEntries(names.map((name, index) => [name, marks[index] ?? ''])))
  return (
    <>
      {marked.split(/([\ue000-\ue0ff])/).map((part) => {
        const name = names[marks.indexOf(part)]
        return name === undefined ? part : values[name]
      })}
    </>
  )
}
