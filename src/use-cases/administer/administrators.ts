// Who holds a role, giving one and taking it away: by somebody who has just proven themselves, and never from the last who could
// give it back.
import { canBeLogged } from '../../core/audit/reason.ts'
import type { AccountId } from '../../core/people/identifiers.ts'
import type { Role } from '../../core/people/roles.ts'
import { type Instant, later } from '../../core/time.ts'
import type { RoleHolder } from '../../ports/roles.ts'
import type { AdministrationRoom } from './administration-room.ts'
import { type Administrator, type Refusal, refusalOf } from './administrator.ts'
import { findByName } from './find-by-name.ts'
import { makeSetUpLink, tokenLifetime } from './make-tokens.ts'

type Refused = {
  readonly kind:
    | Refusal
    | 'not-found'
    | 'not-now'
    | 'unavailable'
    | 'last-administrator'
    | 'not-possible'
    | 'reason-unreadable'
}

export async function listAdministrators(
  by: Administrator,
  room: AdministrationRoom,
): Promise<readonly RoleHolder[] | { readonly kind: Refusal }> {
  const refusal = refusalOf(by, 'administrators.read')
  return refusal === null ? room.roles.list() : { kind: refusal }
}

/** The role comes at the end of the link's set-up, when a password and two methods of its holder's own stand behind it. */
export async function grantRole(
  { username, role, why }: { readonly username: string; readonly role: Role; readonly why: string },
  by: Administrator,
  room: AdministrationRoom,
): Promise<{ readonly link: string; readonly expiresAt: Instant } | Refused> {
  const refusal = refusalOf(by, 'administrators.write')
  if (refusal !== null) return { kind: refusal }
  if (!canBeLogged(why)) return { kind: 'reason-unreadable' }
  const named = await findByName(username, room)
  if (named === 'unreachable') return { kind: 'unavailable' }
  if (typeof named === 'string') return { kind: 'not-found' }
  const { account } = named
  if (account.frozenAt !== null || account.entry.disabled || account.entry.lockedByAdministrator) {
    return { kind: 'not-possible' }
  }
  const whose = by.account === null ? {} : { by: by.account }
  // Whoever has the link sets a new password to begin with: a grant that nobody else hears of would be a back door.
  const link = await makeSetUpLink(named, role, { breakGlass: true, liftsFreeze: false, why, ...whose }, room)
  return link === null ? { kind: 'not-now' } : { link, expiresAt: later(named.loaded.now, tokenLifetime) }
}

export async function takeRole(
  account: AccountId,
  why: string,
  by: Administrator,
  room: AdministrationRoom,
): Promise<'taken' | Refused['kind']> {
  const refusal = refusalOf(by, 'administrators.write')
  if (refusal !== null) return refusal
  if (!canBeLogged(why)) return 'reason-unreadable'
  const holder = (await room.roles.list()).find((each) => each.account === account)
  if (holder === undefined) return 'not-found'
  const fact = { kind: 'role-changed', from: holder.role, to: null, by: by.account ?? 'host', why } as const
  const outcome = await room.roles.takeAway(account, { id: room.secrets.uuid(), fact })
  return outcome === 'last' ? 'last-administrator' : outcome === 'none' ? 'not-found' : 'taken'
}
