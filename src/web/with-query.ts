// A path of ours with what it carries. What is absent is not named.

export type Carried = readonly [name: string, value: string | null | undefined]

export function withQuery(path: `/${string}`, ...carried: readonly Carried[]): string {
  const query = new URLSearchParams()
  for (const [name, value] of carried) {
    if (value !== undefined && value !== null && value !== '') query.set(name, value)
  }
  return query.size === 0 ? path : `${path}?${query}`
}
