// Who can reset: nobody, the members of some groups, or everyone; and what the edition includes.
import { Scroll } from '../../parts/shown.tsx'
import { Groups } from './groups.tsx'
import { type Draft, PolicyRoom } from './policy-room.tsx'

export const WhoCanReset = () => (
  <PolicyRoom
    title="Who can reset"
    lead="Administrators have a stricter policy of their own: scope does not apply to them."
  >
    {(draft) => (
      <>
        <Scope draft={draft} />
        <label class="check">
          <input
            type="checkbox"
            checked={draft.document.administrators.on}
            onChange={(event) =>
              draft.change({ administrators: { ...draft.document.administrators, on: event.currentTarget.checked } })
            }
          />
          <span>
            Administrators can reset
            <span>Always with two proofs, and never by questions</span>
          </span>
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={draft.document.on}
            onChange={(event) => draft.change({ on: event.currentTarget.checked })}
          />
          <span>
            Reset is switched on
            <span>Off, nobody can reset, whatever the scope</span>
          </span>
        </label>
        <Editions edition={draft.edition} />
      </>
    )}
  </PolicyRoom>
)

function Scope({ draft: { document, change } }: { draft: Draft }) {
  const { scope } = document
  const groups = scope.kind === 'groups' ? scope : { include: [], exclude: [] }
  return (
    <fieldset>
      <legend class="vh">Scope</legend>
      <ul class="pick">
        <li>
          <label>
            <input
              type="radio"
              name="scope"
              checked={scope.kind === 'none'}
              onChange={() => change({ scope: { kind: 'none' } })}
            />
            <span>
              No one
              <span>The reset page shows only how to reach the help desk.</span>
            </span>
          </label>
        </li>
        <li>
          <label>
            <input
              type="radio"
              name="scope"
              checked={scope.kind === 'groups'}
              onChange={() =>
                change({ scope: { kind: 'groups', include: [...groups.include], exclude: [...groups.exclude] } })
              }
            />
            <span>
              People in these groups
              <span>Groups inside groups count.</span>
            </span>
          </label>
          {scope.kind === 'groups' ? (
            <div class="inset">
              <Groups
                title="Include"
                add="Add a group"
                chosen={scope.include}
                choose={(include) => change({ scope: { ...scope, include } })}
              />
              <Groups
                title="Leave out"
                add="Leave out a group"
                not
                chosen={scope.exclude}
                choose={(exclude) => change({ scope: { ...scope, exclude } })}
              />
            </div>
          ) : null}
        </li>
        <li>
          <label>
            <input
              type="radio"
              name="scope"
              checked={scope.kind === 'all'}
              onChange={() => change({ scope: { kind: 'all' } })}
            />
            <span>
              Everyone
              <span>Every account of every directory</span>
            </span>
          </label>
        </li>
      </ul>
    </fieldset>
  )
}

const rows = [
  ['Built-in, administrator', 'reset, unlock', 'yes', 'yes', 'yes'],
  ['Built-in, member', 'reset, unlock', 'no', 'yes', 'yes'],
  ['Other directories', 'reset, unlock, change', 'no', 'no', 'yes, with writeback'],
  ['Built-in', 'change', 'yes', 'yes', 'yes'],
] as const
const editions = ['free', 'basic', 'premium'] as const

const Editions = ({ edition }: Pick<Draft, 'edition'>) => (
  <section>
    <h2>Edition: {edition}</h2>
    <p class="sub">Changed on the server alone: rekey edition set</p>
    <Scroll label="What each edition includes">
      <table>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">What</th>
            {editions.map((each) => (
              <th key={each} scope="col">
                {each}
                {each === edition ? ' (yours)' : ''}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([account, what, ...entitled]) => (
            <tr key={account + what}>
              <th scope="row">{account}</th>
              <td>{what}</td>
              {entitled.map((says, index) => (
                <td key={editions[index]} class={editions[index] === edition ? 'open' : undefined}>
                  {editions[index] === edition ? <b>{says}</b> : says}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  </section>
)
