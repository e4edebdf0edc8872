// GET and POST /reset/wait: the directory was asked and has not answered yet, or its answer was lost. Posts `do=again`.
import { CsrfField } from '../../../components/csrf-field.tsx'
import type { Frame } from '../../../components/frame.ts'
import { KeyProgress } from '../../../components/key-progress.tsx'
import { Page } from '../../../components/page.tsx'

export interface ResetWaitProps {
  readonly frame: Frame
  readonly steps: number
  readonly purpose: 'reset' | 'unlock'
  /**
   * `indeterminate`: the change may have gone through; its time in the directory will tell. `unanswered`: an unlock did not
   * go through, and may be asked for again with the same proofs.
   */
  readonly state: 'writing' | 'indeterminate' | 'unanswered'
  readonly reference: string
}

export function ResetWaitView({ frame, steps, purpose, state, reference }: ResetWaitProps) {
  const { say } = frame
  return (
    <Page
      frame={frame}
      title={say(titles[state])}
      drawing={
        <KeyProgress steps={steps} done={steps - 1}>
          <b>{say('step.last')}</b>
        </KeyProgress>
      }
    >
      <p role="status">{say(leads[state])}</p>
      {state === 'unanswered' ? (
        <form method="post" action="/reset/wait">
          <CsrfField csrf={frame.csrf} />
          <button type="submit" class="btn" name="do" value="again">
            {say('failure.again')}
          </button>
        </form>
      ) : (
        <p>
          <a class="btn" href="/reset/wait">
            {say('reset-wait.look')}
          </a>
        </p>
      )}
      <p class="soft">{say(purpose === 'reset' ? 'reset-wait.mail-reset' : 'reset-wait.mail-unlock')}</p>
      <p class="soft">
        {say('page.reference')} <span class="mono nb">{reference}</span>
      </p>
    </Page>
  )
}

const titles = {
  writing: 'reset-wait.title-writing',
  indeterminate: 'reset-wait.title-indeterminate',
  unanswered: 'reset-wait.title-unanswered',
} as const
const leads = {
  writing: 'reset-wait.writing',
  indeterminate: 'reset-wait.indeterminate',
  unanswered: 'remark.directory-unavailable',
} as const
