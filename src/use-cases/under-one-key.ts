// After a rotation of keys the hash of an address is still stored under the key of its day: with the mails that were counted, in a
// challenge that is open, with what was proven. Whatever is loaded is read as if the writing key had made all of them, so
// that one address is one address to every decision, and what is written next is under that key.
import type { LookupHash, SealedText } from '../core/people/identifiers.ts'
import type { Journeys, Loaded } from '../ports/journeys.ts'
import { type Secrets, sealedFields } from '../ports/secrets.ts'
import type { LoadedSession, Sessions } from '../ports/sessions.ts'
import { lookupsOfAddress } from './messages/recipients.ts'
import type { OrganisationRoom } from './organisation-room.ts'

type Looks = { readonly secrets: Secrets } & Pick<OrganisationRoom, 'organisation'>

export const journeysUnderOneKey = (journeys: Journeys, looks: Looks): Journeys => ({
  ...journeys,
  load: async (question) => underOneKey(await journeys.load(question), looks),
})

export const sessionsUnderOneKey = (sessions: Sessions, looks: Looks): Sessions => ({
  ...sessions,
  load: async (question) => underOneKey(await sessions.load(question), looks),
})

/** Opens nothing, and changes nothing, where the writing key made all there is: before any rotation and a day after one. */
function underOneKey<Read extends Loaded | LoadedSession>(loaded: Read, looks: Looks): Read {
  if (!hashesIn(loaded).some((hash) => looks.secrets.isOfAnotherKey(hash))) return loaded
  const nowKnownAs = new Map<unknown, LookupHash>()
  for (const plain of addressesIn(loaded, looks)) {
    const [now, ...others] = lookupsOfAddress(plain, looks)
    for (const other of others) nowKnownAs.set(other, now)
  }
  const { account, counters } = loaded
  return { ...loaded, ...renamed({ account, counters, ...progressOf(loaded) }, nowKnownAs) }
}

/** How far the person is, as it is stored. */
const progressOf = (loaded: Loaded | LoadedSession) =>
  'journey' in loaded ? { journey: loaded.journey } : { session: loaded.session }

function hashesIn(loaded: Loaded | LoadedSession): readonly LookupHash[] {
  const progress = 'journey' in loaded ? loaded.journey?.journey : loaded.session?.state
  const stage = progress !== undefined && 'stage' in progress ? progress.stage : null
  const errand = progress !== undefined && 'errand' in progress ? progress.errand : null
  const challenge = stage?.at === 'challenged' ? stage.challenge : errand?.challenge
  return [
    ...(loaded.account?.methods ?? []),
    ...(loaded.counters?.value.sends ?? []),
    ...(progress?.proofs ?? []),
    ...(challenge?.issued == null ? [] : [challenge.issued]),
    ...(errand?.doing === 'add' ? [errand.pending] : []),
  ].flatMap(({ address }) => address ?? [])
}

/** All that a hash can be of, opened. What was altered or moved is told where it is used. */
function addressesIn(loaded: Loaded | LoadedSession, { secrets, organisation }: Looks): readonly string[] {
  const { account } = loaded
  if (account === null) return []
  const errand = 'session' in loaded ? loaded.session?.state.errand : null
  const sealed: readonly (readonly [string, SealedText | null])[] = [
    ...account.methods.map((each) => [sealedFields.method, each.sealed] as const),
    [sealedFields.method, errand?.doing === 'add' ? errand.pending.sealed : null],
    [sealedFields.contactMail, account.contactMail],
  ]
  return sealed.flatMap(([field, text]) => {
    try {
      return text === null ? [] : secrets.open({ tenant: organisation.id, owner: account.id, field }, text)
    } catch {
      return []
    }
  })
}

/** Rows are JSON, and a hash is equal to nothing else that is in them. */
const renamed = <Value>(value: Value, names: ReadonlyMap<unknown, LookupHash>): Value =>
  JSON.parse(JSON.stringify(value), (_, each: unknown) => names.get(each) ?? each) as Value
