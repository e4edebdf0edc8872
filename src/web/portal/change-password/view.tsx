// GET and POST /change-password: the old password and a new one, of one's own will or because it must be.
// Posts `current-password`, `new-password` and `again` to `/change-password`.
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
  readonly rules: RulesToShow
  /** Whether the present password is asked for. `or-two-proofs`: two fresh proofs would spare it; `spared`: they were brought. */
  readonly old?: 'asked' | 'or-two-proofs' | 'spared'
  readonly problems?: readonly Problem[]
}

export function ChangePasswordView({
  frame,
  username,
  because,
  rules,
  old = 'asked',
  problems = [],
}: ChangePasswordProps) {
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
      <Ways frame={frame}>
        {old === 'or-two-proofs' ? (
          <LinkWay href="/prove?then=change-password">{say('change-password.two-proofs')}</LinkWay>
        ) : null}
        <LinkWay href="/reset">{say('change-password.to-reset')}</LinkWay>
      </Ways>
    </Page>
  )
}

function leadOf(because: ChangePasswordProps['because'], old: ChangePasswordProps['old']): string {
  if (because !== undefined) return 'change-password.lead-forced'
  return old === 'spared' ? 'change-password.lead-spared' : 'change-password.lead'
}

const becauseSentences = {
  'must-change': { what: 'change-password.must-change', next: 'change-password.must-change-next' },
  expired: { what: 'change-password.expired', next: 'change-password.expired-next' },
} as const
