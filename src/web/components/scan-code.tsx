// A QR code as one path: no image, no request, sharp at any size. Always dark on white, or a camera sees nothing.
import { create } from 'qrcode'

export interface ScanCodeProps {
  /** What it says. */
  readonly text: string
  /** For those who don't see it. */
  readonly label: string
}

/** ISO/IEC 18004 §9.1: four modules of quiet zone; the box round it gives the rest. */
const quiet = 2

export function ScanCode({ text, label }: ScanCodeProps) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const size = modules.size + 2 * quiet
  return (
    <div class="qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
        <path d={pathOf(modules)} />
      </svg>
    </div>
  )
}

/** Each run of dark modules in a row is one rectangle. */
function pathOf({ size, data }: { readonly size: number; readonly data: Uint8Array }): string {
  const runs: string[] = []
  for (let row = 0; row < size; row += 1) {
    for (let start = 0; start < size; start += 1) {
      if (data[row * size + start] !== 1) continue
      let end = start
      while (end < size && data[row * size + end] === 1) end += 1
      runs.push(`M${start + quiet} ${row + quiet}h${end - start}v1h-${end - start}z`)
      start = end
    }
  }
  return runs.join('')
}
