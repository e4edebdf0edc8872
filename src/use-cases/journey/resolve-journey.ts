// After the response: who is it? Durable, since the name is on record; whatever a crash left is taken up by the sweeper.

import type { JourneyId } from '../../core/people/identifiers.ts'
import { readTypedName, type TypedName } from '../../core/people/typed-name.ts'
import { minutes, seconds } from '../../core/time.ts'
import type { Found } from '../../ports/directory.ts'
import type { Loaded } from '../../ports/journeys.ts'
import { sealedFields } from '../../ports/secrets.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import { resolvingTries, type Visitor } from '../request.ts'
import { settleWrite, walk } from '../walk-journey.ts'
import { findAccount } from './find-account.ts'
import { bucketsOf } from './start-journey.ts'

/** A directory that takes longer is treated as out of reach; the person may try again. */
const deadline = seconds(7)

export async function resolveJourney(
  journey: JourneyId,
  name: TypedName,
  visitor: Pick<Visitor, 'browser'> | null,
  room: OrganisationRoom,
): Promise<void> {
  const found = await findInTime(name, room)
  const candidate = found.kind === 'entry' ? found.entry : null
  await walk(
    {
      handle: { by: 'id', id: journey },
      browser: visitor?.browser?.hash ?? null,
      network: null,
      resolving: { candidate, buckets: bucketsOf(name.canonical, room) },
    },
    [
      {
        type: 'resolved',
        directory: found.kind === 'unreachable' || found.kind === 'misconfigured' ? found.kind : 'reachable',
      },
    ],
    { visitor: null },
    room,
    resolvingTries,
  )
}

/**
 * What a killed process left: names never resolved, writes never settled. Returns how many were taken up. One that can't be
 * (its key is gone, its directory fails) keeps none of the others waiting; its error is thrown at the end.
 */
export async function sweepJourneys(room: OrganisationRoom, most = 50): Promise<number> {
  const left = await room.journeys.unfinished(seconds(20), most)
  const failures: unknown[] = []
  for (const id of left) {
    try {
      const loaded = await room.journeys.load({ handle: { by: 'id', id }, browser: null, network: null })
      if (loaded.journey !== null) await takeUp(id, { ...loaded, journey: loaded.journey }, room)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return left.length
}

async function takeUp(
  id: JourneyId,
  loaded: Loaded & { readonly journey: NonNullable<Loaded['journey']> },
  room: OrganisationRoom,
) {
  const { journey, name } = loaded.journey
  if (journey.subject.kind === 'unresolved') {
    const text = room.secrets.open({ tenant: room.organisation.id, owner: id, field: sealedFields.typedName }, name)
    const typed = readTypedName(text, loaded.policy.suffixes)
    return typeof typed === 'string' ? undefined : resolveJourney(id, typed, null, room)
  }
  const { stage } = journey
  if (stage.at === 'unlocking') return settleWrite(id, 'unchanged', room)
  if ((stage.at !== 'writing' && stage.at !== 'indeterminate') || loaded.account === null) return
  const found = await room.directories.get(loaded.account.directory)?.read(loaded.account.externalId)
  if (found?.kind !== 'entry') return
  const { passwordChangedAt } = found.entry
  // The directory's clock may run a little behind ours; a change a minute before the intent is nobody else's.
  const changed = passwordChangedAt !== null && passwordChangedAt >= stage.since - minutes(1)
  await settleWrite(id, changed ? 'changed' : 'unchanged', room)
}

async function findInTime(name: TypedName, room: OrganisationRoom): Promise<Found> {
  const enough = new AbortController()
  const timeout = room.sleep(deadline, enough.signal).then((): Found => ({ kind: 'unreachable' }))
  try {
    return await Promise.race([findAccount(name, room), timeout])
  } finally {
    enough.abort()
    timeout.catch(() => undefined)
  }
}
