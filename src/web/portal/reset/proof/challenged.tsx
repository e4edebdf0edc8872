// The evidence itself: a code that is typed here, or something done elsewhere that the server waits for.
import { CodeField } from '../../../components/code-field.tsx'
import { CsrfField } from '../../../components/csrf-field.tsx'
import { type Frame, type Problem, problemAt } from '../../../components/frame.ts'
import { Said } from '../../../components/said.tsx'
import { clock, Wait } from '../../../components/wait.tsx'
import type { MethodFace } from './method-face.ts'

interface Asked {
  readonly face: MethodFace
  /** The challenge that is answered; an answer to an older one proves nothing. */
  readonly challenge: string
  /** How long it can be answered. */
  readonly minutes: number
  /** Masked. Only after the first proof, and only where something was sent. */
  readonly address?: string
}

export type ChallengedState =
  | (Asked & {
      readonly at: 'code'
      readonly digits: number
      /** Whether another message can be asked for, and in how many seconds; absent if none is ever sent. */
      readonly resend?: { readonly seconds: number }
      /** This journey's own wait after wrong answers, in seconds. */
      readonly nextTry?: number
    })
  | (Asked & { readonly at: 'outside' })

export interface ChallengedProps {
  readonly frame: Frame
  readonly action: string
  readonly state: ChallengedState
  readonly proven: boolean
  readonly problems: readonly Problem[]
}

export function Challenged({ frame, action, state, proven, problems }: ChallengedProps) {
  const { say, organisation } = frame
  const { face, challenge, minutes, address } = state
  const values = { minutes, organisation: organisation?.name ?? '' }
  return (
    <>
      <p>
        {proven && address !== undefined ? (
          <Said say={say} id={face.leadProven} values={{ ...values, address: <bdi class="nb">{address}</bdi> }} />
        ) : (
          say(face.lead, values)
        )}
      </p>
      <form method="post" action={action}>
        <CsrfField csrf={frame.csrf} />
        <input type="hidden" name="challenge" value={challenge} />
        {state.at === 'outside' ? (
          <button type="submit" class="btn" name="do" value="check">
            {say('outside.submit')}
          </button>
        ) : (
          <>
            <CodeField say={say} digits={state.digits} problem={problemAt(problems, 'code')} />
            <Wait seconds={state.nextTry ?? 0} sentence={say('code.next-try', { clock: clock(state.nextTry ?? 0) })}>
              <button type="submit" class="btn">
                {say('code.submit')}
              </button>
            </Wait>
          </>
        )}
      </form>
    </>
  )
}
