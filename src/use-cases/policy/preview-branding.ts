// A branding before it is saved: whether it may be, and what the pages that show it need beside it.
import { type Branding, judgeBranding } from '../../core/branding/branding.ts'
import { logoOf, type ShownLogo } from '../../core/branding/logo.ts'
import type { PolicyProblem } from '../../core/policy/judge-policy.ts'
import type { Policy } from '../../core/policy/policy.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'
import { type Administrator, type Refusal, refusalOf } from '../administer/administrator.ts'
import { keptPictures } from '../kept-pictures.ts'
import { knownToBranding } from './problems-of.ts'

export async function previewBranding(
  branding: Branding,
  by: Administrator,
  room: AdministrationRoom,
): Promise<
  | { readonly kind: 'ready'; readonly policy: Pick<Policy, 'gates' | 'help'>; readonly logo: ShownLogo | null }
  | { readonly kind: 'problems'; readonly problems: readonly PolicyProblem[] }
  | { readonly kind: Refusal }
> {
  const refusal = refusalOf(by, 'policy.read')
  if (refusal !== null) return { kind: refusal }
  const kept = await keptPictures(branding, room.pictures)
  const problems = judgeBranding(branding, knownToBranding(kept, room))
  if (problems.length > 0) return { kind: 'problems', problems }
  return { kind: 'ready', policy: await room.policies.current(), logo: logoOf(branding, kept) }
}
