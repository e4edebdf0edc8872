// The first step: a name is stored, nothing is looked up, and every name gets the same answer at the same pace.
import { asksReason, beginJourney } from '../../core/journey/begin.ts'
import { type JourneyId, journeyId } from '../../core/people/identifiers.ts'
import { type NameProblem, readTypedName, type TypedName } from '../../core/people/typed-name.ts'
import { emptyCounters } from '../../core/throttle/counters.ts'
import { networkWait, underAttack } from '../../core/throttle/networks.ts'
import type { Buckets } from '../../ports/journeys.ts'
import { sealedFields } from '../../ports/secrets.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import { Busy, type Visitor } from '../request.ts'
import { accountWrite, emptyDraft, recordFacts } from './step-draft.ts'

export type Started =
  | {
      readonly kind: 'started'
      readonly cookie: string
      readonly asksReason: boolean
      readonly journey: JourneyId
      readonly name: TypedName
    }
  /** Refused by the string alone, for everyone. */
  | { readonly kind: 'refused'; readonly problem: NameProblem }
  /** The address is over its limit: the form comes back with so many milliseconds to wait. */
  | { readonly kind: 'wait'; readonly wait: number }

/** `returnTo`: an address of an application on the list, where the person is led in the end. */
export async function startJourney(
  text: string,
  visitor: Visitor,
  room: OrganisationRoom,
  returnTo: string | null = null,
): Promise<Started> {
  const { journeys, organisation, secrets } = room
  const unread = readTypedName(text, [])
  if (typeof unread === 'string') return { kind: 'refused', problem: unread }
  const loaded = await journeys.load({ handle: { by: 'none' }, browser: null, network: visitor.network })
  const name = readTypedName(text, loaded.policy.suffixes)
  if (typeof name === 'string') return { kind: 'refused', problem: name }
  const wait = networkWait(loaded.tallies, visitor.network, loaded.policy.limits, loaded.now)
  if (wait > 0) return { kind: 'wait', wait }

  const attacked = underAttack(loaded.tallies, loaded.enabledAccounts, loaded.policy.limits, loaded.now)
  const journey = beginJourney(journeyId(secrets.uuid()), secrets.reference(), loaded.policy, attacked, loaded.now)
  const cookie = secrets.token()
  const seal = (field: string, plain: string) =>
    secrets.seal({ tenant: organisation.id, owner: journey.id, field }, plain)
  const facts = recordFacts([{ kind: 'journey-started' }], { account: null, journey }, room)
  const about = { counters: null, value: emptyCounters, network: visitor.network, facts, starts: 1 }
  const written = await journeys.commit({
    ...accountWrite(emptyDraft(), about, room),
    journey,
    from: {
      kind: 'new',
      cookie: cookie.hash,
      name: seal(sealedFields.typedName, text),
      bucket: bucketsOf(name.canonical, room)[0],
      locale: visitor.locale,
      origin: seal(sealedFields.origin, JSON.stringify({ device: visitor.device, address: visitor.address })),
      returnTo,
    },
    cookie: null,
    supersedesCodes: false,
    spentStep: null,
  })
  if (written === 'lost') throw new Busy('a first step could not be written')
  return { kind: 'started', cookie: cookie.value, asksReason: asksReason(loaded.policy), journey: journey.id, name }
}

/** Where an unknown name's history is kept: by a keyed hash of its canonical form. */
export const bucketsOf = (canonical: string, { secrets, organisation }: OrganisationRoom): Buckets =>
  secrets.lookups(organisation.id, 'name', canonical)
