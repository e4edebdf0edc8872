// GET and POST /not-me: a link in a notice shows what happened and what the button does; only the POST acts.
import type { Sentence } from '../../../core/wording/wording.ts'
import { CsrfField } from '../../components/csrf-field.tsx'
import { Fact, Facts } from '../../components/facts.tsx'
import type { Frame } from '../../components/frame.ts'
import { HelpContact } from '../../components/help-contact.tsx'
import { Page } from '../../components/page.tsx'

export interface NotMeProps {
  readonly frame: Frame
  readonly state: NotMeState
}

export type NotMeState =
  | {
      readonly at: 'asking'
      /** Where the button posts: the link's own address. */
      readonly action: string
      readonly what: Sentence
      /** Times are formatted with their day. */
      readonly when: string
      readonly from?: string
      readonly validUntil: string
      readonly reference: string
      /** It is about ways back in, and takes back what happened to them. */
      readonly undoes: boolean
    }
  | { readonly at: 'done'; readonly reference: string }
  /** The link is too old, was used, or never was one; nobody is told which. */
  | { readonly at: 'link-expired' }

export function NotMeView({ frame, state }: NotMeProps) {
  const { say } = frame
  switch (state.at) {
    case 'asking':
      return <Asking frame={frame} state={state} />
    case 'done':
      return (
        <Page frame={frame} title={say('not-me.done-title')}>
          <p role="status">{say('not-me.done')}</p>
          <p>{say('not-me.done-next')}</p>
          <Facts>
            <Help frame={frame} />
            <Fact name={say('page.reference')}>
              <span class="mono nb">{state.reference}</span>
            </Fact>
          </Facts>
        </Page>
      )
    case 'link-expired':
      return (
        <Page frame={frame} title={say('not-me.expired-title')}>
          <p>{say('not-me.expired')}</p>
          <Facts>
            <Help frame={frame} />
          </Facts>
        </Page>
      )
  }
}

function Asking({ frame, state }: { frame: Frame; state: Extract<NotMeState, { at: 'asking' }> }) {
  const { say } = frame
  return (
    <Page frame={frame} title={say('not-me.title')}>
      <p>{say('not-me.lead')}</p>
      <Facts>
        <Fact name={say('not-me.what')}>{say(state.what.id, state.what.values)}</Fact>
        <Fact name={say('not-me.when')}>{state.when}</Fact>
        {state.from === undefined ? null : (
          <Fact name={say('not-me.from')}>
            <bdi>{state.from}</bdi>
          </Fact>
        )}
      </Facts>
      <section aria-labelledby="will">
        <h2 id="will">{say('not-me.if')}</h2>
        <p>{say('not-me.at-once')}</p>
        <ul class="bullets">
          <li>{say('not-me.will-sign-out')}</li>
          <li>{say('not-me.will-block')}</li>
          {state.undoes ? <li>{say('not-me.will-undo')}</li> : null}
        </ul>
        <p>{say('not-me.will-not')}</p>
        <form method="post" action={state.action}>
          <CsrfField csrf={frame.csrf} />
          <input type="hidden" name="reference" value={state.reference} />
          <button type="submit" class="btn grave">
            {say('not-me.submit')}
          </button>
        </form>
      </section>
      <p class="soft">
        {say('not-me.valid-until', { until: state.validUntil })}
        <br />
        {say('page.reference')} <span class="mono nb">{state.reference}</span>
      </p>
    </Page>
  )
}

const Help = ({ frame }: { frame: Frame }) =>
  frame.organisation === null ? null : (
    <Fact name={frame.say('page.help')}>
      <span class="row">
        <HelpContact help={frame.organisation.help} />
      </span>
    </Fact>
  )
