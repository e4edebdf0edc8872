// Saving a policy: only over the version it builds on, only if it can work, and only with the impact that was seen.
import { canBeLogged } from '../../core/audit/reason.ts'
import { policyChanges } from '../../core/policy/changes.ts'
import type { PolicyProblem } from '../../core/policy/judge-policy.ts'
import type { Policy } from '../../core/policy/policy.ts'
import type { SavedPolicy } from '../../ports/policies.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'
import { type Administrator, type Refusal, refusalOf } from '../administer/administrator.ts'
import { announcementsOf } from '../messages/announcements.ts'
import { type Preview, previewPolicy } from './preview-policy.ts'
import { problemsOf } from './problems-of.ts'

export interface PolicyOrder {
  /** From the current policy to what it should be. */
  readonly change: (base: Policy) => Policy
  readonly builtOn: number
  /** The counts that were shown before. Null: nobody was shown any, and nobody is meant to be. */
  readonly seen: { readonly gains: number; readonly loses: number } | null
  readonly note: string | null
}

export type PolicySaved =
  | { readonly kind: 'saved'; readonly saved: SavedPolicy }
  | { readonly kind: 'unchanged'; readonly saved: SavedPolicy }
  | { readonly kind: 'version-moved'; readonly version: number }
  | { readonly kind: 'impact-moved'; readonly preview: Preview }
  | { readonly kind: 'problems'; readonly problems: readonly PolicyProblem[] }
  | { readonly kind: Refusal | 'reason-unreadable' }

export async function savePolicy(
  { change, builtOn, seen, note }: PolicyOrder,
  by: Administrator,
  room: AdministrationRoom,
): Promise<PolicySaved> {
  const refusal = refusalOf(by, 'policy.write')
  if (refusal !== null) return { kind: refusal }
  if (note !== null && !canBeLogged(note)) return { kind: 'reason-unreadable' }
  const { policy: current, now } = await room.journeys.load({ handle: { by: 'none' }, browser: null, network: null })
  if (current.version !== builtOn) return { kind: 'version-moved', version: current.version }
  const policy = { ...change(current), version: current.version, edition: current.edition, limits: current.limits }
  const problems = await problemsOf(policy, room)
  if (problems.length > 0) return { kind: 'problems', problems }
  const changes = policyChanges(current, policy)
  if (changes.length === 0) return { kind: 'unchanged', saved: await saved(room) }
  if (seen !== null) {
    const preview = await previewPolicy(() => policy, by, room)
    if (!('impact' in preview)) return preview
    const { gains, loses } = preview.impact
    if (gains !== seen.gains || loses !== seen.loses) return { kind: 'impact-moved', preview }
  }
  const fact = {
    kind: 'policy-saved',
    version: builtOn + 1,
    changes: changes.map(({ path }) => path),
    note,
  } as const
  const reference = room.secrets.reference()
  const recorded = { id: room.secrets.uuid(), fact, reference }
  // As the policy says that is replaced: that nobody hears any more is the last they hear of.
  const messages = announcementsOf(
    [fact],
    by,
    { notifications: current.notifications, role: by.role },
    { now, reference, about: 'policy', device: '', address: '' },
    room,
  )
  const outcome = await room.policies.save(policy, builtOn, recorded, { account: by.account, note }, messages)
  if (outcome === 'moved') {
    if (messages.length > 0) room.nudgeDelivery()
    return { kind: 'saved', saved: await saved(room) }
  }
  return { kind: 'version-moved', version: (await room.policies.current()).version }
}

async function saved(room: AdministrationRoom): Promise<SavedPolicy> {
  const policy = await room.policies.read()
  if (policy === null) throw new Error('an organisation has no policy')
  return policy
}
