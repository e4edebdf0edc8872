// A PNG of any shape, right or wrong on purpose.
import { crc32, deflateSync } from 'node:zlib'

export interface PngShape {
  readonly width: number
  readonly height: number
  /** Default: 6, true colour with alpha. */
  readonly colours?: number
  readonly depth?: number
  readonly interlaced?: boolean
  /** Instead of rows of zeros that fit. */
  readonly data?: Uint8Array
  readonly more?: readonly (readonly [type: string, data: Uint8Array])[]
  /** After its end. */
  readonly behind?: string
}

export function makePng({
  width,
  height,
  colours = 6,
  depth = 8,
  interlaced = false,
  data,
  more = [],
  behind = '',
}: PngShape): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([depth, colours, 0, 0, interlaced ? 1 : 0], 8)
  const bits = depth * ({ 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colours] ?? 1)
  const rows =
    data ??
    deflateSync(
      Buffer.alloc(interlaced ? interlacedSize(width, height, bits) : height * (1 + Math.ceil((width * bits) / 8))),
    )
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...more.map(([type, bytes]) => chunk(type, bytes)),
    ...(colours === 3 ? [chunk('PLTE', Buffer.alloc(6))] : []),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
    Buffer.from(behind),
  ])
}

/** Adam7, counted pixel by pixel: which pass each is in (third edition, figure 4.8), and the rows that hold any. */
function interlacedSize(width: number, height: number, bits: number): number {
  const pattern = ['16462646', '77777777', '56565656', '77777777', '36463646', '77777777', '56565656', '77777777']
  const rows = new Map<string, number>()
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const row = `${pattern[y % 8]?.[x % 8]}:${y}`
      rows.set(row, (rows.get(row) ?? 0) + 1)
    }
  }
  return [...rows.values()].reduce((size, pixels) => size + 1 + Math.ceil((pixels * bits) / 8), 0)
}

function chunk(type: string, data: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(typed.length + 8)
  whole.writeUInt32BE(data.length, 0)
  whole.set(typed, 4)
  whole.writeUInt32BE(crc32(typed), typed.length + 4)
  return whole
}
