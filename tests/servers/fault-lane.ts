// One direction of a fault proxy: what has passed, how much more may, and what happens at a given message.
import type { Buffer } from 'node:buffer'

export type Amount = { readonly messages: number } | { readonly bytes: number }

export interface Lane {
  count(): { readonly messages: number; readonly bytes: number }
  /** Undefined lifts the limit. */
  limit(amount: Amount | undefined): void
  /** Runs `action` once, at the k-th message from now; 1 is the next. */
  plan(k: number, action: () => void | Promise<void>): void
  /** Counts a message, runs what was planned for it, and says how much of it may pass and whether that was the last. */
  admit(message: Buffer): Promise<{ readonly passing: Buffer; readonly cut: boolean }>
}

export function createLane(): Lane {
  let messages = 0
  let bytes = 0
  let left: Amount | undefined
  let plans: { readonly at: number; readonly action: () => void | Promise<void> }[] = []

  return {
    count: () => ({ messages, bytes }),
    limit: (amount) => {
      left = amount
    },
    plan: (k, action) => {
      plans.push({ at: messages + k, action })
    },
    admit: async (message) => {
      messages += 1
      bytes += message.length
      const number = messages
      const due = plans.filter((plan) => plan.at === number)
      plans = plans.filter((plan) => plan.at !== number)
      for (const { action } of due) await action()
      if (left === undefined) return { passing: message, cut: false }
      const { passing, after } = spend(left, message)
      const cut = isSpent(after)
      left = cut ? undefined : after
      return { passing, cut }
    },
  }
}

function spend(left: Amount, message: Buffer): { readonly passing: Buffer; readonly after: Amount } {
  if ('messages' in left) {
    const passing = left.messages > 0 ? message : message.subarray(0, 0)
    return { passing, after: { messages: Math.max(0, left.messages - 1) } }
  }
  const passing = message.subarray(0, left.bytes)
  return { passing, after: { bytes: left.bytes - passing.length } }
}

function isSpent(left: Amount): boolean {
  return 'messages' in left ? left.messages === 0 : left.bytes === 0
}
