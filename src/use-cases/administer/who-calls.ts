// Who calls the API: an administrator's session, or a token one of them made; each with the rights they have at this moment.
import type { AccountFacts } from '../../core/people/account.ts'
import type { TokenHash } from '../../core/people/identifiers.ts'
import { notByTokens, type Permission, rolePermissions } from '../../core/people/permissions.ts'
import { freshProofs, stepUpLifetime } from '../../core/registration/session.ts'
import { type Instant, later } from '../../core/time.ts'
import { readSession } from '../account/session.ts'
import { accountFacts } from '../journey/journey-facts.ts'
import type { Visitor } from '../request.ts'
import type { AdministrationRoom } from './administration-room.ts'
import type { Administrator } from './administrator.ts'

export interface Caller extends Administrator {
  readonly displayName: string
  /** Of a session: when its fresh proof ends. */
  readonly provenUntil: Instant | null
}

/** Null: nobody, or somebody who has to be on another page first. `no-role`: signed in, and no administrator. */
export async function callerOfSession(
  session: TokenHash,
  visitor: Visitor,
  room: AdministrationRoom,
): Promise<Caller | 'no-role' | null> {
  const person = await readSession(session, visitor, room)
  if (person === null || person.session.kind !== 'full' || person.session.state.setUp !== null) return null
  const { account, loaded } = person
  const { role } = account.entry
  if (role === null) return 'no-role'
  const proofs = freshProofs(person.session.state.proofs, loaded.now).filter(({ method }) => method !== null)
  const last = proofs.at(-1)
  return {
    ...nameOf(account),
    account: account.id,
    role,
    permissions: new Set(rolePermissions[role]),
    via: 'session',
    provenFreshly: last !== undefined,
    provenUntil: last === undefined ? null : later(last.at, stepUpLifetime),
  }
}

/** No more than its maker may do now: a token dies with the role it was made by. */
export async function callerOfToken(token: TokenHash, room: AdministrationRoom): Promise<Caller | null> {
  const used = await room.apiTokens.use(token)
  if (used === null) return null
  const account = await accountFacts(used.maker, room)
  if (account === null || account.entry.disabled || account.entry.lockedByAdministrator || account.frozenAt !== null) {
    return null
  }
  const { role } = account.entry
  if (role === null) return null
  const given = new Set<Permission>(used.token.permissions)
  return {
    ...nameOf(account),
    account: account.id,
    role,
    permissions: new Set(rolePermissions[role].filter((each) => given.has(each) && !notByTokens.has(each))),
    via: 'token',
    provenFreshly: true,
    provenUntil: null,
  }
}

const nameOf = ({ entry }: Pick<AccountFacts, 'entry'>) => ({
  username: entry.username,
  displayName: entry.displayName,
})
