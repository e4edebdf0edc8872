// GET and POST /reset/new-password: the last step of a reset. Posts `new-password` and `again`, or `do`, to `/reset/new-password`.
import { CsrfField } from '../../../components/csrf-field.tsx'
import { Deadline, type DeadlineTime } from '../../../components/deadline.tsx'
import type { Frame, Problem } from '../../../components/frame.ts'
import { NewPasswordFields } from '../../../components/new-password-fields.tsx'
import { Page } from '../../../components/page.tsx'
import { ManagersUsername } from '../../../components/password-field.tsx'
import type { RulesToShow } from '../../../components/password-rules.tsx'
import { ActionWay, Ways } from '../../../components/ways.tsx'

export interface NewPasswordProps {
  readonly frame: Frame
  /** Steps in all; this is the last. */
  readonly steps: number
  readonly username: string
  readonly rules: RulesToShow
  /** A passphrase made for this view and kept nowhere; null where the rules leave none. */
  readonly suggestion: string | null
  readonly deadline: DeadlineTime
  readonly problems?: readonly Problem[]
}

const path = '/reset/new-password'

export function NewPasswordView({
  frame,
  steps,
  username,
  rules,
  suggestion,
  deadline,
  problems = [],
}: NewPasswordProps) {
  const { say } = frame
  return (
    <Page
      frame={frame}
      title={say('new-password.title')}
      step={{ number: steps, of: steps, name: say('step.new-password') }}
      problems={problems}
      scripts={['/assets/new-password.js']}
    >
      <p>{say('new-password.lead')}</p>
      <form method="post" action={path}>
        <CsrfField csrf={frame.csrf} />
        <ManagersUsername username={username} />
        <NewPasswordFields say={say} title={say('new-password.rules')} rules={rules} problems={problems} />
      </form>
      {suggestion === null ? null : <Idea frame={frame} phrase={suggestion} />}
      <Ways frame={frame}>
        <ActionWay frame={frame} action={path} verb="start-over">
          {say('ways.start-over')}
        </ActionWay>
      </Ways>
      <Deadline frame={frame} action={path} time={deadline} />
    </Page>
  )
}

/** Another one is another view of the page: nothing is kept, so nothing needs to be posted. */
const Idea = ({ frame: { say }, phrase }: { frame: Frame; phrase: string }) => (
  <section class="note" aria-labelledby="idea">
    <h2 class="h3" id="idea">
      {say('new-password.idea')}
    </h2>
    <p class="phrase" translate={false} dir="ltr">
      {phrase}
    </p>
    <p>
      <a class="aside" href={path}>
        {say('new-password.another-idea')}
      </a>
    </p>
  </section>
)
