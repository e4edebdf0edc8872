// Which page a journey is on, and how a step taken on any of them is answered.
import type { FastifyReply } from 'fastify'
import type { Stage } from '../../../core/journey/journey.ts'
import { type JourneyView, lookAtJourney } from '../../../use-cases/journey/look-at-journey.ts'
import { browserLifetime } from '../../../use-cases/journey/perform-effects.ts'
import { formatTime } from '../../../use-cases/messages/when.ts'
import { type Action, takeStep } from '../../../use-cases/walk-journey.ts'
import type { DeadlineTime } from '../../components/deadline.tsx'
import type { Problem } from '../../components/frame.ts'
import type { Turn } from '../route.ts'

function pathOf(stage: Stage): string {
  switch (stage.at) {
    case 'reason':
      return '/reset/reason'
    case 'choosing':
    case 'challenged':
      return '/reset/proof'
    case 'new-password':
      return '/reset/new-password'
    case 'writing':
    case 'unlocking':
    case 'indeterminate':
      return '/reset/wait'
    case 'done':
      return '/reset/done'
    case 'blocked':
    case 'not-eligible':
    case 'contacted-admin':
    case 'cancelled':
    case 'expired':
      return '/reset/ended'
  }
}

/** Shows `path` if the journey is there, else leads to where it is. Without a journey, to the beginning. */
export async function showJourney(
  turn: Turn,
  path: string,
  show: (view: JourneyView) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const view = await currentView(turn)
  if (view === null) return turn.go('/reset')
  const actual = view.lapsed ? '/reset/ended' : pathOf(view.journey.stage)
  return actual === path ? show(view) : turn.go(actual)
}

async function currentView({ hashOf, visitor, room }: Turn): Promise<JourneyView | null> {
  const hash = hashOf('journey')
  return hash === null ? null : lookAtJourney(hash, visitor, room)
}

/** What a page says where it can see by itself that a form can't be meant; it is then shown again and no step is taken. */
export interface Objection {
  readonly problem: (view: JourneyView) => Problem | null
  readonly show: (view: JourneyView, problem: Problem) => Promise<FastifyReply>
}

/** Takes the step and leads to the page of whatever is now so: for whoever lost a race too. */
export async function step(turn: Turn, action: Action, objection?: Objection): Promise<FastifyReply> {
  const { hashOf, visitor, room, reply, site } = turn
  const hash = hashOf('journey')
  const problemOf = (view: JourneyView) => (view.lapsed ? null : (objection?.problem(view) ?? null))
  const taken = hash === null ? null : await takeStep(hash, action, visitor, room, (view) => problemOf(view) !== null)
  if (taken === null) return turn.go('/reset')
  if ('objected' in taken) {
    const problem = problemOf(taken.objected)
    return objection === undefined || problem === null ? turn.go('/reset') : objection.show(taken.objected, problem)
  }
  if (taken.cookie !== null) site.cookies.write(reply, 'journey', taken.cookie)
  if (taken.browser !== null) site.cookies.write(reply, 'browser', taken.browser, browserLifetime / 1000)
  return turn.go(pathOf(taken.journey.stage))
}

/** The buttons that stand on several pages. */
export const everywhere = {
  'more-time': { type: 'more-time' },
  'start-over': { type: 'start-over' },
  help: { type: 'ask-for-help' },
  'another-way': { type: 'another-way' },
  resend: { type: 'resend' },
  again: { type: 'unlock-again' },
} as const satisfies Record<string, Action>

export const actionOf = (verb: string): Action | null => (isVerb(verb) ? everywhere[verb] : null)

const isVerb = (verb: string): verb is keyof typeof everywhere => Object.hasOwn(everywhere, verb)

/** Name, one or two proofs, new password: by the organisation's policy, never by the account, until a proof succeeded. */
export function stepsOf({ policy, journey }: Pick<JourneyView, 'policy' | 'journey'>): number {
  const second = journey.proofs.length > 0 && journey.stage.at === 'choosing'
  const gates = Math.max(policy.gates, second ? 2 : 1, journey.proofs.length)
  return 1 + gates + (journey.purpose === 'unlock' ? 0 : 1)
}

export const deadlineOf = (
  { deadline, latest }: JourneyView,
  { room: { organisation } }: Turn,
  locale: string,
): DeadlineTime => ({
  until: formatTime(deadline, locale, organisation.timeZone),
  extendable: deadline < latest,
})
