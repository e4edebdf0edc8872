// Time travel without a clock: everything on record becomes so much older. The program knows no time but the database's,
// so for it this is the same as having waited.
import type { Site } from './site.ts'

/** `milliseconds` pass for all that is stored; the steps that authenticator apps spent move along. */
export async function pass({ sql }: Pick<Site, 'sql'>, milliseconds: number): Promise<void> {
  const span = `${milliseconds} milliseconds`
  for (const [table, json] of [
    ['journeys', 'state'],
    ['counters', 'value'],
  ] as const) {
    const rows = await sql<{ at: string; json: unknown }>(`select ctid::text as at, ${json} as json from ${table}`)
    const aged = JSON.stringify(rows.map((row) => ({ at: row.at, json: older(row.json, milliseconds) })))
    await sql(
      `update ${table} t set ${json} = a.json from jsonb_to_recordset($1::jsonb) as a(at tid, json jsonb) where t.ctid = a.at`,
      [aged],
    )
  }
  for (const [table, columns] of Object.entries(timestamps)) {
    await sql(`update ${table} set ${columns.map((each) => `${each} = ${each} - $1::interval`).join(', ')}`, [span])
  }
  const buckets = Math.round(milliseconds / 300_000)
  // Two buckets never meet: all of them move by the same number, and away from zero first.
  await sql('update network_tallies set bucket = -bucket')
  await sql('update network_tallies set bucket = -bucket - $1::integer', [buckets])
  await sql('update methods set last_step = last_step - $1::integer', [Math.round(milliseconds / 30_000)])
}

const timestamps: Readonly<Record<string, readonly string[]>> = {
  journeys: ['started_at', 'touched_at'],
  counters: ['touched_at'],
  network_tallies: ['last_at'],
  outbox: ['due', 'dies_at'],
  sessions: ['started_at', 'seen_at'],
  accounts: ['sessions_from', 'frozen_at'],
  known_browsers: ['expires_at'],
  not_me_links: ['expires_at'],
}

/** Every instant in it; no other number of ours has thirteen digits. */
function older(value: unknown, milliseconds: number): unknown {
  if (typeof value === 'number') return value > 1e12 ? value - milliseconds : value
  if (Array.isArray(value)) return value.map((each) => older(each, milliseconds))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, older(each, milliseconds)]))
}
