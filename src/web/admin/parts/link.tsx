// A link to a room: an address like any other, followed without a new page where that is what a press means.
import type { ComponentChildren } from 'preact'
import { go, hrefOf, type Place } from '../client/place.ts'

interface LinkProps {
  readonly path: string
  readonly query?: Place['query']
  readonly current?: boolean
  readonly children: ComponentChildren
}

export function Link({ path, query = {}, current = false, children }: LinkProps) {
  const place = { path, query }
  return (
    <a
      href={hrefOf(place)}
      {...(current ? { 'aria-current': 'page' as const } : {})}
      onClick={(event) => {
        // Anything but a plain press is the browser's: a new tab, a new window, a download.
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        go(place)
      }}
    >
      {children}
    </a>
  )
}
