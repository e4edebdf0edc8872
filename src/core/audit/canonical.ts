// One text for one value, so that its hash can be made again years later from what a database gives back
// (RFC 8785, JSON Canonicalization Scheme).

/**
 * JSON with the keys of every object sorted by UTF-16 code units and no white space; undefined members are left out, as
 * JSON has none. Throws for what JSON can't say: a number that is not finite, a function, undefined on its own.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('JSON has no such number')
    // ECMAScript's own way to write a number is the one RFC 8785 §3.2.2.3 demands.
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`
  }
  throw new TypeError(`JSON has no ${typeof value}`)
}
