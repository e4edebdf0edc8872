// GET and POST /reset/proof: choose a method, then bring its evidence; the same page for the first and the second proof.
//
// Posts to `/reset/proof`: `method` (a kind) while choosing; `challenge` and `code` to answer a code; `challenge` and
// `do=check` for evidence from outside; `do` (`resend`, `another-way`, `start-over`, `more-time`, `help`) for the rest.
import { Deadline, type DeadlineTime } from '../../../components/deadline.tsx'
import type { Frame, Problem, StepOf } from '../../../components/frame.ts'
import { Page } from '../../../components/page.tsx'
import { StandingAdvice } from '../../../components/standing-advice.tsx'
import { clock } from '../../../components/wait.tsx'
import { ActionWay, Ways } from '../../../components/ways.tsx'
import { Challenged, type ChallengedState } from './challenged.tsx'
import { Choosing } from './choosing.tsx'
import type { MethodFace } from './method-face.ts'

export interface ProofProps {
  readonly frame: Frame
  readonly step: StepOf
  /** `only`: the policy asks for one proof. */
  readonly gate: 'only' | 'first' | 'second'
  readonly state: ProofState
  readonly deadline: DeadlineTime
  readonly problems?: readonly Problem[]
}

export type ProofState = { readonly at: 'choosing'; readonly offered: readonly MethodFace[] } | ChallengedState

const path = '/reset/proof'

export function ProofView({ frame, step, gate, state, deadline, problems = [] }: ProofProps) {
  const { say } = frame
  const proven = gate === 'second'
  return (
    <Page
      frame={frame}
      title={say(state.at === 'choosing' ? choosingTitles[gate] : state.face.title)}
      step={{ ...step, name: say(stepNames[gate]) }}
      problems={problems}
      scripts={['/assets/wait.js']}
    >
      {state.at === 'choosing' ? (
        <Choosing frame={frame} action={path} offered={state.offered} proven={proven} />
      ) : (
        <Challenged frame={frame} action={path} state={state} proven={proven} problems={problems} />
      )}
      {proven ? null : <StandingAdvice frame={frame} />}
      <Ways frame={frame}>
        {state.at === 'code' && state.resend !== undefined ? (
          <ActionWay
            frame={frame}
            action={path}
            verb="resend"
            wait={{
              seconds: state.resend.seconds,
              sentence: say('ways.resend-wait', { clock: clock(state.resend.seconds) }),
            }}
          >
            {say('ways.resend')}
          </ActionWay>
        ) : null}
        {state.at === 'choosing' ? (
          <ActionWay frame={frame} action={path} verb="help">
            {say('ways.none-works')}
          </ActionWay>
        ) : (
          <ActionWay frame={frame} action={path} verb="another-way">
            {say('ways.another')}
          </ActionWay>
        )}
        <ActionWay frame={frame} action={path} verb="start-over">
          {say('ways.start-over')}
        </ActionWay>
      </Ways>
      <Deadline frame={frame} action={path} time={deadline} />
    </Page>
  )
}

const choosingTitles = {
  only: 'reset-choose.title',
  first: 'reset-choose.title',
  second: 'reset-choose.title-second',
} as const

const stepNames = { only: 'step.only-proof', first: 'step.first-proof', second: 'step.second-proof' } as const
