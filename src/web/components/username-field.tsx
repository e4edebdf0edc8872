// The name a person signs in with. What was typed is kept, whatever happens to the page.
import type { Say, Sentence } from '../../core/wording/wording.ts'
import { Field } from './field.tsx'

export interface UsernameFieldProps {
  readonly say: Say
  readonly value?: string
  readonly problem?: Sentence | undefined
}

export const UsernameField = ({ say, value = '', problem }: UsernameFieldProps) => (
  <Field say={say} id="username" label={say('username.label')} hint={say('username.hint')} problem={problem}>
    {(ties) => (
      <input
        {...ties}
        name="username"
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
        dir="auto"
        value={value}
        required
      />
    )}
  </Field>
)
