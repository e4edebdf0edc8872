// Letters as they come in, each waited for by at most one person.

export interface Mailboxes {
  readonly take: (to: string, raw: string) => void
  /** The eight digits of the next code for this address, also if it is here already. */
  code(to: string): Promise<string>
  /** Messages since the start. */
  count(): number
  /** The last message with a code in it, as it was sent. */
  lastCode(): string
}

const codeShape = /\b(\d{4}) (\d{4})\b/
const patienceMs = 20_000

export function createMailboxes(): Mailboxes {
  const here = new Map<string, string>()
  const waiting = new Map<string, (code: string) => void>()
  let count = 0
  let last = ''
  return {
    take: (to, raw) => {
      count += 1
      const found = codeShape.exec(raw)
      if (found === null) return
      last = raw
      const code = `${found[1]}${found[2]}`
      const wake = waiting.get(to)
      waiting.delete(to)
      if (wake === undefined) here.set(to, code)
      else wake(code)
    },
    code: (to) => {
      const early = here.get(to)
      here.delete(to)
      if (early !== undefined) return Promise.resolve(early)
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no code came for ${to}`)), patienceMs)
        waiting.set(to, (code) => {
          clearTimeout(timer)
          resolve(code)
        })
      })
    },
    count: () => count,
    lastCode: () => last,
  }
}
