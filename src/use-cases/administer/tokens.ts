// Tokens that programs call with: made by an administrator who has just proven themselves, shown once, ended at once.
import { notByTokens, type Permission } from '../../core/people/permissions.ts'
import { days } from '../../core/time.ts'
import type { ApiToken } from '../../ports/api-access.ts'
import type { AdministrationRoom } from './administration-room.ts'
import { type Administrator, type Refusal, refusalOf } from './administrator.ts'

type Refused = { readonly kind: Refusal }

export async function listTokens(by: Administrator, room: AdministrationRoom): Promise<readonly ApiToken[] | Refused> {
  const refusal = refusalOf(by, 'tokens.manage')
  return refusal !== null && refusal !== 'step-up-needed' ? { kind: refusal } : room.apiTokens.list()
}

/** `value` is shown once. */
export async function makeToken(
  wanted: { readonly name: string; readonly permissions: readonly Permission[]; readonly lasts: number },
  by: Administrator,
  room: AdministrationRoom,
): Promise<{ readonly token: ApiToken; readonly value: string } | Refused> {
  const refusal = refusalOf(by, 'tokens.manage')
  if (refusal !== null) return { kind: refusal }
  if (by.account === null) return { kind: 'not-allowed' }
  const permissions = wanted.permissions.filter((each) => by.permissions.has(each) && !notByTokens.has(each))
  const { value, hash } = room.secrets.token()
  const fact = { kind: 'api-token-made', permissions, days: Math.round(wanted.lasts / days(1)) } as const
  const token = await room.apiTokens.make(
    { id: room.secrets.uuid(), name: wanted.name, permissions, hash, by: by.account, span: wanted.lasts },
    { id: room.secrets.uuid(), fact },
  )
  return { token, value }
}

export async function endToken(
  id: string,
  by: Administrator,
  room: AdministrationRoom,
): Promise<'ended' | 'not-found' | Refusal> {
  const refusal = refusalOf(by, 'tokens.manage')
  if (refusal !== null) return refusal
  const fact = { id: room.secrets.uuid(), fact: { kind: 'api-token-ended' } } as const
  return (await room.apiTokens.end(id, by.account, fact)) ? 'ended' : 'not-found'
}
