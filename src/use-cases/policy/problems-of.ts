// Everything that a policy may not be, asked of the directories, groups and pictures there are.
import { type Branding, type BrandingKnown, picturesOf } from '../../core/branding/branding.ts'
import { judgePolicy, type PolicyProblem } from '../../core/policy/judge-policy.ts'
import type { Policy } from '../../core/policy/policy.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'

export async function problemsOf(policy: Policy, room: AdministrationRoom): Promise<readonly PolicyProblem[]> {
  const named = policy.scope.kind === 'groups' ? [...policy.scope.include, ...policy.scope.exclude] : []
  const groups = named.length === 0 ? [] : await room.groups.byIds(named)
  return judgePolicy(policy, {
    catalogue: room.catalogue,
    directories: new Set(room.directories.keys()),
    groups: new Set(groups.map(({ id }) => id)),
    ...(await knownToBranding(policy.branding, room)),
  })
}

export async function knownToBranding(branding: Branding, room: AdministrationRoom): Promise<BrandingKnown> {
  const named = picturesOf(branding)
  const kept = named.length === 0 ? [] : await room.pictures.sizes(named)
  return { pictures: new Set(kept.map(({ id }) => id)), locales: new Set(room.locales) }
}
