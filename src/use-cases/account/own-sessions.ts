// The sessions of one person, as that person sees them: from which device and place each began.
import { sealedFields } from '../../ports/secrets.ts'
import type { ListedSession } from '../../ports/sessions.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import type { SignedInPerson } from './session.ts'

export interface OwnSession extends Omit<ListedSession, 'origin'> {
  readonly device: string | null
  readonly address: string | null
}

export async function listOwnSessions(
  { account, session }: SignedInPerson,
  room: OrganisationRoom,
): Promise<readonly OwnSession[]> {
  const listed = await room.sessions.list(account.id, session.hash, room.sessionTimes)
  return listed.map(({ origin, ...rest }) => ({ ...rest, ...readOrigin(origin) }))

  function readOrigin(origin: ListedSession['origin']): Pick<OwnSession, 'device' | 'address'> {
    if (origin === null) return { device: null, address: null }
    const place = { tenant: room.organisation.id, owner: account.id, field: sealedFields.origin }
    const { device, address } = JSON.parse(room.secrets.open(place, origin)) as { device: string; address: string }
    return { device, address }
  }
}
