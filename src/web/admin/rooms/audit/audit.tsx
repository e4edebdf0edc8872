// What happened: a line for each journey, opened into its facts; or fact by fact. The filters are in the address.
import { journeyOutcomes } from '../../../../core/audit/journey-outcome.ts'
import { downloadOf } from '../../client/api.ts'
import { periodOf } from '../../client/days.ts'
import { may, useMe } from '../../client/me.ts'
import { go, type Place, usePlace } from '../../client/place.ts'
import { useAnswer } from '../../client/use-answer.ts'
import { Head } from '../../parts/head.tsx'
import { Link } from '../../parts/link.tsx'
import { Empty, Shown } from '../../parts/shown.tsx'
import { ChainState } from './chain-state.tsx'
import { Events } from './events.tsx'
import { Filters, type View, viewOf } from './filters.tsx'
import { Journeys } from './journeys.tsx'

const views = [
  ['journeys', 'Journeys'],
  ['facts', 'Every fact'],
] as const satisfies readonly (readonly [View, string])[]

export function AuditLog() {
  const me = useMe()
  const place = usePlace()
  const { path, query } = place
  const { person, reference, kind, from, until } = query
  const view = viewOf(query)
  const narrowed = {
    ...(person === undefined ? {} : { person }),
    ...(reference === undefined ? {} : { reference }),
    ...periodOf({ from, until }, me.organisation.timeZone),
  }
  const forFacts = { ...narrowed, ...(view === 'facts' && kind !== undefined ? { kind } : {}) }
  const show = (each: View) =>
    go({ path, query: { ...query, view: each === 'facts' ? each : '', outcome: '', kind: '', cursor: '' } })
  return (
    <>
      <Head
        title="Audit log"
        lead={
          view === 'facts'
            ? 'Everything that was recorded, newest first.'
            : 'One line is one journey. Open it to see every fact.'
        }
      >
        <fieldset class="seg">
          <legend class="vh">What a line is</legend>
          {views.map(([each, words]) => (
            <button key={each} type="button" aria-pressed={each === view} onClick={() => show(each)}>
              {words}
            </button>
          ))}
        </fieldset>
      </Head>
      <Filters {...place} />
      {view === 'facts' ? (
        <FactPages place={place} filter={forFacts} />
      ) : (
        <JourneyPages place={place} filter={narrowed} />
      )}
      <ChainState />
      {may(me, 'audit.export') ? (
        <p class="row">
          <a
            class="btn plain"
            href={downloadOf('exportAudit', { query: { ...forFacts, format: 'csv' } })}
            download="audit.csv"
          >
            Download CSV
          </a>
          <a
            class="btn plain"
            href={downloadOf('exportAudit', { query: { ...forFacts, format: 'jsonl' } })}
            download="audit.jsonl"
          >
            JSON lines
          </a>
        </p>
      ) : null}
    </>
  )
}

interface Narrowed {
  readonly person?: string
  readonly reference?: string
  readonly kind?: string
  readonly from?: string
  readonly to?: string
}

interface PagesProps {
  readonly place: Place
  readonly filter: Narrowed
}

function JourneyPages({ place, filter }: PagesProps) {
  const { cursor } = place.query
  const outcome = journeyOutcomes.find((each) => each === place.query['outcome'])
  const sent = { ...filter, ...(outcome === undefined ? {} : { outcome }), limit: 50, cursor }
  const asked = useAnswer('listAuditJourneys', { query: sent })
  return (
    <Shown asked={asked}>
      {({ items, next }) => (
        <>
          {items.length === 0 ? <Empty>No journey fits.</Empty> : <Journeys journeys={items} />}
          <Leaf place={place} next={next} />
        </>
      )}
    </Shown>
  )
}

function FactPages({ place, filter }: PagesProps) {
  const { cursor } = place.query
  const asked = useAnswer('listAuditEvents', { query: { ...filter, limit: 50, cursor } })
  return (
    <Shown asked={asked}>
      {({ items, next }) => (
        <>
          {items.length === 0 ? <Empty>No fact fits.</Empty> : <Events events={items} />}
          <Leaf place={place} next={next} />
        </>
      )}
    </Shown>
  )
}

/** From one page of the log to the next, and back to the newest. */
function Leaf({ place: { path, query }, next }: { place: Place; next: string | null }) {
  if (next === null && query['cursor'] === undefined) return null
  return (
    <p class="row">
      {query['cursor'] === undefined ? null : (
        <Link path={path} query={{ ...query, cursor: '' }}>
          Newest first
        </Link>
      )}
      {next === null ? null : (
        <Link path={path} query={{ ...query, cursor: next }}>
          Older ones
        </Link>
      )}
    </p>
  )
}
