// Who could get back in, what was done lately, and what needs a decision.
import { useState } from 'preact/hooks'
import type { Answer } from '../../client/api.ts'
import { may, useMe } from '../../client/me.ts'
import { useAnswer } from '../../client/use-answer.ts'
import { useWriting } from '../../client/write.ts'
import { CoverageKey } from '../../parts/coverage-key.tsx'
import { Head } from '../../parts/head.tsx'
import { Link } from '../../parts/link.tsx'
import { Empty, Shown } from '../../parts/shown.tsx'
import { StackedBars } from '../../parts/stacked-bars.tsx'
import { decisionActs, decisionWords } from '../../words/names.ts'

const spans = [
  [1, '24 hours'],
  [14, '14 days'],
  [90, '90 days'],
] as const

export function Overview() {
  const [days, setDays] = useState(14)
  const asked = useAnswer('overview', { query: { days } })
  return (
    <>
      <Head title="Overview" lead="Who could get back in by themselves, and who did.">
        <fieldset class="seg">
          <legend class="vh">Period</legend>
          {spans.map(([span, words]) => (
            <button key={span} type="button" aria-pressed={span === days} onClick={() => setDays(span)}>
              {words}
            </button>
          ))}
        </fieldset>
      </Head>
      <Shown asked={asked}>{(overview) => <Figures overview={overview} />}</Shown>
    </>
  )
}

function Figures({ overview }: { overview: Answer<'overview'> }) {
  const write = useWriting()
  const { coverage, perDay } = overview
  return (
    <div class="stack">
      <dl class="figures">
        <Figure
          name="can reset on their own"
          value={write.count(coverage.capable)}
          of={`of ${write.count(coverage.enabled)} in scope`}
        />
        <Figure
          name="got back in"
          value={write.count(overview.gotBack)}
          of={`of ${write.count(overview.started)} that were started`}
        />
        <Figure
          name="half took less than"
          value={minutesAndSeconds(overview.medianSeconds)}
          of="from the username to the new password"
        />
        <Figure name="frozen now" value={write.count(overview.frozenNow)} of="by “This was not me”" />
      </dl>
      <Decisions decisions={overview.decisions} />
      <div class="cols wide-first">
        <section>
          <h2>Resets per day</h2>
          <p class="sub">By how they ended</p>
          {overview.started === 0 ? (
            <Empty>Nobody needed to get back in.</Empty>
          ) : (
            <StackedBars
              title="Resets per day"
              series={series}
              bars={perDay.map((day) => barOf(day, write.day(`${day.day}T12:00:00Z`)))}
            />
          )}
        </section>
        <section>
          <h2>Who is ready</h2>
          <p class="sub">As of {write.moment(coverage.countedAt)}</p>
          <CoverageKey ready={coverage.capable} needOneMore={coverage.needOneMore} nothing={coverage.nothingSetUp} />
          <ul class="split">
            <li class="s1">
              <i />
              <span>Ready: enough methods</span>
              <b>{write.count(coverage.capable)}</b>
            </li>
            <li class="s2">
              <i />
              <span>Need one more</span>
              <b>{write.count(coverage.needOneMore)}</b>
            </li>
            <li>
              <i />
              <span>Have set up nothing</span>
              <b>{write.count(coverage.nothingSetUp)}</b>
            </li>
          </ul>
          <p class="small soft">
            Messages: {write.count(overview.deliveries.sent)} sent, {write.count(overview.deliveries.waiting)} waiting,{' '}
            {write.count(overview.deliveries.failed)} failed.
          </p>
        </section>
      </div>
    </div>
  )
}

const Figure = ({ name, value, of }: { name: string; value: string; of: string }) => (
  <div>
    <dd class="d">{of}</dd>
    <dt>{name}</dt>
    <dd class="n">{value}</dd>
  </div>
)

function Decisions({ decisions }: Pick<Answer<'overview'>, 'decisions'>) {
  const me = useMe()
  const reachable = (goTo: string) =>
    goTo === 'people'
      ? may(me, 'people.list')
      : goTo === 'audit'
        ? may(me, 'audit.read')
        : may(me, 'administrators.read')
  return (
    <section>
      <h2>Needs a decision</h2>
      {decisions.length === 0 ? (
        <Empty>Nothing does.</Empty>
      ) : (
        <ul class="todo">
          {decisions.map(({ id, count, grave, goTo }) => (
            <li key={id}>
              <span class={grave ? 'dot bad' : 'dot warn'} />
              <span>
                {grave ? <span class="vh">Grave: </span> : null}
                {decisionWords[id]?.(count) ?? id}
              </span>
              {reachable(goTo) ? (
                <Link path={goTo} query={id === 'frozen' || id === 'not-registered' ? { state: id } : {}}>
                  {decisionActs[id] ?? 'Look'}
                </Link>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const series = ['Got back in', 'Blocked', 'Gave up', 'Could not, or refused'] as const

function barOf(day: Answer<'overview'>['perDay'][number], full: string) {
  const values = [day.gotBack + day.unlocked, day.blocked, day.gaveUp, day.notEligible + day.directoryRefused]
  return {
    label: String(Number(day.day.slice(8))),
    full,
    parts: values.map((value, index) => ({ series: index, value })),
  }
}

function minutesAndSeconds(seconds: number | null): string {
  if (seconds === null) return '–'
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
