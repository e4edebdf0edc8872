// GET and POST /sign-in: username and password. Posts `username` and `password` to `/sign-in`.
import { CsrfField } from '../../components/csrf-field.tsx'
import { type Frame, type Problem, problemAt } from '../../components/frame.ts'
import { Note } from '../../components/note.tsx'
import { OwnText } from '../../components/own-text.tsx'
import { Page } from '../../components/page.tsx'
import { PasswordField } from '../../components/password-field.tsx'
import { UsernameField } from '../../components/username-field.tsx'
import { LinkWay, Ways } from '../../components/ways.tsx'

export interface SignInProps {
  readonly frame: Frame
  /** What was typed before, or came with the address. */
  readonly username?: string
  readonly problems?: readonly Problem[]
  /** Why the person is here, if not of their own accord. */
  readonly because?: 'signed-out' | 'session-ended' | 'password-changed'
  /** Where the form and the way to a reset lead, with what they carry on. */
  readonly form?: string
  readonly reset?: string
}

export function SignInView(props: SignInProps) {
  const { frame, username = '', problems = [], because, form = '/sign-in', reset = '/reset' } = props
  const { say } = frame
  return (
    <Page frame={frame} title={say('sign-in.title')} problems={problems}>
      <OwnText text={frame.organisation?.branding?.texts.signIn} />
      {because === undefined ? null : (
        <Note>
          <p>{say(becauseSentences[because])}</p>
        </Note>
      )}
      <form method="post" action={form}>
        <CsrfField csrf={frame.csrf} />
        <UsernameField say={say} value={username} problem={problemAt(problems, 'username')} />
        <PasswordField
          say={say}
          id="password"
          label={say('password.label')}
          autocomplete="current-password"
          problem={problemAt(problems, 'password')}
        />
        <button type="submit" class="btn">
          {say('sign-in.submit')}
        </button>
      </form>
      <Ways frame={frame}>
        <LinkWay href={reset}>{say('sign-in.to-reset')}</LinkWay>
      </Ways>
    </Page>
  )
}

const becauseSentences = {
  'signed-out': 'sign-in.signed-out',
  'session-ended': 'sign-in.session-ended',
  'password-changed': 'sign-in.password-changed',
} as const
