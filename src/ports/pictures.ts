// Pictures of an organisation: read from a file, and kept under a name that is made of what is in them.

import type { Picture, PictureFault } from '../core/branding/picture.ts'
import type { AccountId } from '../core/people/identifiers.ts'
import type { RecordedFact } from './journeys.ts'

export interface KeptPicture extends Picture {
  /** SHA-256 of its bytes, in base64url: the same picture has one name, and a name always means the same picture. */
  readonly id: string
}

export type ReadsPicture = (file: Uint8Array) => KeptPicture | PictureFault

export interface KeepsPictures {
  /**
   * On record with who did it; null for somebody at the host. `full`: there are as many that no policy names as there may be; they go
   * after a day.
   */
  keep(picture: KeptPicture, by: AccountId | null, fact: Pick<RecordedFact, 'id' | 'fact'>): Promise<'kept' | 'full'>
  find(id: string): Promise<Picture | null>
  /** Of these, the ones there are, without their bytes. */
  sizes(ids: readonly string[]): Promise<readonly Omit<KeptPicture, 'bytes'>[]>
}
