// A tinted block means "read this first": one strong line, one paragraph, never nested.
import type { ComponentChildren } from 'preact'

export const Note = ({
  title,
  hold = false,
  children,
}: {
  title?: string
  hold?: boolean
  children: ComponentChildren
}) => (
  <div class={hold ? 'note hold' : 'note'}>
    {title === undefined ? null : (
      <p>
        <strong>{title}</strong>
      </p>
    )}
    {children}
  </div>
)
