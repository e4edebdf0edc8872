// Pictures of an organisation: read from a file, and kept under a name that is made of what is in them.
import type { Picture, PictureFault } from '../core/branding/picture.ts'

export interface KeptPicture extends Picture {
  /** SHA-256 of its bytes, in base64url: the same picture has one name, and a name always means the same picture. */
  readonly id: string
}

export type ReadsPicture = (file: Uint8Array) => KeptPicture | PictureFault

export interface KeepsPictures {
  /** `full`: there are as many that no policy names as there may be; they go after a day. */
  keep(picture: KeptPicture): Promise<'kept' | 'full'>
  find(id: string): Promise<Picture | null>
  /** Of these, the ones there are, without their bytes. */
  sizes(ids: readonly string[]): Promise<readonly Omit<KeptPicture, 'bytes'>[]>
}
