// A logo's picture: what one may be, and how large it is drawn.

export interface Picture {
  readonly type: 'image/png' | 'image/svg+xml'
  /** As it is drawn, in CSS pixels. */
  readonly width: number
  readonly height: number
  /** Written by us: of what was brought, only the parts that are known and needed. */
  readonly bytes: Uint8Array
}

/** `what` is the part at fault, as a picture names it. */
export interface PictureFault {
  readonly fault: 'no-picture' | 'picture-damaged' | 'picture-too-large' | 'picture-without-size' | 'not-in-pictures'
  readonly what: string | null
}

/** Of the file. It travels in base64 inside 64 KB. */
export const mostPictureBytes = 40 * 1024

/** Larger ones are drawn smaller; a small SVG is drawn larger. */
const box = { width: 240, height: 32 }

export function drawnSize(width: number, height: number, grows: boolean): Pick<Picture, 'width' | 'height'> {
  const fits = Math.min(box.width / width, box.height / height)
  const scale = grows ? fits : Math.min(1, fits)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

export const pictureFault = (fault: PictureFault['fault'], what: string | null = null): PictureFault => ({
  fault,
  what,
})
