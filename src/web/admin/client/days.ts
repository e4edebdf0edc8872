// Days of the organisation's calendar, as the browser's date fields write them ("2026-05-14"), and the moments that they begin at.

/** Midnight of that day in that zone, as the API takes it; null for what is no day. */
export function startOfDay(day: string, timeZone: string): string | null {
  const wanted = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(wanted)) return null
  // The offset at a first guess may be that of the other side of a change of the clocks: the second guess knows better.
  const guess = wanted - offsetAt(wanted, timeZone)
  return new Date(wanted - offsetAt(guess, timeZone)).toISOString()
}

/** Null for what is no day. */
function dayAfter(day: string): string | null {
  const at = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(at) ? null : new Date(at + 86_400_000).toISOString().slice(0, 10)
}

/** How far that zone's clocks are ahead of UTC at that moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment)
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value)
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return wall - moment
}

/** A first and a last day, both of them counted in, as the period that the API takes. Left out: open on that side. */
export function periodOf(
  { from, until }: { readonly from?: string | undefined; readonly until?: string | undefined },
  timeZone: string,
): { readonly from?: string; readonly to?: string } {
  const begin = from === undefined ? null : startOfDay(from, timeZone)
  const next = until === undefined ? null : dayAfter(until)
  const end = next === null ? null : startOfDay(next, timeZone)
  return { ...(begin === null ? {} : { from: begin }), ...(end === null ? {} : { to: end }) }
}
