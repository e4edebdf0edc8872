// Who calls, the tokens programs call with, and who holds which role.
import { accountId } from '../../../core/people/identifiers.ts'
import { roles } from '../../../core/people/roles.ts'
import { days } from '../../../core/time.ts'
import type { ApiToken } from '../../../ports/api-access.ts'
import { grantRole, listAdministrators, takeRole } from '../../../use-cases/administer/administrators.ts'
import { endToken, listTokens, makeToken } from '../../../use-cases/administer/tokens.ts'
import { type Handlers, type ResultFor, unreadableReason } from '../handler.ts'
import { timeOf, timeOrNull } from '../time-of.ts'

type AccessOperation =
  | 'readMe'
  | 'listTokens'
  | 'createToken'
  | 'revokeToken'
  | 'listAdministrators'
  | 'grantRole'
  | 'takeRole'

export const accessHandlers: Handlers<AccessOperation> = {
  async readMe({ by, room, csrf, demo, renders }) {
    const { name, locale, timeZone } = room.organisation
    const { edition } = await room.policies.current()
    return {
      ok: {
        username: by.username,
        displayName: by.displayName,
        role: by.role,
        permissions: [...by.permissions],
        by: by.via === 'token' ? 'token' : 'session',
        csrf,
        provenUntil: timeOrNull(by.provenUntil),
        organisation: { name, edition, locale, timeZone, languages: [...renders.languages.languages] },
        demo,
      },
    }
  },
  async listTokens({ by, room }) {
    const tokens = await listTokens(by, room)
    return 'kind' in tokens ? { problem: tokens.kind } : { ok: { items: tokens.map(tokenOf) } }
  },
  async createToken({ by, room, body }) {
    const { name, permissions } = body
    const made = await makeToken({ name, permissions, lasts: days(body.days) }, by, room)
    if ('kind' in made) return { problem: made.kind }
    return { ok: { ...tokenOf(made.token), token: `rk_${made.value}` } }
  },
  async revokeToken({ by, room, params }) {
    const outcome = await endToken(params.token, by, room)
    return outcome === 'ended' ? { ok: undefined } : { problem: outcome }
  },
  async listAdministrators({ by, room }) {
    const holders = await listAdministrators(by, room)
    return 'kind' in holders ? { problem: holders.kind } : { ok: { items: [...holders] } }
  },
  async grantRole({ by, room, body }) {
    const role = roles.find((each) => each === body.role)
    if (role === undefined) return { problem: 'bad-request', detail: `Write one of: ${roles.join(', ')}.` }
    const granted = await grantRole({ username: body.username, role, why: body.reason }, by, room)
    if (!('kind' in granted)) return { ok: { link: granted.link, expiresAt: timeOf(granted.expiresAt) } }
    if (granted.kind === 'reason-unreadable') return unreadableReason
    return granted.kind === 'not-possible'
      ? { problem: 'not-possible', detail: 'The account is disabled, locked or frozen. Put that right first.' }
      : { problem: granted.kind }
  },
  async takeRole({ by, room, params, body }) {
    const outcome = await takeRole(accountId(params.account), body.reason, by, room)
    if (outcome === 'reason-unreadable') return unreadableReason
    return outcome === 'taken' ? { ok: undefined } : { problem: outcome }
  },
}

const tokenOf = (token: ApiToken): ResultFor<'listTokens'>['items'][number] => ({
  id: token.id,
  name: token.name,
  permissions: [...token.permissions],
  createdAt: timeOf(token.madeAt),
  createdBy: token.madeBy,
  expiresAt: timeOf(token.expiresAt),
  usedAt: timeOrNull(token.usedAt),
})
