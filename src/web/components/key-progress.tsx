// How far a person has come, drawn as a key being cut. The drawing is decoration; the words beside it are the truth.
import type { ComponentChildren } from 'preact'
import { keyPath } from './key-path.ts'

/** `ghost`: a journey that ended early is an outline; it is never drawn as a broken key. */
export function Key({ steps, done, ghost = false }: { steps: number; done: number; ghost?: boolean }) {
  const { cut, blank, cutter } = keyPath(steps, ghost ? 0 : done)
  return (
    <svg class={ghost ? 'key ghost' : 'key'} viewBox="0 0 600 64" aria-hidden="true" focusable="false">
      {blank === '' ? null : <path class="t" d={blank} />}
      <path class={ghost ? 't' : 'c'} d={cut} />
      {ghost ? null : <path class="g" d="M88 25H562" />}
      {cutter === null || ghost ? null : <path class="m" d={`M${cutter} 52l8 10h-16z`} />}
    </svg>
  )
}

export interface KeyProgressProps {
  readonly steps: number
  readonly done: number
  readonly ghost?: boolean
  /** "Step 2 of 4", the part in bold; then what the step is. */
  readonly children?: ComponentChildren
}

export const KeyProgress = ({ steps, done, ghost = false, children }: KeyProgressProps) => (
  <div class="step">
    <Key steps={steps} done={done} ghost={ghost} />
    {children === undefined ? null : <p>{children}</p>}
  </div>
)
