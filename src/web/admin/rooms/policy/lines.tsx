// A list of words, one on each line: domains, names.
import { Field } from '../../parts/field.tsx'

interface LinesProps {
  readonly title: string
  readonly hint: string
  readonly value: readonly string[]
  readonly change: (lines: string[]) => void
}

/** What is typed stays as it is typed; empty lines count for nothing. */
export const Lines = ({ title, hint, value, change }: LinesProps) => (
  <Field title={title} hint={hint}>
    {(field) => (
      <textarea
        {...field}
        defaultValue={value.join('\n')}
        spellcheck={false}
        onInput={(event) =>
          change(
            event.currentTarget.value
              .split('\n')
              .map((line) => line.trim())
              .filter((line) => line !== ''),
          )
        }
      />
    )}
  </Field>
)
