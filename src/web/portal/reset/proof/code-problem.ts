// What a browser could know of a code: that it is empty, or has too few or too many digits.
import { problemSentences } from '../../../../core/wording/problem-sentences.ts'
import type { Sentence } from '../../../../core/wording/wording.ts'

export function codeProblem(typed: string, digits: number | null): Sentence | null {
  const bare = typed.replace(/[\s\p{Pd}.]/gu, '')
  if (bare === '') return { id: problemSentences['code-empty'] }
  if (digits === null || !/^\p{Nd}+$/u.test(bare)) return null
  const count = [...bare].length
  return count === digits ? null : { id: problemSentences['code-length'], values: { digits: count, needed: digits } }
}
