// A line for each journey, opened into its facts.
import { Fragment } from 'preact'
import { useState } from 'preact/hooks'
import type { JourneyOutcome } from '../../../../core/audit/journey-outcome.ts'
import type { Answer } from '../../client/api.ts'
import { useAnswer } from '../../client/use-answer.ts'
import { useWriting } from '../../client/write.ts'
import { Alarm, Chevron, Cross, Ring, Tick } from '../../parts/icons.tsx'
import { Link } from '../../parts/link.tsx'
import { Scroll, Shown } from '../../parts/shown.tsx'
import { detailWords, factWords, isTrouble } from '../../words/facts.ts'
import { methodName, outcomeNames } from '../../words/names.ts'

export function Journeys({ journeys }: { journeys: Answer<'listAuditJourneys'>['items'] }) {
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
                      <Opened journey={each.journey} />
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

function Opened({ journey }: { journey: string }) {
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
