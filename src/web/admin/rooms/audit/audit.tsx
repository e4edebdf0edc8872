// What happened: a line for each journey, opened into its facts; or fact by fact. The filters are in the address.
import { Fragment } from 'preact'
import { useState } from 'preact/hooks'
import { type JourneyOutcome, journeyOutcomes } from '../../../../core/audit/journey-outcome.ts'
import { type Answer, downloadOf } from '../../client/api.ts'
import { may, useMe } from '../../client/me.ts'
import { go, usePlace } from '../../client/place.ts'
import { useAnswer } from '../../client/use-answer.ts'
import { useWriting } from '../../client/write.ts'
import { Head } from '../../parts/head.tsx'
import { Alarm, Chevron, Cross, Ring, Tick } from '../../parts/icons.tsx'
import { Link } from '../../parts/link.tsx'
import { Empty, Scroll, Shown } from '../../parts/shown.tsx'
import { detailWords, factWords, isTrouble } from '../../words/facts.ts'
import { methodName, outcomeNames } from '../../words/names.ts'

export function AuditLog() {
  const me = useMe()
  const { path, query } = usePlace()
  const { person, reference, outcome, from, cursor } = query
  const chosen = journeyOutcomes.find((each) => each === outcome)
  const filter = {
    ...(person === undefined ? {} : { person }),
    ...(reference === undefined ? {} : { reference }),
    ...(chosen === undefined ? {} : { outcome: chosen }),
    ...(from === undefined ? {} : { from: `${from}T00:00:00Z` }),
  }
  const asked = useAnswer('listAuditJourneys', { query: { ...filter, limit: 50, cursor } })
  const { outcome: _, ...forFacts } = filter
  return (
    <>
      <Head title="Audit log" lead="One line is one journey. Open it to see every fact.">
        {may(me, 'audit.export') ? (
          <>
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
          </>
        ) : null}
      </Head>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          const who = String(form.get('who') ?? '').trim()
          const isReference = /^RK-/i.test(who)
          go({
            path,
            query: {
              person: isReference ? '' : who,
              reference: isReference ? who.toUpperCase() : '',
              outcome: String(form.get('outcome') ?? ''),
              from: String(form.get('from') ?? ''),
            },
          })
        }}
      >
        <label>
          Person or reference
          <input name="who" autocomplete="off" spellcheck={false} defaultValue={person ?? reference ?? ''} />
        </label>
        <label>
          How it ended
          <select name="outcome" defaultValue={chosen ?? ''}>
            <option value="">Any</option>
            {journeyOutcomes.map((each) => (
              <option key={each} value={each} selected={each === chosen}>
                {outcomeNames[each]}
              </option>
            ))}
          </select>
        </label>
        <label>
          From
          <input name="from" type="date" defaultValue={from ?? ''} />
        </label>
        <button class="btn" type="submit">
          Filter
        </button>
      </form>
      <Shown asked={asked}>
        {({ items, next }) => (
          <>
            {items.length === 0 ? <Empty>No journey fits.</Empty> : <Journeys journeys={items} />}
            <p class="row">
              {cursor === undefined ? null : (
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
          </>
        )}
      </Shown>
      <ChainState />
    </>
  )
}

function Journeys({ journeys }: { journeys: Answer<'listAuditJourneys'>['items'] }) {
  const write = useWriting()
  const [open, setOpen] = useState<string | null>(null)
  return (
    <Scroll label="Journeys">
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">Proved with</th>
            <th scope="col">How it ended</th>
            <th scope="col">Reference</th>
          </tr>
        </thead>
        <tbody>
          {journeys.map((each) => {
            const isOpen = each.journey === open
            return (
              <Fragment key={each.journey}>
                <tr class={isOpen ? 'open' : undefined}>
                  <td class="num nb">{write.moment(each.startedAt)}</td>
                  <th scope="row">
                    <button
                      class="fold"
                      type="button"
                      aria-expanded={isOpen}
                      aria-controls={`facts-${each.journey}`}
                      onClick={() => setOpen(isOpen ? null : each.journey)}
                    >
                      <span class="chev">
                        <Chevron size={16} />
                      </span>
                      {each.username ?? 'Nobody known'}
                    </button>
                  </th>
                  <td>{each.purpose === 'unlock' ? 'Unlock' : 'Reset'}</td>
                  <td>{each.provedWith.length === 0 ? 'Nothing' : each.provedWith.map(methodName).join(', ')}</td>
                  <td>
                    <Outcome outcome={each.outcome} />
                  </td>
                  <td class="mono nb">{each.reference}</td>
                </tr>
                {isOpen ? (
                  <tr class="detail" id={`facts-${each.journey}`}>
                    <td />
                    <td colSpan={5}>
                      <Facts journey={each.journey} />
                      {each.account === null ? null : (
                        <p class="small">
                          <Link path={`people/${each.account}`}>Open {each.username ?? 'this person'}</Link>
                        </p>
                      )}
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            )
          })}
        </tbody>
      </table>
    </Scroll>
  )
}

function Facts({ journey }: { journey: string }) {
  const write = useWriting()
  const asked = useAnswer('listAuditEvents', { query: { journey, limit: 200 } })
  return (
    <Shown asked={asked}>
      {({ items }) => (
        <ol class="line">
          {items.toReversed().map(({ id, at, kind, details }) => (
            <li key={id} class={isTrouble(kind) ? 'bad' : undefined}>
              <time dateTime={at}>{write.clock(at)}</time>
              <div>
                {factWords(kind)} <span class="soft">{detailWords(details)}</span>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Shown>
  )
}

function Outcome({ outcome }: { outcome: JourneyOutcome }) {
  const words = outcomeNames[outcome]
  switch (outcome) {
    case 'got-back':
    case 'unlocked':
      return (
        <span class="state ok">
          <Tick />
          {words}
        </span>
      )
    case 'blocked':
    case 'not-eligible':
      return (
        <span class="state warn">
          <Cross />
          {words}
        </span>
      )
    case 'directory-refused':
      return (
        <span class="state bad">
          <Alarm />
          {words}
        </span>
      )
    case 'gave-up':
    case 'under-way':
      return (
        <span class="state off">
          <Ring />
          {words}
        </span>
      )
  }
}

function ChainState() {
  const write = useWriting()
  const asked = useAnswer('readChain')
  return (
    <Shown asked={asked}>
      {({ state, sealedThrough, waiting, checkedThrough, checkedAt }) =>
        state === 'broken' ? (
          <div class="note bad" role="alert">
            <p>
              <b>The log is not what was sealed after fact {write.count(checkedThrough)}.</b>
            </p>
            <p>Keep a copy of the database, and verify it with a checkpoint that was kept elsewhere.</p>
          </div>
        ) : (
          <p class="soft small">
            {write.count(sealedThrough)} facts are sealed, {write.count(waiting)} wait.{' '}
            {checkedAt === null
              ? 'The chain was not looked at yet.'
              : `Whole up to fact ${write.count(checkedThrough)} when last looked at, ${write.moment(checkedAt)}.`}
          </p>
        )
      }
    </Shown>
  )
}
