// Reading a step: time, policy, journey, account, history and networks in one statement and one row.
import type { Journey } from '../core/journey/journey.ts'
import type { SealedText, TenantId } from '../core/people/identifiers.ts'
import type { JourneyHandle, Loaded, LoadedJourney, LoadQuestion } from '../ports/journeys.ts'
import type { Database } from './database.ts'
import { readInstant } from './instants.ts'
import {
  accountOfCandidate,
  bucketKey,
  bucketValues,
  type CommonRow,
  candidateValues,
  commonLoad,
  commonValues,
  readCounters,
  readPolicy,
} from './read-account.ts'
import { type Statement, statement, type Values } from './statement.ts'
import { unknownTenant } from './tenants.ts'

export async function loadJourney(db: Database, tenant: TenantId, question: LoadQuestion): Promise<Loaded> {
  const { handle, resolving } = question
  const by = handle.by === 'id' || handle.by === 'challenge' ? (isUuid(handle.id) ? handle.by : 'none') : handle.by
  const values: Values = {
    tenant,
    ...commonValues(question.browser, question.network),
    ...handleValues(by, handle),
    ...(resolving && { ...candidateValues(resolving.candidate), ...bucketValues(resolving.buckets) }),
  }
  const [row] = await db.run<JourneyRow>((resolving ? resolvingLoads : plainLoads)[by], values)
  if (row === undefined) throw unknownTenant(tenant)
  return {
    now: readInstant(row.now),
    policy: readPolicy(row),
    journey: readJourney(row),
    account: row.account,
    counters: readCounters(row),
    knownBrowser: row.known_browser,
    tallies: row.tallies,
    enabledAccounts: row.enabled_accounts,
  }
}

type Way = JourneyHandle['by']

/**
 * Journeys of another epoch are gone, and to a browser those that were over an hour ago. The sweeper, which asks by id,
 * finds them for as long as the row is there: what a crash left in the air is settled however late.
 */
const recent = `j.started_at > now()
    - ((p.value #>> '{times,absolute}')::float8 + 3600000) * interval '1 millisecond'`

const found: Readonly<Record<Way, string>> = {
  cookie: `j.cookie_hash = :cookie and ${recent}`,
  challenge: `j.challenge_id = :challenge and ${recent}`,
  id: 'j.id = :journey',
  none: 'false',
}

const load = (by: Way, resolving: boolean): Statement =>
  statement(
    `load-journey-${by}${resolving ? '-resolving' : ''}`,
    commonLoad(
      'j.state, j.version, j.name, j.locale, j.origin, j.return_to',
      `left join journeys j
  on j.tenant_id = :tenant and j.epoch = (select epoch from installation where one) and ${found[by]}`,
      resolving ? accountOfCandidate : 'a.id = j.account_id',
      resolving ? bucketKey : 'j.counter_key',
      resolving ? 'with-older-buckets' : 'alone',
    ),
  )

const loads = (resolving: boolean): Readonly<Record<Way, Statement>> => ({
  cookie: load('cookie', resolving),
  challenge: load('challenge', resolving),
  id: load('id', resolving),
  none: load('none', resolving),
})

const plainLoads = loads(false)
const resolvingLoads = loads(true)

interface JourneyRow extends CommonRow {
  readonly state: Journey | null
  readonly version: number | null
  readonly name: SealedText | null
  readonly locale: string | null
  readonly origin: SealedText | null
  readonly return_to: string | null
}

function readJourney({ state, version, name, locale, origin, return_to }: JourneyRow): LoadedJourney | null {
  if (state === null || version === null || name === null || locale === null || origin === null) return null
  return { journey: state, version, name, locale, origin, returnTo: return_to }
}

function handleValues(by: Way, handle: JourneyHandle): Values {
  if (by === 'none' || handle.by === 'none') return {}
  return handle.by === 'cookie'
    ? { cookie: handle.hash }
    : { [handle.by === 'id' ? 'journey' : 'challenge']: handle.id }
}

/** Ids may come from an address bar; one that no journey can have finds nothing, instead of an error. */
function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)
}
