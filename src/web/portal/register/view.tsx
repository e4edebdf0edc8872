// GET and POST /register: the page between password and application. Posts `do` (`skip`, `confirm`, `change`) to `/register`.
import type { Sentence } from '../../../core/wording/wording.ts'
import { CsrfField } from '../../components/csrf-field.tsx'
import type { Frame, Problem } from '../../components/frame.ts'
import { HelpContact } from '../../components/help-contact.tsx'
import { Icon } from '../../components/icons.tsx'
import { KeyProgress } from '../../components/key-progress.tsx'
import { Note } from '../../components/note.tsx'
import { Page } from '../../components/page.tsx'
import { ActionWay, Ways } from '../../components/ways.tsx'
import { type Addable, AddChoices, type MethodRow, ToConfirm } from '../security-info/view.tsx'

export interface RegisterProps {
  readonly frame: Frame
  readonly state: RegisterState
  /** How often it may still be put off; null for ever, absent where putting it off makes no sense. */
  readonly skipsLeft?: number | null
  /** Said once, after something was done. */
  readonly done?: Sentence
  readonly problems?: readonly Problem[]
}

export type RegisterState =
  | {
      readonly at: 'register'
      readonly have: number
      readonly needed: number
      /** Has to be shown before anything can be added; `known`: what is on file is confirmed first. */
      readonly first: 'prove' | 'password' | 'enrolment-code' | 'known' | null
      readonly toConfirm: readonly Pick<MethodRow, 'id' | 'icon' | 'kind' | 'masked'>[]
      readonly addable: readonly Addable[]
      /** It is the way to a first sign-in: what comes after it is nothing yet. */
      readonly setUp: boolean
    }
  /** Null: they are shown behind a fresh proof. */
  | {
      readonly at: 'confirm'
      readonly methods: MethodsProps['methods'] | null
    }
  /** Asked for, and not possible here. */
  | { readonly at: 'closed'; readonly why: Sentence }
  /** It was asked for when the person signed in, and isn't any more. */
  | { readonly at: 'nothing' }

export function RegisterView({ frame, state, skipsLeft, done, problems = [] }: RegisterProps) {
  const { say } = frame
  return (
    <Page frame={frame} title={say(titleOf(state))} problems={problems}>
      <p>{say(leadOf(state))}</p>
      {done === undefined ? null : (
        <Note>
          <p role="status">{say(done.id, done.values)}</p>
        </Note>
      )}
      <Body frame={frame} state={state} />
      {skipsLeft === 0 ? <p class="soft">{say('register.no-skip-left')}</p> : null}
      <Ways frame={frame}>
        {state.at === 'confirm' ? (
          <ActionWay frame={frame} action="/register" verb="change">
            {say('register.change')}
          </ActionWay>
        ) : null}
        {skipsLeft === undefined || skipsLeft === 0 ? null : (
          <ActionWay frame={frame} action="/register" verb="skip">
            {skipsLeft === null ? say('register.skip') : say('register.skip-counted', { left: skipsLeft - 1 })}
          </ActionWay>
        )}
        <ActionWay frame={frame} action="/sign-out" verb="here">
          {say('account.sign-out')}
        </ActionWay>
      </Ways>
    </Page>
  )
}

function Body({ frame, state }: Pick<RegisterProps, 'frame' | 'state'>) {
  const { say } = frame
  switch (state.at) {
    case 'register':
      return (
        <>
          <KeyProgress steps={state.needed} done={state.have}>
            <b>{say('home.ways-back', { ready: state.have, needed: state.needed })}</b>
          </KeyProgress>
          <Registering frame={frame} state={state} />
        </>
      )
    case 'confirm':
      return state.methods === null ? (
        <p>
          <a class="btn" href="/prove?then=register">
            {say('register.show')}
          </a>
        </p>
      ) : (
        <>
          <Methods frame={frame} methods={state.methods} />
          <Answer frame={frame} value="confirm" sentence="register.all-right" />
        </>
      )
    case 'closed':
      return (
        <>
          <Note>
            <p>{say(state.why.id, state.why.values)}</p>
            {frame.organisation === null ? null : (
              <p class="row">
                <HelpContact help={frame.organisation.help} />
              </p>
            )}
          </Note>
          <Answer frame={frame} value="skip" sentence="register.go-on" />
        </>
      )
    case 'nothing':
      return <Answer frame={frame} value="skip" sentence="register.go-on-done" />
  }
}

interface RegisteringProps {
  readonly frame: Frame
  readonly state: Extract<RegisterState, { at: 'register' }>
}

/** What can be done now. Where something has to be shown first there is that one way, and nothing that would lead there anyway. */
function Registering({ frame, state: { first, toConfirm, addable, have } }: RegisteringProps) {
  const { say } = frame
  if (first !== null && first !== 'known') {
    return (
      <>
        <p>{say(firsts[first].why)}</p>
        <p>
          <a class="btn" href="/prove?then=register">
            {say(firsts[first].link)}
          </a>
        </p>
      </>
    )
  }
  const heading =
    have > 0 ? 'security-info.add-another' : toConfirm.length === 0 ? 'register.choose' : 'register.choose-another'
  return (
    <>
      {toConfirm.length === 0 ? null : <ToConfirm frame={frame} toConfirm={toConfirm} />}
      {first === 'known' ? <p class="soft">{say('register.known-first')}</p> : null}
      {addable.length === 0 ? null : (
        <section aria-labelledby="add">
          <h2 id="add">{say(heading)}</h2>
          <AddChoices frame={frame} addable={addable} />
        </section>
      )}
    </>
  )
}

const firsts = {
  prove: { why: 'prove.lead-methods', link: 'prove.title' },
  password: { why: 'refusal.password-first', link: 'prove.title-password' },
  'enrolment-code': { why: 'refusal.enrolment-code-first', link: 'prove.title-enrolment-code' },
} as const

interface MethodsProps {
  readonly frame: Frame
  readonly methods: readonly Pick<MethodRow, 'id' | 'icon' | 'kind' | 'name' | 'masked'>[]
}

const Methods = ({ frame: { say }, methods }: MethodsProps) => (
  <ul class="list">
    {methods.map(({ id, icon, kind, name, masked }) => (
      <li key={id}>
        <Icon path={icon} />
        <div>
          <h2>{say(kind)}</h2>
          {[name, masked].map((each) =>
            each === null ? null : (
              <p key={each}>
                <bdi>{each}</bdi>
              </p>
            ),
          )}
        </div>
      </li>
    ))}
  </ul>
)

interface AnswerProps {
  readonly frame: Frame
  readonly value: 'skip' | 'confirm'
  readonly sentence: string
}

/** The page's one filled button. */
const Answer = ({ frame: { say, csrf }, value, sentence }: AnswerProps) => (
  <form method="post" action="/register">
    <CsrfField csrf={csrf} />
    <p>
      <button type="submit" class="btn" name="do" value={value}>
        {say(sentence)}
      </button>
    </p>
  </form>
)

function titleOf(state: RegisterState): string {
  switch (state.at) {
    case 'register':
      return state.setUp ? 'register.title-set-up' : state.have === 0 ? 'register.title' : 'register.title-more'
    case 'confirm':
      return 'register.title-confirm'
    case 'closed':
      return 'register.title-closed'
    case 'nothing':
      return 'register.title-nothing'
  }
}

function leadOf(state: RegisterState): string {
  switch (state.at) {
    case 'register':
      return state.setUp ? 'register.lead-set-up' : state.have === 0 ? 'register.lead' : 'register.lead-more'
    case 'confirm':
      return state.methods === null ? 'register.lead-confirm-unseen' : 'register.lead-confirm'
    case 'closed':
      return 'register.lead-closed'
    case 'nothing':
      return 'register.lead-nothing'
  }
}
