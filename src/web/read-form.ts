// Forms as they are allowed to be: every field once, as text, and none we didn't ask for.
import { z } from 'zod'
import { problemSentences } from '../core/wording/problem-sentences.ts'
import { Failure } from './middleware/failures/failure.ts'

/** Longer than any field may be; what each may hold is judged by whoever reads it. Bounds the work before that. */
const longestField = 2_048

export const text = z.string().max(longestField)

/** The form's fields without its token. Anything else than `shape` is a 400, alike for every name. */
export function readForm<Shape extends z.ZodRawShape>(body: unknown, shape: Shape): z.infer<z.ZodObject<Shape>> {
  const read = z.strictObject({ _csrf: text, ...shape }).safeParse(body)
  if (!read.success) throw new Failure('bad-request', { id: problemSentences['form-unreadable'] })
  return read.data as z.infer<z.ZodObject<Shape>>
}

/** A query's single text value, or undefined. */
export function readQuery(query: unknown, name: string): string | undefined {
  const value = typeof query === 'object' && query !== null ? Reflect.get(query, name) : undefined
  return typeof value === 'string' && value.length <= longestField ? value : undefined
}
