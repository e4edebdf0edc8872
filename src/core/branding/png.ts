// A PNG (W3C Portable Network Graphics, third edition), written anew from the parts that draw it: text, places, colour profiles and
// whatever else an editor left in it stay behind, and so does anything after its end.
import { drawnSize, type Picture, type PictureFault, pictureFault } from './picture.ts'

export interface ReadPng {
  readonly picture: Picture
  /** Rows of pixels as zlib packed them (RFC 1950), and how many bytes they are when unpacked. */
  readonly packed: Uint8Array
  readonly unpackedBytes: number
}

/** §11.2, §11.3.2: what says how pixels are read. Animations (§11.3.6) show their first picture. */
const kept: readonly string[] = ['IHDR', 'cHRM', 'gAMA', 'sBIT', 'sRGB', 'PLTE', 'tRNS', 'pHYs', 'IDAT', 'IEND']

const longestSide = 2048
const mostPixels = 1024 * 1024

export const isPng = (file: Uint8Array): boolean => signature.every((byte, index) => file[index] === byte)

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

export function readPng(file: Uint8Array): ReadPng | PictureFault {
  if (!isPng(file)) return pictureFault('no-picture')
  const chunks = readChunks(file)
  if (chunks === null) return pictureFault('picture-damaged')
  const [head] = chunks
  const header = head?.type === 'IHDR' ? readHeader(head.data) : null
  const data = chunks.filter(({ type }) => type === 'IDAT')
  const count = (type: string) => chunks.filter((each) => each.type === type).length
  const whole =
    count('IHDR') === 1 && count('PLTE') <= 1 && data.length > 0 && (header?.colours !== 3 || count('PLTE') === 1)
  if (header === null || !whole) return pictureFault('picture-damaged')
  const { width, height } = header
  if (width > longestSide || height > longestSide || width * height > mostPixels) {
    return pictureFault('picture-too-large', `${width} × ${height}`)
  }
  const bytes = joined([Uint8Array.from(signature), ...chunks.map(({ whole: all }) => all)])
  return {
    picture: { type: 'image/png', ...drawnSize(width, height, false), bytes },
    packed: joined(data.map((each) => each.data)),
    unpackedBytes: unpackedSize(header),
  }
}

interface Chunk {
  readonly type: string
  readonly data: Uint8Array
  readonly whole: Uint8Array
}

/** Those that are kept, up to the end. Null: one is cut off or altered, or there is no end. */
function readChunks(file: Uint8Array): readonly Chunk[] | null {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const chunks: Chunk[] = []
  for (let at = signature.length; at + 12 <= file.length; ) {
    const end = at + 12 + view.getUint32(at)
    if (end > file.length || view.getUint32(end - 4) !== checksum(file.subarray(at + 4, end - 4))) return null
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8))
    if (kept.includes(type)) chunks.push({ type, data: file.subarray(at + 8, end - 4), whole: file.subarray(at, end) })
    if (type === 'IEND') return chunks
    at = end
  }
  return null
}

interface Header {
  readonly width: number
  readonly height: number
  /** Bits a pixel. */
  readonly bits: number
  /** §11.2.1: 3 is a palette. */
  readonly colours: number
  readonly interlaced: boolean
}

/** §11.2.1, table 7: how many values a pixel has, and how many bits each may have, by its kind of colours. */
const colourKinds: Readonly<Record<number, { readonly values: number; readonly depths: readonly number[] }>> = {
  0: { values: 1, depths: [1, 2, 4, 8, 16] },
  2: { values: 3, depths: [8, 16] },
  3: { values: 1, depths: [1, 2, 4, 8] },
  4: { values: 2, depths: [8, 16] },
  6: { values: 4, depths: [8, 16] },
}

function readHeader(data: Uint8Array): Header | null {
  if (data.length !== 13) return null
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const [width, height] = [view.getUint32(0), view.getUint32(4)]
  const [depth = 0, colours = 0, compression, filter, interlace] = data.subarray(8)
  const kind = colourKinds[colours]
  const known =
    kind?.depths.includes(depth) && compression === 0 && filter === 0 && (interlace === 0 || interlace === 1)
  if (kind === undefined || !known || width === 0 || height === 0) return null
  return { width, height, bits: kind.values * depth, colours, interlaced: interlace === 1 }
}

/** §8.1: where each of Adam7's passes begins, and its steps. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const
const onePass = [[0, 0, 1, 1]] as const

/** §7.2, §9.1: rows of whole bytes, each behind the one that says how it is filtered. */
function unpackedSize({ width, height, bits, interlaced }: Header): number {
  return (interlaced ? passes : onePass).reduce((size, [x, y, right, down]) => {
    const columns = Math.max(0, Math.ceil((width - x) / right))
    const rows = Math.max(0, Math.ceil((height - y) / down))
    return columns === 0 ? size : size + rows * (1 + Math.ceil((columns * bits) / 8))
  }, 0)
}

/** Annex D: the cyclic redundancy code of a chunk. */
function checksum(bytes: Uint8Array): number {
  const rest = bytes.reduce((sum, byte) => (sum >>> 8) ^ (table[(sum ^ byte) & 0xff] ?? 0), 0xffffffff)
  return (rest ^ 0xffffffff) >>> 0
}

const table = Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, each) => size + each.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
