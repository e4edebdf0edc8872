// The only interpreter of registration: load, let core decide, carry out the effects, commit. One read and one write a step.
import type { AuditFact } from '../../core/audit/facts.ts'
import type { Reference, TokenHash } from '../../core/people/identifiers.ts'
import { decideRegistration } from '../../core/registration/decide.ts'
import type {
  RegistrationEvent,
  RegistrationFacts,
  RegistrationRefusal,
  RegistrationStep,
} from '../../core/registration/decision.ts'
import type { SessionState } from '../../core/registration/session.ts'
import { allowanceOf } from '../../core/throttle/allowance.ts'
import { emptyCounters } from '../../core/throttle/counters.ts'
import { sealedFields } from '../../ports/secrets.ts'
import type { SessionWrite } from '../../ports/sessions.ts'
import { readSession, type SignedInPerson } from '../account/session.ts'
import { beginSession, renewSession, sessionWrite } from '../account/session-write.ts'
import { type Draft, emptyDraft } from '../journey/step-draft.ts'
import { addNotices } from '../messages/notices.ts'
import { lookupsOfAddress } from '../messages/recipients.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import { Busy, tries, type Visitor } from '../request.ts'
import { type Brought, perform } from './perform.ts'

export type RegistrationTaken =
  | {
      readonly kind: 'moved'
      readonly session: RegistrationStep['session']
      /** The session's new cookie, where the step renewed it. */
      readonly cookie: string | null
    }
  /** The event doesn't fit what is so now; the page of what is so now is shown. */
  | { readonly kind: 'stayed'; readonly session: RegistrationStep['session'] }
  | { readonly kind: 'refused'; readonly why: RegistrationRefusal }
  /** Not signed in any more. */
  | { readonly kind: 'nobody' }

/** What of a write only some steps bring: a token that is used up by it. */
export interface Beside {
  readonly usesToken?: SessionWrite['usesToken']
}

type Ask = (person: SignedInPerson) => Promise<RegistrationEvent | null> | RegistrationEvent | null

/** `event` is asked for anew each time: what it is made from (the account, the errand) may have moved. */
export async function takeRegistrationStep(
  hash: TokenHash,
  event: Ask,
  brought: Brought,
  visitor: Visitor,
  room: OrganisationRoom,
  beside: Beside = {},
): Promise<RegistrationTaken> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const person = await readSession(hash, visitor, room)
    if (person === null) return { kind: 'nobody' }
    const first = await event(person)
    if (first === null) return stayed(person)
    const taken = await advance(person, first, brought, visitor, room, beside)
    if (taken !== 'lost') return taken
  }
  throw new Busy('the session moved under every try')
}

const stayed = ({ session: { kind, state } }: SignedInPerson): RegistrationTaken => ({
  kind: 'stayed',
  session: { kind, state },
})

/** Core decides, effects are carried out, their events are decided in turn, until nothing is left; then one write. */
async function advance(
  person: SignedInPerson,
  first: RegistrationEvent,
  brought: Brought,
  visitor: Visitor,
  room: OrganisationRoom,
  beside: Beside,
): Promise<RegistrationTaken | 'lost'> {
  const facts = await registrationFacts(person, room)
  const draft = emptyDraft()
  const reference = room.secrets.reference()
  const recorded: AuditFact[] = []
  const done: RegistrationStep[] = []
  const events: RegistrationEvent[] = [first]
  let session = { kind: person.session.kind, state: person.session.state }
  let { counters } = facts
  let spentStep: SessionWrite['spentStep'] = null
  let renews = false

  for (let event = events.shift(); event !== undefined; event = events.shift()) {
    const decision = decideRegistration(session.state, event, { ...facts, kind: session.kind, counters })
    if (decision.kind === 'stay') continue
    // Nothing was written yet, so a refusal in the middle leaves everything as it was, a reserved try apart.
    if (decision.kind === 'refuse') return { kind: 'refused', why: decision.why }
    done.push(decision)
    session = decision.session
    counters = decision.counters
    recorded.push(...decision.facts)
    for (const effect of decision.effects) {
      const performed = perform(effect, draft, { person, now: facts.now, brought, visitor, reference }, room)
      if (performed.spentStep !== undefined) spentStep = performed.spentStep
      if (performed.renews === true) renews = true
      if (performed.event !== undefined) events.push(performed.event)
    }
  }
  if (done.length === 0) return stayed(person)

  tell(draft, recorded, person, { reference, visitor }, room)
  const { cookie, ...going } =
    draft.endsSessionsOf === null
      ? renewSession(person, session, renews, room)
      : beginSession({ account: person.account.id, ...session, returnTo: person.session.returnTo }, visitor, room)
  const changes = {
    account: person.account.id,
    methods: done.flatMap((each) => each.changes),
    rest: Object.assign({}, ...done.map((each) => each.account)) as RegistrationStep['account'],
  }
  const parts = { ...going, changes, spentStep, ...beside }
  const write = sessionWrite(person, draft, recorded, visitor, room, parts, counters, reference)
  if ((await room.sessions.commit(write)) === 'lost') return 'lost'
  if (draft.outbox.length > 0) room.nudgeDelivery()
  return { kind: 'moved', session, cookie }
}

function tell(
  draft: Draft,
  facts: readonly AuditFact[],
  { account, loaded }: SignedInPerson,
  { reference, visitor }: { readonly reference: Reference; readonly visitor: Visitor },
  room: OrganisationRoom,
): void {
  const { device, address } = visitor
  const circumstances = { now: loaded.now, reference, about: account.id, device, address }
  addNotices(draft, facts, account, loaded.policy, circumstances, room)
}

/** From what was loaded to what a decision is made from. */
export async function registrationFacts(person: SignedInPerson, room: OrganisationRoom): Promise<RegistrationFacts> {
  const { account, session, loaded } = person
  return {
    now: loaded.now,
    policy: loaded.policy,
    catalogue: room.catalogue,
    account,
    kind: session.kind,
    counters: loaded.counters?.value ?? emptyCounters,
    allowance: allowanceOf(loaded.knownBrowser),
    sharedWith: await countSharing(session.state, person, room),
  }
}

/** Asked only while something is being added. */
async function countSharing(
  { errand }: SessionState,
  { account }: SignedInPerson,
  room: OrganisationRoom,
): Promise<number> {
  if (errand?.doing !== 'add' || errand.pending.address === null) return 0
  const place = { tenant: room.organisation.id, owner: account.id, field: sealedFields.method }
  return room.sessions.sharing(lookupsOfAddress(room.secrets.open(place, errand.pending.sealed), room), account.id)
}
