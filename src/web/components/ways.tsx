// The quiet rows at the end of a page, always in this order: again, another way, start over, help.
import type { ComponentChildren } from 'preact'
import { CsrfField } from './csrf-field.tsx'
import type { Frame } from './frame.ts'
import { Wait } from './wait.tsx'

export const Ways = ({ frame, children }: { frame: Frame; children: ComponentChildren }) => (
  <nav class="ways" aria-label={frame.say('ways.label')}>
    <ul>{children}</ul>
  </nav>
)

export const LinkWay = ({ href, children }: { href: string; children: ComponentChildren }) => (
  <li>
    <a href={href}>{children}</a>
  </li>
)

export interface ActionWayProps {
  readonly frame: Frame
  readonly action: string
  /** Posted as `do`. */
  readonly verb: string
  readonly children: ComponentChildren
  /** Not yet: seconds, and the sentence that says so. The row becomes a button when they are over. */
  readonly wait?: { readonly seconds: number; readonly sentence: string }
}

export function ActionWay({ frame, action, verb, children, wait }: ActionWayProps) {
  const button = (
    <button type="submit" class="link" name="do" value={verb}>
      {children}
    </button>
  )
  return (
    <li>
      <form method="post" action={action}>
        <CsrfField csrf={frame.csrf} />
        {wait === undefined ? (
          button
        ) : (
          <Wait seconds={wait.seconds} sentence={wait.sentence}>
            {button}
          </Wait>
        )}
      </form>
    </li>
  )
}
