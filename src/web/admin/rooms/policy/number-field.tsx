// A whole number between two bounds. What isn't one changes nothing until it is.
import { Field } from '../../parts/field.tsx'

interface NumberFieldProps {
  readonly title: string
  readonly hint?: string
  readonly least: number
  readonly most: number
  readonly value: number
  readonly change: (value: number) => void
}

export const NumberField = ({ title, hint, least, most, value, change }: NumberFieldProps) => (
  <Field title={title} hint={`${hint === undefined ? '' : `${hint}. `}${least} to ${most}`}>
    {(field) => (
      <input
        {...field}
        type="number"
        min={least}
        max={most}
        required
        value={value}
        onInput={(event) => {
          const typed = event.currentTarget.valueAsNumber
          if (Number.isInteger(typed)) change(typed)
        }}
      />
    )}
  </Field>
)
