// GET and POST /prove: who are you, once more? Posts `method` to choose, `challenge` and `code` to answer, `password` or
// `enrolment-code` where these are asked, or `do` (`resend`, `another-way`), to `/prove`.

import { Choice, Choices } from '../../components/choice.tsx'
import { CodeField } from '../../components/code-field.tsx'
import { CsrfField } from '../../components/csrf-field.tsx'
import { Field } from '../../components/field.tsx'
import { type Frame, type Problem, problemAt } from '../../components/frame.ts'
import { HelpContact } from '../../components/help-contact.tsx'
import { Page } from '../../components/page.tsx'
import { ManagersUsername, PasswordField } from '../../components/password-field.tsx'
import { Said } from '../../components/said.tsx'
import { clock, Wait } from '../../components/wait.tsx'
import { ActionWay, LinkWay, Ways } from '../../components/ways.tsx'

export interface ProveProps {
  readonly frame: Frame
  /** Why it is asked: at the sign-in of an administrator, before methods are shown, before a password without the old one. */
  readonly why: 'sign-in' | 'methods' | 'password' | 'administer'
  readonly state: ProveState
  /** Where the forms go, with where it leads back. */
  readonly action: string
  readonly back: string | null
  readonly problems?: readonly Problem[]
}

export type ProveState =
  | { readonly at: 'choosing'; readonly methods: readonly Provable[] }
  | {
      readonly at: 'code'
      readonly challenge: string
      readonly digits: number
      readonly minutes: number
      readonly title: string
      readonly lead: string
      readonly address: string | null
      readonly resend?: { readonly seconds: number }
      readonly nextTry?: number
      readonly others: boolean
    }
  | { readonly at: 'password'; readonly username: string }
  | { readonly at: 'enrolment-code' }
  /** Nothing that could be proven: `administrator` at a sign-in, or a first enrolment that is closed. */
  | { readonly at: 'closed'; readonly administrator: boolean }

export interface Provable {
  readonly id: string
  readonly icon: string
  readonly title: string
  /** Its own name or masked address. */
  readonly hint: string | null
}

export function ProveView(props: ProveProps) {
  const { frame, why, state, action, back, problems = [] } = props
  const { say } = frame
  return (
    <Page frame={frame} title={say(titleOf(state))} problems={problems} scripts={['/assets/wait.js']}>
      {state.at === 'code' || state.at === 'closed' ? null : <p>{say(leads[why])}</p>}
      <Body {...props} problems={problems} />
      <Ways frame={frame}>
        {state.at === 'code' && state.resend !== undefined ? (
          <ActionWay
            frame={frame}
            action={action}
            verb="resend"
            wait={{
              seconds: state.resend.seconds,
              sentence: say('ways.resend-wait', { clock: clock(state.resend.seconds) }),
            }}
          >
            {say('ways.resend')}
          </ActionWay>
        ) : null}
        {state.at === 'code' && state.others ? (
          <ActionWay frame={frame} action={action} verb="another-way">
            {say('ways.another')}
          </ActionWay>
        ) : null}
        {back === null ? null : <LinkWay href={back}>{say('ways.back')}</LinkWay>}
        <ActionWay frame={frame} action="/sign-out" verb="here">
          {say('account.sign-out')}
        </ActionWay>
      </Ways>
    </Page>
  )
}

function Body({ frame, state, action, problems = [] }: ProveProps) {
  const { say } = frame
  switch (state.at) {
    case 'choosing':
      return (
        <form method="post" action={action}>
          <CsrfField csrf={frame.csrf} />
          <Choices>
            {state.methods.map(({ id, icon, title, hint }) => (
              <Choice
                key={id}
                name="method"
                value={id}
                icon={icon}
                title={say(title)}
                {...(hint === null ? {} : { hint })}
              />
            ))}
          </Choices>
        </form>
      )
    case 'code':
      return <Code frame={frame} state={state} action={action} problems={problems} />
    case 'password':
      return (
        <form method="post" action={action}>
          <CsrfField csrf={frame.csrf} />
          <ManagersUsername username={state.username} />
          <PasswordField
            say={say}
            id="password"
            label={say('password.label')}
            autocomplete="current-password"
            problem={problemAt(problems, 'password')}
          />
          <button type="submit" class="btn">
            {say('prove.password-submit')}
          </button>
        </form>
      )
    case 'enrolment-code':
      return (
        <form method="post" action={action}>
          <CsrfField csrf={frame.csrf} />
          <Field
            say={say}
            id="enrolment-code"
            label={say('prove.enrolment-code')}
            hint={say('prove.enrolment-code-hint')}
            problem={problemAt(problems, 'enrolment-code')}
          >
            {(ties) => (
              <input
                {...ties}
                class="mono"
                name="enrolment-code"
                autocomplete="one-time-code"
                autocapitalize="characters"
                spellcheck={false}
                required
              />
            )}
          </Field>
          <button type="submit" class="btn">
            {say('code.submit')}
          </button>
        </form>
      )
    case 'closed':
      return (
        <>
          <p>{say(state.administrator ? 'prove.closed-administrator' : 'refusal.enrolment-closed')}</p>
          {frame.organisation === null ? null : (
            <p class="row">
              <HelpContact help={frame.organisation.help} />
            </p>
          )}
        </>
      )
  }
}

interface CodeProps extends Pick<ProveProps, 'frame' | 'action'> {
  readonly state: Extract<ProveState, { at: 'code' }>
  readonly problems: readonly Problem[]
}

function Code({ frame, state, action, problems }: CodeProps) {
  const { say, organisation } = frame
  const { lead, address, minutes, challenge, digits, nextTry = 0 } = state
  const values = { minutes, organisation: organisation?.name ?? '', address: <bdi class="nb">{address ?? ''}</bdi> }
  return (
    <>
      <p>
        <Said say={say} id={lead} values={values} />
      </p>
      <form method="post" action={action}>
        <CsrfField csrf={frame.csrf} />
        <input type="hidden" name="challenge" value={challenge} />
        <CodeField say={say} digits={digits} problem={problemAt(problems, 'code')} />
        <Wait seconds={nextTry} sentence={say('code.next-try', { clock: clock(nextTry) })}>
          <button type="submit" class="btn">
            {say('code.submit')}
          </button>
        </Wait>
      </form>
      <p class="advice">{say('prove.refused-advice')}</p>
    </>
  )
}

function titleOf(state: ProveState): string {
  switch (state.at) {
    case 'choosing':
      return 'prove.title'
    case 'code':
      return state.title
    case 'password':
      return 'prove.title-password'
    case 'enrolment-code':
      return 'prove.title-enrolment-code'
    case 'closed':
      return state.administrator ? 'prove.title-closed-administrator' : 'prove.title-closed'
  }
}

const leads = {
  'sign-in': 'prove.lead-sign-in',
  methods: 'prove.lead-methods',
  password: 'prove.lead-password',
  administer: 'prove.lead-administer',
} as const
