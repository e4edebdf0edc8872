// The rules of a new password as a page shows them; the browser's script judges with the same limits and words.
import type { JudgedRule } from '../../core/passwords/rules.ts'
import type { PasswordTerms } from '../../use-cases/journey/judge-new-password.ts'
import type { RulesToShow } from '../components/password-rules.tsx'

export const rulesToShow = (rules: readonly JudgedRule[], { rules: limits, context }: PasswordTerms): RulesToShow => ({
  rules,
  limits,
  words: [...context.personalWords, ...context.organisationWords],
})
