// One step: core decides, effects are carried out, their events are decided in turn, until nothing is left; then one write.
import type { AuditFact } from '../../core/audit/facts.ts'
import { decide } from '../../core/journey/decide.ts'
import type { Effect } from '../../core/journey/decision.ts'
import type { JourneyEvent } from '../../core/journey/events.ts'
import type { Journey } from '../../core/journey/journey.ts'
import type { Loaded, LoadedJourney, StepWrite } from '../../ports/journeys.ts'
import { sealedFields } from '../../ports/secrets.ts'
import { addNotices, type Circumstances } from '../messages/notices.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import { journeyFacts } from './journey-facts.ts'
import { type Brought, perform } from './perform-effects.ts'
import { accountWrite, type Draft, emptyDraft, padOutbox, recordFacts } from './step-draft.ts'

export interface Advanced {
  readonly journey: Journey
  /** Null when the event didn't fit and nothing is to be written. */
  readonly write: StepWrite | null
  readonly draft: Draft
  /** What may be done only once this step is on record. */
  readonly deferred: readonly Effect[]
}

type WithJourney = Loaded & { readonly journey: LoadedJourney }

export async function advance(
  loaded: WithJourney,
  first: JourneyEvent,
  brought: Brought,
  room: OrganisationRoom,
): Promise<Advanced> {
  const facts = await journeyFacts(loaded, room)
  const circumstances = circumstancesOf(loaded, brought, room)
  const draft = emptyDraft()
  const recorded: AuditFact[] = []
  const deferred: Effect[] = []
  const events: JourneyEvent[] = [first]
  let { journey } = loaded.journey
  let { counters } = facts
  let moved = false

  for (let event = events.shift(); event !== undefined; event = events.shift()) {
    const decision = decide(journey, event, { ...facts, counters })
    if (decision.kind === 'stay') continue
    moved = true
    journey = decision.journey
    counters = decision.counters
    recorded.push(...decision.facts)
    for (const effect of decision.effects) {
      const scene = { journey, facts, counters, addressee: facts.account, circumstances, brought }
      const performed = await perform(effect, draft, scene, room)
      if (performed.kind === 'later') {
        deferred.push(performed.effect)
        continue
      }
      if (performed.counters !== undefined) counters = performed.counters
      if (performed.event !== undefined) events.push(performed.event)
    }
  }
  if (!moved) return { journey, write: null, draft, deferred: [] }

  if (facts.account !== null) addNotices(draft, recorded, facts.account, loaded.policy, circumstances, room)
  padOutbox(draft, padding(first), journey, room)
  const account = journey.subject.kind === 'unresolved' ? null : journey.subject.account
  const about = {
    counters: loaded.counters,
    value: counters,
    network: brought.visitor?.network ?? null,
    facts: recordFacts(recorded, { account, journey }, room),
  }
  const write: StepWrite = {
    ...accountWrite(draft, about, room),
    journey,
    from: { kind: 'version', version: loaded.journey.version },
    cookie: draft.cookie?.hash ?? null,
    supersedesCodes: draft.supersedesCodes,
    spentStep: draft.spentStep,
  }
  return { journey, write, draft, deferred }
}

/** Rows enough for a code and a message to two addresses, whoever the name is. */
const padding = (event: JourneyEvent): number =>
  event.type === 'resolved' ? 3 : event.type === 'reason-chosen' ? 2 : 0

/** When and where from, for messages: this request's, or for what runs after it, those the journey began with. */
function circumstancesOf(
  { journey: { journey, origin }, now }: WithJourney,
  { visitor }: Brought,
  room: OrganisationRoom,
): Circumstances {
  const began =
    visitor ??
    readOrigin(
      room.secrets.open({ tenant: room.organisation.id, owner: journey.id, field: sealedFields.origin }, origin),
    )
  return { now, reference: journey.reference, about: journey.id, device: began.device, address: began.address }
}

function readOrigin(json: string): { readonly device: string; readonly address: string } {
  const origin: unknown = JSON.parse(json)
  const text = (key: string): string =>
    typeof origin === 'object' && origin !== null && key in origin ? String(Reflect.get(origin, key)) : ''
  return { device: text('device'), address: text('address') }
}
