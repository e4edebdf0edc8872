// Says to screen readers what changed, once typing has paused, and nothing twice.

const pause = 1_000

/**
 * Adds a status line behind `element`, for ears only. Call the result after each change: when none has followed for a second,
 * those of `sentences()` are said that were not there the last time.
 */
export function announcePolitely(element: HTMLElement, sentences: () => readonly string[]): () => void {
  const status = document.createElement('p')
  status.className = 'vh'
  status.setAttribute('role', 'status')
  element.after(status)

  let heard = sentences()
  let timer: ReturnType<typeof setTimeout> | undefined
  const say = () => {
    const now = sentences()
    const changed = now.filter((sentence) => !heard.includes(sentence))
    heard = now
    if (changed.length > 0) status.textContent = changed.join(' ')
  }
  return () => {
    clearTimeout(timer)
    timer = setTimeout(say, pause)
  }
}
