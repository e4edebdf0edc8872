// Finding somebody: by the whole name for whoever helps one person, by list for those who may see one.
import { useState } from 'preact/hooks'
import { call } from '../../client/api.ts'
import { may, useMe } from '../../client/me.ts'
import { go, usePlace } from '../../client/place.ts'
import { type ProblemShown, useAnswer } from '../../client/use-answer.ts'
import { Field } from '../../parts/field.tsx'
import { Head } from '../../parts/head.tsx'
import { Link } from '../../parts/link.tsx'
import { Empty, ProblemNote, Scroll, Shown } from '../../parts/shown.tsx'
import { roleName } from '../../words/names.ts'

const states = [
  ['any', 'Everybody'],
  ['capable', 'Can reset'],
  ['not-registered', 'In scope, too little set up'],
  ['not-enabled', 'Not in scope'],
  ['frozen', 'Frozen'],
  ['waiting', 'Waiting after wrong answers'],
  ['administrators', 'With a role'],
] as const

export function People() {
  const me = useMe()
  return (
    <>
      <Head title="People" lead="One account at a time: whether they can get back in, and why not." />
      <FindOne />
      {may(me, 'people.list') ? <PeopleList /> : null}
    </>
  )
}

function FindOne() {
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<ProblemShown | null>(null)
  return (
    <form
      class="stack narrow"
      onSubmit={async (event) => {
        event.preventDefault()
        const called = await call('findAccount', { query: { name } })
        if (called.kind === 'answer') go({ path: `people/${called.answer.id}`, query: {} })
        if (called.kind === 'problem') setProblem(called.problem)
      }}
    >
      {problem === null ? null : problem.code === 'not-found' ? (
        <div class="note" role="alert">
          <p>
            <b>Nobody has this name.</b>
          </p>
          <p>Type it whole, as they do at the sign-in.</p>
        </div>
      ) : (
        <ProblemNote problem={problem} />
      )}
      <Field title="Username" hint="The whole name, as it is typed at the sign-in">
        {(field) => (
          <input
            {...field}
            required
            maxLength={256}
            value={name}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        )}
      </Field>
      <div class="row">
        <button class="btn" type="submit">
          Find this person
        </button>
      </div>
    </form>
  )
}

function PeopleList() {
  const { path, query } = usePlace()
  const state = states.find(([each]) => each === query['state'])?.[0] ?? 'any'
  const search = query['search'] ?? ''
  const cursor = query['cursor']
  const asked = useAnswer('listAccounts', { query: { search, state, limit: 50, cursor } })
  const filter = (more: Readonly<Record<string, string>>) =>
    go({ path, query: { search, state: state === 'any' ? '' : state, ...more } }, 'replace')
  return (
    <section>
      <h2>All accounts</h2>
      <div class="filters">
        <label>
          Name begins with
          <input value={search} autocomplete="off" onInput={(event) => filter({ search: event.currentTarget.value })} />
        </label>
        <label>
          State
          <select value={state} onChange={(event) => filter({ state: event.currentTarget.value })}>
            {states.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Shown asked={asked}>
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <Empty>{next === null ? 'Nobody fits.' : 'Nobody so far. There are more to look at.'}</Empty>
            ) : (
              <Scroll label="Accounts">
                <table class="mid">
                  <thead>
                    <tr>
                      <th scope="col">Who</th>
                      <th scope="col">Username</th>
                      <th scope="col">Role</th>
                      <th scope="col">Can reset</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((each) => (
                      <tr key={each.id}>
                        <th scope="row">
                          <Link path={`people/${each.id}`}>{each.displayName}</Link>
                        </th>
                        <td>{each.username}</td>
                        <td>{each.role === null ? '' : roleName(each.role)}</td>
                        <td>
                          <span class={each.frozen ? 'state bad' : each.capable ? 'state ok' : 'state off'}>
                            {each.frozen
                              ? 'Frozen'
                              : each.disabled
                                ? 'Disabled'
                                : each.capable
                                  ? 'Yes'
                                  : each.enabled
                                    ? 'Too little set up'
                                    : 'Not in scope'}
                          </span>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </Scroll>
            )}
            <p class="row">
              {cursor === undefined ? null : (
                <Link path={path} query={{ search, state: state === 'any' ? '' : state }}>
                  From the beginning
                </Link>
              )}
              {next === null ? null : (
                <Link path={path} query={{ search, state: state === 'any' ? '' : state, cursor: next }}>
                  More
                </Link>
              )}
            </p>
          </>
        )}
      </Shown>
    </section>
  )
}
