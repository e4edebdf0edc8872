// A password: paste is allowed, managers know it, and "Show" comes from the script, because without one it would do nothing.
import type { Say, Sentence } from '../../core/wording/wording.ts'
import { Field } from './field.tsx'

export interface PasswordFieldProps {
  readonly say: Say
  readonly id: 'password' | 'current-password' | 'new-password' | 'again'
  readonly label: string
  readonly autocomplete: 'current-password' | 'new-password'
  readonly problem?: Sentence | undefined
  /** The id of the list of rules that the password is held against. */
  readonly rules?: string
}

export const PasswordField = ({ say, id, label, autocomplete, problem, rules }: PasswordFieldProps) => (
  <Field say={say} id={id} label={label} problem={problem}>
    {(ties) => (
      <div class="with" data-show={say('password.show')}>
        <input
          {...ties}
          {...(rules === undefined ? {} : { 'aria-details': rules })}
          name={id}
          type="password"
          autocomplete={autocomplete}
          required
        />
      </div>
    )}
  </Field>
)

/** For password managers, which also fill and read what is hidden: whose password this is. */
export const ManagersUsername = ({ username }: { username: string }) => (
  <input type="text" name="username" autocomplete="username" value={username} readonly hidden />
)
