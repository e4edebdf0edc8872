// GET /reset/wait: the directory was asked and has not answered yet, or its answer was lost. Nothing can be done but look again.
import type { Frame } from '../../../components/frame.ts'
import { KeyProgress } from '../../../components/key-progress.tsx'
import { Page } from '../../../components/page.tsx'

export interface ResetWaitProps {
  readonly frame: Frame
  readonly steps: number
  readonly purpose: 'reset' | 'unlock'
  /** `indeterminate`: the change may have gone through; its time in the directory will tell. */
  readonly state: 'writing' | 'indeterminate'
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
      <p>
        <a class="btn" href="/reset/wait">
          {say('reset-wait.look')}
        </a>
      </p>
      <p class="soft">{say(purpose === 'reset' ? 'reset-wait.mail-reset' : 'reset-wait.mail-unlock')}</p>
      <p class="soft">
        {say('page.reference')} <span class="mono nb">{reference}</span>
      </p>
    </Page>
  )
}

const titles = { writing: 'reset-wait.title-writing', indeterminate: 'reset-wait.title-indeterminate' } as const
const leads = { writing: 'reset-wait.writing', indeterminate: 'reset-wait.indeterminate' } as const
