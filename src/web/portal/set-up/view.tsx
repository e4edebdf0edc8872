// GET and POST /set-up: what a set-up link leads to. Posts nothing to begin, then `new-password` and `again`.
import { CsrfField } from '../../components/csrf-field.tsx'
import { Fact, Facts } from '../../components/facts.tsx'
import type { Frame, Problem } from '../../components/frame.ts'
import { HelpContact } from '../../components/help-contact.tsx'
import { NewPasswordFields } from '../../components/new-password-fields.tsx'
import { Page } from '../../components/page.tsx'
import { ManagersUsername } from '../../components/password-field.tsx'
import type { RulesToShow } from '../../components/password-rules.tsx'

export type SetUpState =
  | {
      readonly at: 'asking'
      readonly username: string
      readonly administrator: boolean
      /** Formatted. */
      readonly validUntil: string
    }
  | { readonly at: 'password'; readonly username: string; readonly rules: RulesToShow }
  /** The link is too old, was used, or never was one; nobody is told which. */
  | { readonly at: 'link-expired' }

export interface SetUpProps {
  readonly frame: Frame
  readonly state: SetUpState
  readonly problems?: readonly Problem[]
}

export function SetUpView({ frame, state, problems = [] }: SetUpProps) {
  const { say } = frame
  switch (state.at) {
    case 'asking':
      return (
        <Page frame={frame} title={say('set-up.title')}>
          <p>{say(state.administrator ? 'set-up.lead-administrator' : 'set-up.lead')}</p>
          <Facts>
            <Fact name={say('set-up.account')}>
              <bdi>{state.username}</bdi>
            </Fact>
            <Fact name={say('set-up.valid-until')}>{state.validUntil}</Fact>
          </Facts>
          <form method="post" action="/set-up">
            <CsrfField csrf={frame.csrf} />
            <button type="submit" class="btn">
              {say('set-up.begin')}
            </button>
          </form>
          <p class="soft">{say('set-up.once')}</p>
        </Page>
      )
    case 'password':
      return (
        <Page
          frame={frame}
          title={say('set-up.title-password')}
          problems={problems}
          scripts={['/assets/new-password.js']}
        >
          <p>{say('set-up.lead-password')}</p>
          <form method="post" action="/set-up">
            <CsrfField csrf={frame.csrf} />
            <ManagersUsername username={state.username} />
            <NewPasswordFields
              say={say}
              title={say('new-password.rules')}
              rules={state.rules}
              problems={problems}
              submit="set-up.password-submit"
            />
          </form>
        </Page>
      )
    case 'link-expired':
      return (
        <Page frame={frame} title={say('set-up.expired-title')}>
          <p>{say('set-up.expired')}</p>
          {frame.organisation === null ? null : (
            <p class="row">
              <HelpContact help={frame.organisation.help} />
            </p>
          )}
        </Page>
      )
  }
}
