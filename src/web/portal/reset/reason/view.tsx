// GET and POST /reset/reason: forgotten, or known but refused? Asked of every name or of none.
// Posts `choice` (`reset` or `unlock`), or `do` (`more-time`, `start-over`), to `/reset/reason`.
import { Choice, Choices } from '../../../components/choice.tsx'
import { CsrfField } from '../../../components/csrf-field.tsx'
import { Deadline, type DeadlineTime } from '../../../components/deadline.tsx'
import type { Frame } from '../../../components/frame.ts'
import { Page } from '../../../components/page.tsx'
import { StandingAdvice } from '../../../components/standing-advice.tsx'
import { ActionWay, Ways } from '../../../components/ways.tsx'

export interface ReasonProps {
  readonly frame: Frame
  readonly steps: number
  readonly deadline: DeadlineTime
}

const path = '/reset/reason'

export function ReasonView({ frame, steps, deadline }: ReasonProps) {
  const { say } = frame
  return (
    <Page frame={frame} title={say('reset-reason.title')} step={{ number: 1, of: steps, name: say('step.reason') }}>
      <form method="post" action={path}>
        <CsrfField csrf={frame.csrf} />
        <Choices plain>
          <Choice name="choice" value="reset" title={say('reset-reason.reset')} hint={say('reset-reason.reset-hint')} />
          <Choice
            name="choice"
            value="unlock"
            title={say('reset-reason.unlock')}
            hint={say('reset-reason.unlock-hint')}
          />
        </Choices>
      </form>
      <StandingAdvice frame={frame} />
      <Ways frame={frame}>
        <ActionWay frame={frame} action={path} verb="start-over">
          {say('ways.start-over')}
        </ActionWay>
      </Ways>
      <Deadline frame={frame} action={path} time={deadline} />
    </Page>
  )
}
