// Fact by fact, whether or not it belongs to a journey: sign-ins, policies, roles, tokens, exports.
import type { Answer } from '../../client/api.ts'
import { useWriting } from '../../client/write.ts'
import { Link } from '../../parts/link.tsx'
import { Scroll } from '../../parts/shown.tsx'
import { detailWords, factWords, isTrouble } from '../../words/facts.ts'

export function Events({ events }: { events: Answer<'listAuditEvents'>['items'] }) {
  const write = useWriting()
  return (
    <Scroll label="Facts">
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">About</th>
            <th scope="col">Details</th>
            <th scope="col">Reference</th>
          </tr>
        </thead>
        <tbody>
          {events.map(({ id, at, kind, account, username, details, reference }) => (
            <tr key={id}>
              <td class="num nb">{write.moment(at)}</td>
              <th scope="row" class={isTrouble(kind) ? 'bad' : undefined}>
                {factWords(kind)}
              </th>
              <td>
                {account === null ? (username ?? '') : <Link path={`people/${account}`}>{username ?? 'Erased'}</Link>}
              </td>
              <td class="small soft">{detailWords(details)}</td>
              <td class="mono nb">{reference}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
