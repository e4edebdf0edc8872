// What is asked for often and may lag.

/** Read at most once in so many milliseconds. A failure is not remembered. */
export function remembered<Value>(span: number, read: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | null = null
  let until = 0
  return () => {
    if (value === null || performance.now() > until) {
      until = performance.now() + span
      value = read()
      value.catch(() => {
        value = null
      })
    }
    return value
  }
}
