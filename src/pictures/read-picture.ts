// A file that somebody chose as a logo, as the picture that is kept of it: told by what is in it, never by its name.
import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml'
import type { MarkupElement } from '../core/branding/markup.ts'
import { mostPictureBytes, type Picture, type PictureFault, pictureFault } from '../core/branding/picture.ts'
import { isPng, readPng } from '../core/branding/png.ts'
import { writeSvg } from '../core/branding/svg.ts'
import type { KeptPicture } from '../ports/pictures.ts'

export function readPicture(file: Uint8Array): KeptPicture | PictureFault {
  if (file.length > mostPictureBytes) return pictureFault('picture-too-large', `${Math.ceil(file.length / 1024)} KB`)
  const picture = isPng(file) ? pngOf(file) : svgOf(file)
  if ('fault' in picture) return picture
  return { ...picture, id: createHash('sha256').update(picture.bytes).digest('base64url') }
}

function pngOf(file: Uint8Array): Picture | PictureFault {
  const read = readPng(file)
  if ('fault' in read) return read
  return unpacks(read.packed, read.unpackedBytes) ? read.picture : pictureFault('picture-damaged')
}

/** To exactly so many bytes. No more than these are ever made of it. */
function unpacks(packed: Uint8Array, bytes: number): boolean {
  try {
    return inflateSync(packed, { maxOutputLength: bytes }).length === bytes
  } catch {
    return false
  }
}

function svgOf(file: Uint8Array): Picture | PictureFault {
  const root = rootOf(file)
  if (root === null) return pictureFault('no-picture')
  const svg = writeSvg(root)
  if ('fault' in svg) return svg
  const { width, height, markup } = svg
  return { type: 'image/svg+xml', width, height, bytes: new TextEncoder().encode(markup) }
}

/** Null: no XML 1.0 in UTF-8, or deeper than a stack is. Entities that a document declares are unknown names to this parser. */
function rootOf(file: Uint8Array): MarkupElement | null {
  try {
    const { root } = parseXml(new TextDecoder('utf-8', { fatal: true }).decode(file))
    return root === null ? null : markupOf(root)
  } catch {
    return null
  }
}

const markupOf = ({ name, attributes, children }: XmlElement): MarkupElement => ({
  name,
  attributes,
  children: children.flatMap((child): readonly (MarkupElement | string)[] => {
    if (child instanceof XmlElement) return [markupOf(child)]
    return child instanceof XmlText ? [child.text] : []
  }),
})
