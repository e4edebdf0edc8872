// GET and POST /change-password: the old password and a new one, of one's own will or because it must be.
// Posts `current-password` (unless it is spared), `new-password` and `again` to `/change-password`.
import { ContinueWay, type WayBack } from '../../components/continue-to.tsx'
import { CsrfField } from '../../components/csrf-field.tsx'
import { type Frame, type Problem, problemAt } from '../../components/frame.ts'
import { NewPasswordFields } from '../../components/new-password-fields.tsx'
import { Note } from '../../components/note.tsx'
import { Page } from '../../components/page.tsx'
import { ManagersUsername, PasswordField } from '../../components/password-field.tsx'
import type { RulesToShow } from '../../components/password-rules.tsx'
import { LinkWay, Ways } from '../../components/ways.tsx'

export interface ChangePasswordProps {
  readonly frame: Frame
  readonly username: string
  /** `must-change` and `expired`: the person signed in with a right password and goes nowhere before it is changed. */
  readonly because?: 'must-change' | 'expired'
  /** The old one is not asked: it was proven in two ways that it is this person. */
  readonly spared?: boolean
  /** Where whoever does not know the old one goes; absent where it is spared. */
  readonly unknown?: string
  readonly continueTo?: WayBack | null
  readonly rules: RulesToShow
  readonly problems?: readonly Problem[]
}

export function ChangePasswordView(props: ChangePasswordProps) {
  const { frame, username, because, spared = false, unknown, continueTo, rules, problems = [] } = props
  const { say } = frame
  return (
    <Page
      frame={frame}
      title={say('change-password.title')}
      problems={problems}
      scripts={['/assets/new-password.js']}
      {...(because === undefined ? { account: 'password' as const } : {})}
    >
      <p>{say(because === undefined ? 'change-password.lead' : 'change-password.lead-forced')}</p>
      {because === undefined ? null : (
        <Note title={say(becauseSentences[because].what)} hold>
          <p>{say(becauseSentences[because].next)}</p>
        </Note>
      )}
      {spared ? (
        <Note>
          <p role="status">{say('change-password.spared')}</p>
        </Note>
      ) : null}
      <form method="post" action="/change-password">
        <CsrfField csrf={frame.csrf} />
        <ManagersUsername username={username} />
        {spared ? null : (
          <PasswordField
            say={say}
            id="current-password"
            label={say('change-password.current')}
            autocomplete="current-password"
            problem={problemAt(problems, 'current-password')}
          />
        )}
        <NewPasswordFields say={say} title={say('change-password.rules')} rules={rules} problems={problems} />
      </form>
      {unknown === undefined && continueTo == null ? null : (
        <Ways frame={frame}>
          {unknown === undefined ? null : <LinkWay href={unknown}>{say('change-password.to-reset')}</LinkWay>}
          <ContinueWay frame={frame} to={continueTo} />
        </Ways>
      )}
    </Page>
  )
}

const becauseSentences = {
  'must-change': { what: 'change-password.must-change', next: 'change-password.must-change-next' },
  expired: { what: 'change-password.expired', next: 'change-password.expired-next' },
} as const
