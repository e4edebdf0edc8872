// A wait that ends by itself without a script: CSS swaps the sentence for what follows. The server decides all the same.
import type { ComponentChildren } from 'preact'

export interface WaitProps {
  readonly seconds: number
  readonly sentence: string
  /** What appears when the wait is over. */
  readonly children: ComponentChildren
}

/** The waits the stylesheet knows, in seconds. */
const knownWaits = [5, 15, 30, 60, 120, 300, 900] as const

/** 90 → `1:30`, as a script counts it down. */
export const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** `data-seconds` is for a script that wants to count. Beyond the longest known wait a person comes back to the page. */
export function Wait({ seconds, sentence, children }: WaitProps) {
  if (seconds <= 0) return <>{children}</>
  const known = knownWaits.find((each) => each >= seconds)
  if (known === undefined) return <p class="wait">{sentence}</p>
  return (
    <div class={`over for-${known}`} data-seconds={seconds}>
      <p class="wait gone">{sentence}</p>
      <div class="later">{children}</div>
    </div>
  )
}
