// A picture for the logo: kept under its name, and shown to nobody before a policy names it.
import type { PictureFault } from '../../core/branding/picture.ts'
import type { KeptPicture } from '../../ports/pictures.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'
import { type Administrator, type Refusal, refusalOf } from '../administer/administrator.ts'

export type PictureKept =
  | { readonly kind: 'kept'; readonly picture: KeptPicture }
  | { readonly kind: 'fault'; readonly fault: PictureFault }
  | { readonly kind: 'full' }
  | { readonly kind: Refusal }

export async function keepPicture(file: Uint8Array, by: Administrator, room: AdministrationRoom): Promise<PictureKept> {
  const refusal = refusalOf(by, 'policy.write')
  if (refusal !== null) return { kind: refusal }
  const picture = room.readPicture(file)
  if ('fault' in picture) return { kind: 'fault', fault: picture }
  const fact = { id: room.secrets.uuid(), fact: { kind: 'picture-kept', picture: picture.id } } as const
  return (await room.pictures.keep(picture, by.account, fact)) === 'kept' ? { kind: 'kept', picture } : { kind: 'full' }
}
