// What a form with a new password can see to be wrong, all at once, each at its field. Nothing is hashed for it.
import { judgePassword } from '../../core/passwords/rules.ts'
import { ruleProblem } from '../../core/wording/password-sentences.ts'
import { problemSentences } from '../../core/wording/problem-sentences.ts'
import type { PasswordTerms } from '../../use-cases/journey/judge-new-password.ts'
import type { Problem } from '../components/frame.ts'

export function newPasswordProblems(
  password: string,
  again: string,
  { rules, context }: PasswordTerms,
): readonly Problem[] {
  if (password === '') return [{ sentence: { id: problemSentences['password-empty'] }, field: 'new-password' }]
  const broken = judgePassword(password, rules, context).rules.find((rule) => rule.state === 'unmet')
  if (broken !== undefined) return [{ sentence: ruleProblem(broken), field: 'new-password' }]
  return password === again ? [] : [{ sentence: { id: problemSentences['passwords-differ'] }, field: 'again' }]
}
