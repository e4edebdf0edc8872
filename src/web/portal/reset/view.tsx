// GET and POST /reset: who are you? Posts `username` to `/reset`; `?username=` fills the field.
import { CsrfField } from '../../components/csrf-field.tsx'
import { type Frame, type Problem, problemAt } from '../../components/frame.ts'
import { OwnText } from '../../components/own-text.tsx'
import { Page } from '../../components/page.tsx'
import { StandingAdvice } from '../../components/standing-advice.tsx'
import { UsernameField } from '../../components/username-field.tsx'
import { LinkWay, Ways } from '../../components/ways.tsx'

export interface ResetStartProps {
  readonly frame: Frame
  readonly username?: string
  /** How many steps the organisation's policy makes of it: name, one or two proofs, new password. */
  readonly steps: number
  /** How many proofs it asks for. */
  readonly proofs: 1 | 2
  /** Where the form and the way to the sign-in lead, with what they carry on. */
  readonly form?: string
  readonly signIn?: string
  readonly problems?: readonly Problem[]
}

export function ResetStartView(props: ResetStartProps) {
  const { frame, username = '', steps, proofs, form = '/reset', signIn = '/sign-in', problems = [] } = props
  const { say } = frame
  return (
    <Page
      frame={frame}
      title={say('reset-start.title')}
      step={{ number: 1, of: steps, name: say('step.name') }}
      problems={problems}
    >
      <p>{say('reset-start.lead', { proofs })}</p>
      <OwnText text={frame.organisation?.branding?.texts.reset} />
      <form method="post" action={form}>
        <CsrfField csrf={frame.csrf} />
        <UsernameField say={say} value={username} problem={problemAt(problems, 'username')} />
        <button type="submit" class="btn">
          {say('reset-start.submit')}
        </button>
      </form>
      <StandingAdvice frame={frame} />
      <Ways frame={frame}>
        <LinkWay href={signIn}>{say('reset-start.to-sign-in')}</LinkWay>
      </Ways>
    </Page>
  )
}
