// Over any period: who has set up what, what resets came to, and who could not get back in and why.
import { ruleWords } from '../../../../contract/words.ts'
import type { IneligibleReason } from '../../../../core/policy/eligibility.ts'
import { downloadOf } from '../../client/api.ts'
import { periodOf } from '../../client/days.ts'
import { may, useMe } from '../../client/me.ts'
import { go, usePlace } from '../../client/place.ts'
import { useAnswer } from '../../client/use-answer.ts'
import { useWriting } from '../../client/write.ts'
import { Head } from '../../parts/head.tsx'
import { Link } from '../../parts/link.tsx'
import { Empty, Scroll, Shown } from '../../parts/shown.tsx'
import { methodName, outcomeNames } from '../../words/names.ts'
import { CountTable } from './count-table.tsx'

export function Reports() {
  const me = useMe()
  const { path, query } = usePlace()
  const period = periodOf({ from: query['from'], until: query['until'] }, me.organisation.timeZone)
  const set = (name: 'from' | 'until', value: string) => go({ path, query: { ...query, [name]: value } }, 'replace')
  return (
    <>
      <Head title="Reports" lead="The last 30 days, unless you choose others." />
      <div class="filters period">
        <label>
          From
          <input type="date" value={query['from'] ?? ''} onInput={(event) => set('from', event.currentTarget.value)} />
        </label>
        <label>
          Until
          <input
            type="date"
            value={query['until'] ?? ''}
            onInput={(event) => set('until', event.currentTarget.value)}
          />
        </label>
      </div>
      <Registration downloads={may(me, 'reports.export')} />
      <Resets period={period} downloads={may(me, 'reports.export')} />
      {may(me, 'reports.export') ? <Unable period={period} /> : null}
    </>
  )
}

interface Period {
  readonly from?: string
  readonly to?: string
}

const Download = ({ report, period = {} }: { report: 'registration' | 'resets' | 'unable'; period?: Period }) => (
  <p>
    <a href={downloadOf('exportReport', { params: { report }, query: period })} download={`${report}.csv`}>
      Download CSV<span class="vh"> of {report}</span>
    </a>
  </p>
)

function Registration({ downloads }: { downloads: boolean }) {
  const write = useWriting()
  const asked = useAnswer('reportRegistration')
  return (
    <section>
      <h2>Who has set up what</h2>
      <Shown asked={asked}>
        {({ coverage, byMethod, byReason }) => (
          <div class="cols">
            <div>
              <p class="sub">
                {write.count(coverage.registered)} of {write.count(coverage.accounts)} accounts are registered;{' '}
                {write.count(coverage.capable)} of them are in scope and can reset.
              </p>
              <CountTable
                label="By method"
                columns={['Method', 'Accounts', 'Usable now']}
                rows={byMethod.map(({ kind, accounts, usable }) => [methodName(kind), accounts, usable])}
              />
            </div>
            <div>
              <p class="sub">What stands in the way of the others</p>
              {byReason.length === 0 ? (
                <Empty>Nothing does.</Empty>
              ) : (
                <CountTable
                  label="By reason"
                  rows={byReason.map(({ reason, accounts }) => [
                    ruleWords[reason as IneligibleReason]?.fails ?? reason,
                    accounts,
                  ])}
                />
              )}
            </div>
          </div>
        )}
      </Shown>
      {downloads ? <Download report="registration" /> : null}
    </section>
  )
}

function Resets({ period, downloads }: { period: Period; downloads: boolean }) {
  const asked = useAnswer('reportResets', { query: period })
  return (
    <section>
      <h2>What resets came to</h2>
      <Shown asked={asked}>
        {({ byOutcome, byMethod }) => (
          <div class="cols">
            <CountTable
              label="By outcome"
              columns={['How it ended', 'Journeys']}
              rows={byOutcome.map(({ outcome, journeys }) => [outcomeNames[outcome], journeys])}
            />
            {byMethod.length === 0 ? (
              <Empty>Nobody was asked for a proof.</Empty>
            ) : (
              <CountTable
                label="By method"
                columns={['Method', 'Passed', 'Wrong']}
                rows={byMethod.map(({ kind, passed, failed }) => [methodName(kind), passed, failed])}
              />
            )}
          </div>
        )}
      </Shown>
      {downloads ? <Download report="resets" period={period} /> : null}
    </section>
  )
}

function Unable({ period }: { period: Period }) {
  const write = useWriting()
  const asked = useAnswer('reportUnable', { query: { ...period, limit: 50 } })
  return (
    <section>
      <h2>Who could not get back in, and why</h2>
      <Shown asked={asked}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Empty>Everybody who tried could go on.</Empty>
          ) : (
            <>
              <Scroll label="Who could not get back in">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">When</th>
                      <th scope="col">Who</th>
                      <th scope="col">Why</th>
                      <th scope="col">Reference</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map(({ at, account, username, reason, code, reference }) => (
                      <tr key={at + (reference ?? '')}>
                        <td class="num nb">{write.moment(at)}</td>
                        <th scope="row">
                          {account === null ? (
                            'Nobody known'
                          ) : (
                            <Link path={`people/${account}`}>{username ?? account}</Link>
                          )}
                        </th>
                        <td>
                          {ruleWords[reason as IneligibleReason]?.fails ?? reason}
                          {code === null ? '' : ` (${code})`}
                        </td>
                        <td class="mono nb">{reference}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </Scroll>
              {next === null ? null : <p class="soft">These are the newest 50. The download has all of them.</p>}
            </>
          )
        }
      </Shown>
      <Download report="unable" period={period} />
    </section>
  )
}
