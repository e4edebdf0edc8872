// GET and POST /register: the page between password and application. Posts `do` (`skip`, `confirm`) to `/register`.
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
  /** How often it may still be put off; null for ever, absent where it can't be put off at all. */
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
      readonly toConfirm: readonly Pick<MethodRow, 'id' | 'icon' | 'kind' | 'masked'>[]
      readonly addable: readonly Addable[]
      /** It is the way to a first sign-in: what comes after it is nothing yet. */
      readonly setUp: boolean
    }
  /** Null: they are shown behind a fresh proof. */
  | {
      readonly at: 'confirm'
      readonly methods: readonly Pick<MethodRow, 'id' | 'icon' | 'kind' | 'name' | 'masked'>[] | null
    }
  /** Asked for, and not possible here. */
  | { readonly at: 'closed'; readonly why: Sentence }

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
          {state.toConfirm.length === 0 ? null : <ToConfirm frame={frame} toConfirm={state.toConfirm} />}
          {state.addable.length === 0 ? null : (
            <section aria-labelledby="add">
              <h2 id="add">{say(headingOf(state))}</h2>
              <AddChoices frame={frame} addable={state.addable} />
            </section>
          )}
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
          <ul class="list">
            {state.methods.map(({ id, icon, kind, name, masked }) => (
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
          <form method="post" action="/register">
            <CsrfField csrf={frame.csrf} />
            <p>
              <button type="submit" class="btn" name="do" value="confirm">
                {say('register.all-right')}
              </button>
            </p>
            <p>
              <button type="submit" class="link" name="do" value="change">
                {say('register.change')}
              </button>
            </p>
          </form>
        </>
      )
    case 'closed':
      return (
        <Note>
          <p>{say(state.why.id, state.why.values)}</p>
          {frame.organisation === null ? null : (
            <p class="row">
              <HelpContact help={frame.organisation.help} />
            </p>
          )}
        </Note>
      )
  }
}

function titleOf(state: RegisterState): string {
  switch (state.at) {
    case 'register':
      return state.setUp ? 'register.title-set-up' : state.have === 0 ? 'register.title' : 'register.title-more'
    case 'confirm':
      return 'register.title-confirm'
    case 'closed':
      return 'register.title-closed'
  }
}

function leadOf(state: RegisterState): string {
  switch (state.at) {
    case 'register':
      return state.setUp ? 'register.lead-set-up' : state.have === 0 ? 'register.lead' : 'register.lead-more'
    case 'confirm':
      return 'register.lead-confirm'
    case 'closed':
      return 'register.lead-closed'
  }
}

function headingOf({ have, toConfirm }: Extract<RegisterState, { at: 'register' }>): string {
  if (have > 0) return 'security-info.add-another'
  return toConfirm.length === 0 ? 'register.choose' : 'register.choose-another'
}
