// Forgetting a person: only from the host, where whoever does it could empty the tables as well.
import type { AccountId } from '../../core/people/identifiers.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'
import type { Administrator } from '../administer/administrator.ts'

export function eraseAccount(
  account: AccountId,
  by: Administrator,
  room: AdministrationRoom,
): Promise<'erased' | 'last' | 'none'> {
  const fact = { kind: 'account-erased', by: by.account ?? 'host' } as const
  return room.people.erase(account, { id: room.secrets.uuid(), fact })
}
