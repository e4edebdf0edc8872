// The only interpreter of journeys: load, let core decide, carry out the effects, commit. One read and one write a step.
import type { Effect } from '../core/journey/decision.ts'
import type { JourneyEvent } from '../core/journey/events.ts'
import type { Journey } from '../core/journey/journey.ts'
import type { Measurement } from '../core/methods/method.ts'
import {
  type ChallengeId,
  challengeId,
  type JourneyId,
  type MethodKind,
  type TokenHash,
} from '../core/people/identifiers.ts'
import type { NewPassword } from '../core/people/new-password.ts'
import type { Loaded, LoadedJourney, LoadQuestion } from '../ports/journeys.ts'
import { type Advanced, advance } from './journey/advance.ts'
import { journeyFacts } from './journey/journey-facts.ts'
import { judgeNewPassword } from './journey/judge-new-password.ts'
import { type JourneyView, viewOf } from './journey/look-at-journey.ts'
import { type Brought, unlock, writePassword } from './journey/perform-effects.ts'
import { emptyDraft } from './journey/step-draft.ts'
import type { OrganisationRoom } from './organisation-room.ts'
import { Busy, tries, type Visitor } from './request.ts'

/** What a person can do on a page of a journey. */
export type Action =
  | { readonly type: 'choose-reason'; readonly purpose: 'reset' | 'unlock' }
  | { readonly type: 'choose-method'; readonly kind: MethodKind }
  | { readonly type: 'resend' | 'another-way' | 'more-time' | 'ask-for-help' | 'start-over' | 'unlock-again' }
  | { readonly type: 'answer'; readonly challenge: ChallengeId; readonly typed: string }
  | { readonly type: 'offer-password'; readonly password: NewPassword }

export interface Taken {
  readonly journey: Journey
  /** New values for the browser's cookies, where they changed. */
  readonly cookie: string | null
  readonly browser: string | null
}

/** True where the page itself can see that what was typed can't be meant; asked before anything is judged or counted. */
export type Objects = (view: JourneyView) => boolean

/** Nothing was decided and nothing written: the page as it was, to be shown with the objection. */
export interface Objected {
  readonly objected: JourneyView
}

/** A person's next step. Null when the cookie belongs to no journey. Throws `Busy` when there is no room, with nothing burned. */
export async function takeStep(
  cookie: TokenHash,
  action: Action,
  visitor: Visitor,
  room: OrganisationRoom,
  objects: Objects = () => false,
): Promise<Taken | Objected | null> {
  const question: LoadQuestion = {
    handle: { by: 'cookie', hash: cookie },
    browser: visitor.browser?.hash ?? null,
    network: visitor.network,
  }
  const brought: Brought = {
    visitor,
    ...(action.type === 'answer' ? { typed: action.typed } : {}),
    ...(action.type === 'offer-password' ? { password: action.password } : {}),
  }
  const objections: JourneyView[] = []
  const taken = await walk(
    question,
    async (loaded) => {
      const view = await viewOf(loaded, room)
      if (!objects(view)) return eventOf(action, loaded, room)
      objections.push(view)
      return null
    },
    brought,
    room,
  )
  const [objected] = objections
  return objected === undefined ? taken : { objected }
}

/** Evidence that came another way: a call that was answered, somebody's vote. The journey doesn't know which. */
export const receiveEvidence = (
  challenge: ChallengeId,
  measured: Measurement,
  room: OrganisationRoom,
): Promise<Taken | null> =>
  walk(
    { handle: { by: 'challenge', id: challenge }, browser: null, network: null },
    [{ type: 'attempt', challenge }],
    { visitor: null, measured },
    room,
  )

/** A lost answer was looked for, and the directory's change time says what it was. */
export const settleWrite = (
  journey: JourneyId,
  found: 'changed' | 'unchanged',
  room: OrganisationRoom,
): Promise<Taken | null> =>
  walk(
    { handle: { by: 'id', id: journey }, browser: null, network: null },
    [{ type: 'looked-again', found }],
    { visitor: null },
    room,
  )

type WithJourney = Loaded & { readonly journey: LoadedJourney }
type Events = readonly JourneyEvent[] | ((loaded: WithJourney) => Promise<JourneyEvent | null>)

/** A step that lost to another is decided again on what is now so; after a few times the answer is "busy". */
export async function walk(
  question: LoadQuestion,
  events: Events,
  brought: Brought,
  room: OrganisationRoom,
  most: number = tries,
): Promise<Taken | null> {
  for (let attempt = 0; attempt < most; attempt += 1) {
    const loaded = await room.journeys.load(question)
    if (loaded.journey === null) return null
    const present: WithJourney = { ...loaded, journey: loaded.journey }
    const event = typeof events === 'function' ? await events(present) : (events[0] ?? null)
    if (event === null) return { journey: present.journey.journey, cookie: null, browser: null }
    const advanced = await advance(present, event, brought, room)
    if (!(await isRecorded(advanced, room))) continue
    const cookie = advanced.draft.cookie?.value ?? null
    const { browser } = advanced.draft
    const after = await performDeferred(advanced, brought, room)
    if (after === null) return { journey: advanced.journey, cookie, browser }
    // The step on record may have renewed the cookie, and the one after it knows nothing of that.
    return { journey: after.journey, cookie: after.cookie ?? cookie, browser: after.browser ?? browser }
  }
  throw new Busy('the journey moved under every try')
}

/** True when the step is on record, or there is nothing to record. */
async function isRecorded({ write, draft }: Advanced, room: OrganisationRoom): Promise<boolean> {
  if (write === null) return true
  if ((await room.journeys.commit(write)) === 'lost') return false
  if (draft.outbox.length > 0) room.nudgeDelivery()
  return true
}

/** A directory outside is asked once its step is on record, and its answer is another step. */
async function performDeferred(
  { journey, deferred }: Advanced,
  brought: Brought,
  room: OrganisationRoom,
): Promise<Taken | null> {
  const [effect] = deferred
  if (effect === undefined) return null
  const question: LoadQuestion = { handle: { by: 'id', id: journey.id }, browser: null, network: null }
  const event = await askDirectory(effect, question, brought, room)
  return event === null ? null : walk(question, [event], { visitor: brought.visitor }, room)
}

async function askDirectory(
  effect: Effect,
  question: LoadQuestion,
  brought: Brought,
  room: OrganisationRoom,
): Promise<JourneyEvent | null> {
  const draft = emptyDraft()
  if (effect.kind === 'write-password') {
    const facts = await journeyFacts(await room.journeys.load(question), room)
    const performed = await writePassword(effect, draft, { brought, facts }, room)
    return performed.kind === 'done' ? (performed.event ?? null) : null
  }
  if (effect.kind === 'unlock') {
    const performed = await unlock(effect, draft, room)
    return performed.kind === 'done' ? (performed.event ?? null) : null
  }
  return null
}

async function eventOf(action: Action, loaded: WithJourney, room: OrganisationRoom): Promise<JourneyEvent> {
  switch (action.type) {
    case 'choose-reason':
      return { type: 'reason-chosen', purpose: action.purpose }
    case 'choose-method':
      return { type: 'method-chosen', kind: action.kind, challenge: challengeId(room.secrets.uuid()) }
    case 'resend':
      return { type: 'resend-asked', challenge: challengeId(room.secrets.uuid()) }
    case 'answer':
      return { type: 'attempt', challenge: action.challenge }
    case 'offer-password':
      return { type: 'password-judged', refused: await judgeNewPassword(action.password, loaded, room) }
    case 'another-way':
      return { type: 'another-way' }
    case 'more-time':
      return { type: 'more-time' }
    case 'ask-for-help':
      return { type: 'help-asked' }
    case 'start-over':
      return { type: 'start-over' }
    case 'unlock-again':
      return { type: 'unlock-asked' }
  }
}
