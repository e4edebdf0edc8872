// The policy as it is, every version it had, and what it can be made of: groups, methods, directories.
import type { GroupId, MethodKind } from '../../core/people/identifiers.ts'
import { type PolicyChange, policyChanges } from '../../core/policy/changes.ts'
import { allowedKinds } from '../../core/policy/gates.ts'
import type { ListedGroup, SavedPolicy } from '../../ports/policies.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'
import { type Administrator, type Refusal, refusalOf } from '../administer/administrator.ts'

type Refused = { readonly kind: Refusal }

export async function readPolicy(
  version: number | null,
  by: Administrator,
  room: AdministrationRoom,
): Promise<SavedPolicy | { readonly kind: 'not-found' } | Refused> {
  const refusal = refusalOf(by, 'policy.read')
  if (refusal !== null) return { kind: refusal }
  return (await room.policies.read(version ?? undefined)) ?? { kind: 'not-found' }
}

export type PolicyVersion = SavedPolicy & { readonly changes: readonly PolicyChange[] }

/** Newest first, each with what it changed of the one before. */
export async function listVersions(
  before: number | null,
  most: number,
  by: Administrator,
  room: AdministrationRoom,
): Promise<readonly PolicyVersion[] | Refused> {
  const refusal = refusalOf(by, 'policy.read')
  if (refusal !== null) return { kind: refusal }
  const versions = await room.policies.versions(before, most + 1)
  return versions.slice(0, most).map((each, index) => {
    const older = versions[index + 1]
    return { ...each, changes: older === undefined ? [] : policyChanges(older.policy, each.policy) }
  })
}

export async function listGroups(
  {
    search,
    ids,
    after,
    most,
  }: {
    readonly search: string
    readonly ids: readonly GroupId[] | null
    readonly after: Pick<ListedGroup, 'name' | 'id'> | null
    readonly most: number
  },
  by: Administrator,
  room: AdministrationRoom,
): Promise<readonly ListedGroup[] | Refused> {
  const refusal = refusalOf(by, 'policy.read')
  if (refusal !== null) return { kind: refusal }
  return ids === null ? room.groups.search(search, after, most) : room.groups.byIds(ids)
}

export interface ListedMethod {
  readonly kind: MethodKind
  readonly class: string
  readonly administrators: boolean
  readonly accounts: number
}

export async function listMethods(
  by: Administrator,
  room: AdministrationRoom,
): Promise<readonly ListedMethod[] | Refused> {
  const refusal = refusalOf(by, 'policy.read')
  if (refusal !== null) return { kind: refusal }
  const counts = new Map((await room.counts.byKind()).map(({ kind, accounts }) => [kind, accounts]))
  const policy = await room.policies.current()
  const all = [...room.catalogue.keys()]
  const forAdministrators = allowedKinds(
    { ...policy, administrators: { ...policy.administrators, methods: all } },
    true,
    room.catalogue,
  )
  return [...room.catalogue.values()].map(({ kind, class: itsClass }) => ({
    kind,
    class: itsClass,
    administrators: forAdministrators.includes(kind),
    accounts: counts.get(kind) ?? 0,
  }))
}
