// Until when this step can be taken, and the button that moves it. WCAG 2.2 SC 2.2.1.
import { CsrfField } from './csrf-field.tsx'
import type { Frame } from './frame.ts'
import { Said } from './said.tsx'

export interface DeadlineTime {
  /** The time of day, formatted. */
  readonly until: string
  /** Whether "I need more time" would still move it. */
  readonly extendable: boolean
}

/** Posts `do=more-time` to `action`, the page's own path. */
export function Deadline({ frame, action, time }: { frame: Frame; action: string; time: DeadlineTime }) {
  const sentence = <Said say={frame.say} id="deadline.until" values={{ until: <b class="nb num">{time.until}</b> }} />
  if (!time.extendable) return <p class="deadline">{sentence}</p>
  return (
    <form method="post" action={action} class="deadline">
      <CsrfField csrf={frame.csrf} />
      <p>{sentence}</p>
      <button type="submit" class="link" name="do" value="more-time">
        {frame.say('deadline.more-time')}
      </button>
    </form>
  )
}
