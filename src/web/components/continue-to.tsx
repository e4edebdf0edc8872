// The way back to the application that somebody came from: "Continue to Acme Mail". A link, never a redirect.
import type { Frame } from './frame.ts'
import { LinkWay } from './ways.tsx'

export interface WayBack {
  readonly name: string
  /** An address of the organisation's list. */
  readonly href: string
}

interface ContinueProps {
  readonly frame: Frame
  /** Null or absent for whoever came from nowhere. */
  readonly to: WayBack | null | undefined
}

/** Where a walk has ended, and this is what comes next. */
export const ContinueButton = ({ frame: { say }, to }: ContinueProps) =>
  to == null ? null : (
    <p>
      <a class="btn" href={to.href}>
        {say('page.continue', { name: to.name })}
      </a>
    </p>
  )

/** Where something else may come first: one of the quiet rows. */
export const ContinueWay = ({ frame: { say }, to }: ContinueProps) =>
  to == null ? null : <LinkWay href={to.href}>{say('page.continue', { name: to.name })}</LinkWay>
