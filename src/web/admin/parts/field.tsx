// A label, what it wants in a line below, and the input: the label alone is its name.
import type { JSX } from 'preact'
import { useId } from 'preact/hooks'

interface FieldProps {
  readonly title: string
  readonly hint?: string
  readonly children: (field: { readonly id: string; readonly 'aria-describedby'?: string }) => JSX.Element
}

export function Field({ title, hint, children }: FieldProps) {
  const id = useId()
  return (
    <div>
      <label for={id}>{title}</label>
      {hint === undefined ? null : (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {children({ id, ...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` }) })}
    </div>
  )
}
