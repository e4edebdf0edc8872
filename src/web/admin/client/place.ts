// Where the reader is, kept in the address: a room, what it is about, and the filters typed into it. Links work, "back" works, and
// nothing is kept in the browser.
import { useEffect, useState } from 'preact/hooks'

export interface Place {
  /** Below `/admin`, without slashes around: `people/7d3f…`, or the empty text. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
}

export const readPlace = (pathname: string, search: string): Place => ({
  path: pathname.replace(/^\/admin\/?/, '').replace(/\/$/, ''),
  query: Object.fromEntries(new URLSearchParams(search)),
})

export function hrefOf({ path, query }: Place): string {
  const kept = Object.entries(query).filter(([, value]) => value !== '')
  const search = new URLSearchParams(kept)
  return `/admin${path === '' ? '' : `/${path}`}${kept.length === 0 ? '' : `?${search}`}`
}

const moved = new EventTarget()

/** `replace`: the present entry of the history becomes it, as for a filter that is being typed. */
export function go(place: Place, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', hrefOf(place))
  else history.replaceState(null, '', hrefOf(place))
  moved.dispatchEvent(new Event('moved'))
}

export function usePlace(): Place {
  const [place, setPlace] = useState(() => readPlace(location.pathname, location.search))
  useEffect(() => {
    const look = () => setPlace(readPlace(location.pathname, location.search))
    window.addEventListener('popstate', look)
    moved.addEventListener('moved', look)
    return () => {
      window.removeEventListener('popstate', look)
      moved.removeEventListener('moved', look)
    }
  }, [])
  return place
}
