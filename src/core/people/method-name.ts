// What somebody calls one of their methods, "Tim's phone": shown to them alone, and still only one line of visible text.
import { hasUnprintable } from '../wording/foreign-text.ts'

export type MethodNameProblem = 'method-name-too-long' | 'method-name-has-control-characters'

export const longestMethodName = 40

/** `name` null: it is called by its kind again. */
export function readMethodName(text: string): { readonly name: string | null } | MethodNameProblem {
  const name = text.normalize('NFC').trim()
  if ([...name].length > longestMethodName) return 'method-name-too-long'
  if (hasUnprintable(name)) return 'method-name-has-control-characters'
  return { name: name === '' ? null : name }
}
