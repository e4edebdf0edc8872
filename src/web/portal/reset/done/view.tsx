// GET /reset/done: the whole key. Where the old password is still saved is the next call to the help desk, prevented.
import { ContinueButton, type WayBack } from '../../../components/continue-to.tsx'
import type { Frame } from '../../../components/frame.ts'
import { KeyProgress } from '../../../components/key-progress.tsx'
import { Page } from '../../../components/page.tsx'

export interface ResetDoneProps {
  readonly frame: Frame
  readonly steps: number
  readonly outcome: 'reset' | 'unlock'
  readonly reference: string
  /** They were mailed; the policy may say that they are not. */
  readonly told: boolean
  /** The application the person came from; else signing in is next. */
  readonly continueTo?: WayBack | null
}

export function ResetDoneView({ frame, steps, outcome, reference, told, continueTo }: ResetDoneProps) {
  const { say } = frame
  return (
    <Page
      frame={frame}
      title={say(outcome === 'reset' ? 'reset-done.title' : 'unlock-done.title')}
      drawing={
        <KeyProgress steps={steps} done={steps}>
          <b>{say('step.all-done', { count: steps })}</b>
        </KeyProgress>
      }
    >
      <p>{say(outcome === 'reset' ? 'reset-done.lead' : 'unlock-done.lead')}</p>
      <ContinueButton frame={frame} to={continueTo} />
      {continueTo == null ? (
        <p>
          <a class="btn" href="/sign-in">
            {say('sign-in.submit')}
          </a>
        </p>
      ) : null}
      {outcome === 'reset' ? <OldPasswords frame={frame} /> : <LockedAgain frame={frame} />}
      <p class="soft">
        {told ? (
          <>
            {say(outcome === 'reset' ? 'reset-done.told' : 'unlock-done.told')}
            <br />
          </>
        ) : null}
        {say('page.reference')} <span class="mono nb">{reference}</span>
      </p>
    </Page>
  )
}

const OldPasswords = ({ frame: { say } }: { frame: Frame }) => (
  <section aria-labelledby="saved">
    <h2 id="saved">{say('reset-done.saved')}</h2>
    <ul class="bullets">
      <li>{say('reset-done.saved-phone')}</li>
      <li>{say('reset-done.saved-wifi')}</li>
      <li>{say('reset-done.saved-computer')}</li>
    </ul>
  </section>
)

const LockedAgain = ({ frame: { say } }: { frame: Frame }) => (
  <section aria-labelledby="again">
    <h2 id="again">{say('unlock-done.again')}</h2>
    <p>{say('unlock-done.again-why')}</p>
  </section>
)
