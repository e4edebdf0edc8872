// One input for a whole code: boxes for single digits break paste, autofill and screen readers.
import type { Say, Sentence } from '../../core/wording/wording.ts'
import { Field } from './field.tsx'
import { Said } from './said.tsx'

export interface CodeFieldProps {
  readonly say: Say
  readonly digits: number
  readonly problem?: Sentence | undefined
}

/** Spaces and hyphens are accepted: the server takes them out, and the length leaves room for them. */
export const CodeField = ({ say, digits, problem }: CodeFieldProps) => (
  <Field
    say={say}
    id="code"
    label={say('code.label')}
    hint={
      <Said say={say} id="code.hint" values={{ digits, example: <bdi class="mono nb">{exampleOf(digits)}</bdi> }} />
    }
    problem={problem}
  >
    {(ties) => (
      <input
        {...ties}
        class="code"
        name="code"
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength={digits + 8}
        required
      />
    )}
  </Field>
)

/** Written as the message writes it: in two halves. */
const exampleOf = (digits: number): string => {
  const example = '482177304159'.slice(0, digits)
  return `${example.slice(0, Math.ceil(digits / 2))} ${example.slice(Math.ceil(digits / 2))}`
}
