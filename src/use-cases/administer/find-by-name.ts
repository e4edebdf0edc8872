// An account by the name that an operator types on the host, with everything a step about it needs.
import { readTypedName } from '../../core/people/typed-name.ts'
import type { LoadedSession } from '../../ports/sessions.ts'
import { findAccount } from '../journey/find-account.ts'
import { accountFacts } from '../journey/journey-facts.ts'
import { bucketsOf } from '../journey/start-journey.ts'
import type { Addressee } from '../messages/notices.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import type { Visitor } from '../request.ts'

/** Whoever is at the host has no browser and no address. */
export const operator = (room: OrganisationRoom): Visitor => ({
  browser: null,
  network: { address: 'host', network: 'hosts', private: true },
  device: '',
  address: '',
  locale: room.organisation.locale,
})

export interface NamedAccount {
  readonly account: Addressee
  readonly loaded: LoadedSession
}

/** `unknown`: no directory has the name. `ambiguous`: two have, or the name is none. */
export async function findByName(
  text: string,
  room: OrganisationRoom,
): Promise<NamedAccount | 'unknown' | 'ambiguous' | 'unreachable'> {
  const { policy } = await room.journeys.load({ handle: { by: 'none' }, browser: null, network: null })
  const name = readTypedName(text, policy.suffixes)
  if (typeof name === 'string') return 'ambiguous'
  const found = await findAccount(name, room)
  if (found.kind === 'unreachable' || found.kind === 'misconfigured') return 'unreachable'
  if (found.kind !== 'entry') return found.kind === 'none' ? 'unknown' : 'ambiguous'
  const loaded = await room.sessions.load({
    handle: { by: 'name', candidate: found.entry, buckets: bucketsOf(name.canonical, room) },
    browser: null,
    network: null,
    times: room.sessionTimes,
  })
  const account = loaded.account === null ? null : await accountFacts(loaded.account, room)
  return account === null ? 'unknown' : { account, loaded }
}
