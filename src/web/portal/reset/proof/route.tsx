// /reset/proof: choosing a method and bringing its evidence, at the first gate and the second.
import type { FastifyReply } from 'fastify'
import { challengeId, methodKind } from '../../../../core/people/identifiers.ts'
import { remarkSentences } from '../../../../core/wording/journey-sentences.ts'
import type { JourneyView } from '../../../../use-cases/journey/look-at-journey.ts'
import type { Problem } from '../../../components/frame.ts'
import { Failure } from '../../../middleware/failures/failure.ts'
import { readForm, text } from '../../../read-form.ts'
import { type AddRoutes, type Turn, turn } from '../../route.ts'
import { actionOf, deadlineOf, showJourney, step, stepsOf } from '../journey-page.ts'
import type { ChallengedState } from './challenged.tsx'
import { codeProblem } from './code-problem.ts'
import { type ProofState, ProofView } from './view.tsx'

const path = '/reset/proof'

export const addProof: AddRoutes = (app, site) => {
  app.get(
    path,
    turn(site, (now) => showJourney(now, path, (view) => show(now, view, remarksOf(view)))),
  )

  app.post(
    path,
    turn(site, async (now) => {
      const shape = { method: text.optional(), challenge: text.optional(), code: text.optional(), do: text.optional() }
      const form = readForm(now.request.body, shape)
      if (form.method !== undefined) return step(now, { type: 'choose-method', kind: methodKind(form.method) })
      const action = actionOf(form.do ?? '')
      if (action !== null) return step(now, action)
      if (form.do === 'check') return now.go(path)
      if (form.code === undefined || form.challenge === undefined) throw new Failure('bad-request')
      return answer(now, form.challenge, form.code)
    }),
  )
}

/** What can be seen to be no code is said at once, alike for every name; nothing is compared and nothing is counted. */
const answer = (now: Turn, challenge: string, typed: string): Promise<FastifyReply> =>
  step(
    now,
    { type: 'answer', challenge: challengeId(challenge), typed },
    {
      problem: ({ journey: { stage } }) => {
        if (stage.at !== 'challenged') return null
        const sentence = codeProblem(typed, now.room.catalogue.get(stage.challenge.kind)?.digits ?? null)
        return sentence === null ? null : { sentence, field: 'code' }
      },
      show: (view, problem) => show(now, view, [problem], 422),
    },
  )

async function show(now: Turn, view: JourneyView, problems: readonly Problem[], status = 200): Promise<FastifyReply> {
  const frame = await now.frame()
  const steps = stepsOf(view)
  const gate = view.journey.proofs.length > 0 ? 'second' : view.policy.gates === 1 ? 'only' : 'first'
  const deadline = deadlineOf(view, now, frame.locale)
  const state = stateOf(view, now)
  if (state === null) return now.go('/reset')
  return now.page(
    <ProofView
      frame={frame}
      step={{ number: view.journey.proofs.length + 2, of: steps }}
      gate={gate}
      state={state}
      deadline={deadline}
      problems={problems}
    />,
    status,
  )
}

function stateOf(view: JourneyView, { site, room }: Turn): ProofState | null {
  const { stage } = view.journey
  const faceOf = (kind: string) => site.faces.find((each) => each.kind === kind)
  if (stage.at === 'choosing')
    return { at: 'choosing', offered: view.offered.flatMap(({ kind }) => faceOf(kind) ?? []) }
  if (stage.at !== 'challenged') return null
  const { challenge } = stage
  const face = faceOf(challenge.kind)
  const method = room.catalogue.get(challenge.kind)
  if (face === undefined || method === undefined) return null
  const masked = view.offered.find((each) => each.kind === challenge.kind)?.masked ?? null
  const asked = {
    face,
    challenge: challenge.id,
    minutes: Math.round((challenge.expiresAt - challenge.since) / 60_000),
    ...(masked === null ? {} : { address: masked }),
  }
  if (method.evidence === 'outside') return { at: 'outside', ...asked }
  return { at: 'code', ...asked, digits: method.digits ?? 0, ...waits(view, method.sends !== null) }
}

function waits(
  { journey, now, nextSendAt }: JourneyView,
  sends: boolean,
): Pick<Extract<ChallengedState, { at: 'code' }>, 'resend' | 'nextTry'> {
  const seconds = (until: number | null): number => Math.max(0, Math.ceil(((until ?? 0) - now) / 1000))
  return {
    ...(sends && nextSendAt !== null ? { resend: { seconds: seconds(nextSendAt) } } : {}),
    ...(seconds(journey.waitUntil) > 0 ? { nextTry: seconds(journey.waitUntil) } : {}),
  }
}

const remarksOf = ({ journey: { remark, stage } }: JourneyView): readonly Problem[] =>
  remark === null
    ? []
    : [
        {
          sentence: { id: remarkSentences[remark] },
          ...(stage.at === 'challenged' && remark.startsWith('code') ? { field: 'code' } : {}),
        },
      ]
