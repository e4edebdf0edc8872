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
              <Scroll label="By method">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">Method</th>
                      <th scope="col" class="r">
                        Accounts
                      </th>
                      <th scope="col" class="r">
                        Usable now
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {byMethod.map(({ kind, accounts, usable }) => (
                      <tr key={kind}>
                        <th scope="row">{methodName(kind)}</th>
                        <td class="r">{write.count(accounts)}</td>
                        <td class="r">{write.count(usable)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </Scroll>
            </div>
            <div>
              <p class="sub">What stands in the way of the others</p>
              {byReason.length === 0 ? (
                <Empty>Nothing does.</Empty>
              ) : (
                <Scroll label="By reason">
                  <table>
                    <tbody>
                      {byReason.map(({ reason, accounts }) => (
                        <tr key={reason}>
                          <th scope="row">{ruleWords[reason as IneligibleReason]?.fails ?? reason}</th>
                          <td class="r">{write.count(accounts)}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </Scroll>
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
  const write = useWriting()
  const asked = useAnswer('reportResets', { query: period })
  return (
    <section>
      <h2>What resets came to</h2>
      <Shown asked={asked}>
        {({ byOutcome, byMethod }) => (
          <div class="cols">
            <Scroll label="By outcome">
              <table>
                <thead>
                  <tr>
                    <th scope="col">How it ended</th>
                    <th scope="col" class="r">
                      Journeys
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {byOutcome.map(({ outcome, journeys }) => (
                    <tr key={outcome}>
                      <th scope="row">{outcomeNames[outcome]}</th>
                      <td class="r">{write.count(journeys)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
            {byMethod.length === 0 ? (
              <Empty>Nobody was asked for a proof.</Empty>
            ) : (
              <Scroll label="By method">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">Method</th>
                      <th scope="col" class="r">
                        Passed
                      </th>
                      <th scope="col" class="r">
                        Wrong
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {byMethod.map(({ kind, passed, failed }) => (
                      <tr key={kind}>
                        <th scope="row">{methodName(kind)}</th>
                        <td class="r">{write.count(passed)}</td>
                        <td class="r">{write.count(failed)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </Scroll>
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
