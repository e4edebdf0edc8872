// How far a long verb has come: a bar that is drawn over itself where somebody reads, and nothing elsewhere.
import type { Terminal } from './terminal.ts'

const width = 30

export function drawProgress(
  { isRead, complain }: Terminal,
  label: string,
): { show(done: number, of: number): void; end(): void } {
  let drawn = ''
  return {
    show(done, of) {
      if (!isRead) return
      const share = of === 0 ? 1 : Math.min(1, done / of)
      const cut = Math.round(share * width)
      const line = `${label} [${'#'.repeat(cut)}${' '.repeat(width - cut)}] ${Math.round(share * 100)} %`
      if (line === drawn) return
      drawn = line
      complain(`\r${line}`)
    },
    end() {
      if (drawn !== '') complain(`\r${' '.repeat(drawn.length)}\r`)
    },
  }
}
