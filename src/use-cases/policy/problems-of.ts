// Everything that a policy may not be, asked of the directories, groups and pictures there are.
import type { BrandingKnown } from '../../core/branding/branding.ts'
import type { LogoPicture } from '../../core/branding/logo.ts'
import { judgePolicy, type PolicyProblem } from '../../core/policy/judge-policy.ts'
import type { Policy } from '../../core/policy/policy.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'
import { keptPictures } from '../kept-pictures.ts'

export async function problemsOf(policy: Policy, room: AdministrationRoom): Promise<readonly PolicyProblem[]> {
  const named = policy.scope.kind === 'groups' ? [...policy.scope.include, ...policy.scope.exclude] : []
  const groups = named.length === 0 ? [] : await room.groups.byIds(named)
  return judgePolicy(policy, {
    catalogue: room.catalogue,
    directories: new Set(room.directories.keys()),
    groups: new Set(groups.map(({ id }) => id)),
    ...knownToBranding(await keptPictures(policy.branding, room.pictures), room),
  })
}

export const knownToBranding = (
  kept: readonly LogoPicture[],
  { locales }: Pick<AdministrationRoom, 'locales'>,
): BrandingKnown => ({ pictures: new Set(kept.map(({ id }) => id)), locales: new Set(locales) })
