// What the page of a journey shows. Before the first proof nothing in it depends on the account; a test compares them.

import { methodsForJourney, nextSendAt, offeredKinds } from '../../core/journey/choose.ts'
import { hasLapsed } from '../../core/journey/decide.ts'
import { absoluteEnd, deadline, type Journey } from '../../core/journey/journey.ts'
import type { MethodKind, TokenHash } from '../../core/people/identifiers.ts'
import type { MaskedAddress } from '../../core/people/masked-address.ts'
import type { Policy } from '../../core/policy/policy.ts'
import type { Instant } from '../../core/time.ts'
import type { Loaded, LoadedJourney } from '../../ports/journeys.ts'
import { sealedFields } from '../../ports/secrets.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import type { Visitor } from '../request.ts'
import { journeyFacts } from './journey-facts.ts'
import { type PasswordTerms, passwordTerms } from './judge-new-password.ts'

export interface JourneyView {
  readonly journey: Journey
  readonly policy: Policy
  readonly now: Instant
  readonly lapsed: boolean
  /** When this page stops working, and until when at most it can be kept. */
  readonly deadline: Instant
  readonly latest: Instant
  readonly typedName: string
  /** Where the person was sent from. */
  readonly returnTo: string | null
  readonly offered: readonly { readonly kind: MethodKind; readonly masked: MaskedAddress | null }[]
  /** Null: no further message in this journey. */
  readonly nextSendAt: Instant | null
  /** After the gates only. */
  readonly person: { readonly username: string; readonly terms: PasswordTerms } | null
}

/** Null when the cookie belongs to no journey. One read, nothing written. */
export async function lookAtJourney(
  cookie: TokenHash,
  visitor: Visitor,
  room: OrganisationRoom,
): Promise<JourneyView | null> {
  const loaded = await room.journeys.load({
    handle: { by: 'cookie', hash: cookie },
    browser: visitor.browser?.hash ?? null,
    network: null,
  })
  if (loaded.journey === null) return null
  return viewOf({ ...loaded, journey: loaded.journey }, room)
}

/** The same, of what a step has loaded already. */
export async function viewOf(
  loaded: Loaded & { readonly journey: LoadedJourney },
  room: OrganisationRoom,
): Promise<JourneyView> {
  const { journey, name } = loaded.journey
  const facts = await journeyFacts(loaded, room)
  const proven = journey.proofs.length > 0
  const masks = new Map(methodsForJourney(journey, facts).map((each) => [each.kind, each.masked]))
  const entry = proven && journey.subject.kind === 'account' ? (facts.account?.entry ?? null) : null
  return {
    journey,
    policy: facts.policy,
    now: facts.now,
    lapsed: hasLapsed(journey, facts),
    deadline: deadline(journey, facts.policy.times),
    latest: absoluteEnd(journey, facts.policy.times),
    typedName: room.secrets.open(
      { tenant: room.organisation.id, owner: journey.id, field: sealedFields.typedName },
      name,
    ),
    returnTo: loaded.journey.returnTo,
    offered: offeredKinds(journey, facts).map((kind) => ({ kind, masked: proven ? (masks.get(kind) ?? null) : null })),
    nextSendAt: nextSendAt(journey, facts),
    person: entry === null ? null : { username: entry.username, terms: await passwordTerms(entry, facts.policy, room) },
  }
}
