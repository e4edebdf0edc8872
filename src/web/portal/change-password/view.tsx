// GET and POST /change-password: the old password and a new one, of one's own will or because it must be.
// Posts `current-password` (unless it is spared), `new-password` and `again` to `/change-password`.
import type { AskForOld } from '../../../use-cases/account/change-password.ts'
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
  /** Whether the present password is asked for. */
  readonly old?: AskForOld
  /** Where a reset begins, for whoever can't show the present one. */
  readonly reset?: string
  readonly continueTo?: WayBack | null
  readonly rules: RulesToShow
  readonly problems?: readonly Problem[]
}

export function ChangePasswordView(props: ChangePasswordProps) {
  const { frame, username, because, old = 'asked', reset = '/reset', continueTo, rules, problems = [] } = props
  const { say } = frame
  return (
    <Page
      frame={frame}
      title={say('change-password.title')}
      problems={problems}
      scripts={['/assets/new-password.js']}
      {...(because === undefined ? { account: 'password' as const } : {})}
    >
      <p>{say(leadOf(because, old))}</p>
      {because === undefined ? null : (
        <Note title={say(becauseSentences[because].what)} hold>
          <p>{say(becauseSentences[because].next)}</p>
        </Note>
      )}
      <form method="post" action="/change-password">
        <CsrfField csrf={frame.csrf} />
        <ManagersUsername username={username} />
        {old === 'spared' ? null : (
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
      {old === 'spared' && continueTo == null ? null : (
        <Ways frame={frame}>
          <WithoutTheOld frame={frame} old={old} reset={reset} />
          <ContinueWay frame={frame} to={continueTo} />
        </Ways>
      )}
    </Page>
  )
}

function WithoutTheOld({ frame: { say }, old, reset }: Required<Pick<ChangePasswordProps, 'frame' | 'old' | 'reset'>>) {
  switch (old) {
    case 'asked':
      return <LinkWay href={reset}>{say('change-password.to-reset')}</LinkWay>
    case 'or-two-proofs':
      return <LinkWay href="/prove?then=change-password">{say('change-password.two-proofs')}</LinkWay>
    case 'spared':
      return null
  }
}

function leadOf(because: ChangePasswordProps['because'], old: ChangePasswordProps['old']): string {
  if (because !== undefined) return 'change-password.lead-forced'
  return old === 'spared' ? 'change-password.lead-spared' : 'change-password.lead'
}

const becauseSentences = {
  'must-change': { what: 'change-password.must-change', next: 'change-password.must-change-next' },
  expired: { what: 'change-password.expired', next: 'change-password.expired-next' },
} as const
