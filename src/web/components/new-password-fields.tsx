// A new password, twice, beneath what it needs: the same at the end of a reset and when one is changed.
import type { Say } from '../../core/wording/wording.ts'
import { type Problem, problemAt } from './frame.ts'
import { PasswordField } from './password-field.tsx'
import { PasswordRules, type RulesToShow } from './password-rules.tsx'

export interface NewPasswordFieldsProps {
  readonly say: Say
  /** Above the list of rules. */
  readonly title: string
  readonly rules: RulesToShow
  readonly problems: readonly Problem[]
  /** The button's sentence, where there is no password yet that would be changed. */
  readonly submit?: string
}

/** Fields `new-password` and `again`, and the form's button. */
export const NewPasswordFields = ({ say, title, rules, problems, submit }: NewPasswordFieldsProps) => (
  <>
    <PasswordRules say={say} title={title} {...rules} />
    <PasswordField
      say={say}
      id="new-password"
      label={say('new-password.label')}
      autocomplete="new-password"
      rules="rules"
      problem={problemAt(problems, 'new-password')}
    />
    <PasswordField
      say={say}
      id="again"
      label={say('new-password.again')}
      autocomplete="new-password"
      problem={problemAt(problems, 'again')}
    />
    <button type="submit" class="btn">
      {say(submit ?? 'new-password.submit')}
    </button>
  </>
)
