// One person: the decision rule by rule, what they hold (masked), what waits, what happened, and what may be done for them.
import { useState } from 'preact/hooks'
import { ruleWords } from '../../../../contract/words.ts'
import type { IneligibleReason } from '../../../../core/policy/eligibility.ts'
import { type Asked, useAnswer } from '../../client/use-answer.ts'
import { useWriting } from '../../client/write.ts'
import { Head } from '../../parts/head.tsx'
import { Cross, Dash, Tick } from '../../parts/icons.tsx'
import { Link } from '../../parts/link.tsx'
import { Empty, Shown } from '../../parts/shown.tsx'
import { detailWords, factWords, isTrouble } from '../../words/facts.ts'
import { methodName, roleName } from '../../words/names.ts'
import type { Person } from './acted-on.ts'
import { Actions } from './actions.tsx'
import { Methods } from './methods.tsx'

export function PersonRoom({ id }: { id: string }) {
  const asked = useAnswer('readAccount', { params: { account: id } })
  const title = asked.value?.displayName ?? 'Person'
  const lead = asked.value === null ? undefined : describe(asked.value)
  return (
    <>
      <Head
        key={title}
        title={title}
        up={{ path: 'people', title: 'People' }}
        {...(lead === undefined ? {} : { lead })}
      />
      <Shown asked={asked}>{(person) => <Details person={person} asked={asked} />}</Shown>
    </>
  )
}

const describe = ({ username, directory, role }: Person): string =>
  `${username} · ${directory}${role === null ? '' : ` · ${roleName(role)}`}`

function Details({ person, asked }: { person: Person; asked: Asked<Person> }) {
  const write = useWriting()
  const [acted, setActed] = useState(0)
  const failures = person.waits.reduce((sum, wait) => sum + wait.failures, 0)
  const after = (as: Person) => {
    asked.replace(as)
    setActed(acted + 1)
  }
  return (
    <div class="stack">
      <dl class="figures">
        <div>
          <dd class="d">
            {person.reason === null
              ? 'by themselves'
              : (ruleWords[person.reason as IneligibleReason]?.fails ?? person.reason)}
          </dd>
          <dt>Can reset</dt>
          <dd class="n">{person.reason === null ? 'Yes' : 'No'}</dd>
        </div>
        <div>
          <dd class="d">of {person.methods.length} on file</dd>
          <dt>methods usable now</dt>
          <dd class="n">{person.methods.filter(({ usable }) => usable).length}</dd>
        </div>
        <div>
          <dd class="d">{person.waits.length === 0 ? 'nothing waits' : 'and it has to wait'}</dd>
          <dt>wrong answers</dt>
          <dd class="n">{failures}</dd>
        </div>
        <div>
          <dd class="d">live now</dd>
          <dt>sessions</dt>
          <dd class="n">{person.sessions}</dd>
        </div>
      </dl>
      {person.frozenAt === null ? null : (
        <div class="note bad">
          <p>
            <b>Frozen since {write.moment(person.frozenAt)}.</b>
          </p>
          <p>Somebody said “This was not me”. Find out who before you lift it.</p>
        </div>
      )}
      <div class="cols wide-first">
        <Methods person={person} acted={after} />
        <section>
          <h2>{person.reason === null ? 'Why they can reset' : 'Why they can’t reset'}</h2>
          <ol class="why">
            {person.rules.map(({ rule, holds }) => {
              const words = ruleWords[rule as IneligibleReason]
              return (
                <li key={rule} class={holds === false ? 'bad' : undefined}>
                  {holds === true ? <Tick /> : holds === false ? <Cross /> : <Dash />}
                  <span class={holds === null ? 'soft' : undefined}>
                    <span class="vh">{holds === true ? 'Yes: ' : holds === false ? 'No: ' : 'Not asked: '}</span>
                    {holds === false ? words?.fails : words?.holds}
                  </span>
                </li>
              )
            })}
          </ol>
        </section>
      </div>
      <Waits person={person} />
      <Actions person={person} acted={after} />
      <Lately key={acted} id={person.id} />
    </div>
  )
}

function Waits({ person: { waits } }: { person: Person }) {
  const write = useWriting()
  if (waits.length === 0) return null
  return (
    <section>
      <h2>What waits</h2>
      <ul class="todo">
        {waits.map(({ what, whose, failures, until }) => (
          <li key={what + whose}>
            <span class="dot warn" />
            <span>
              {what === 'answers'
                ? 'Answers'
                : what === 'starts'
                  ? 'New resets'
                  : what === 'sign-in'
                    ? 'Signing in'
                    : methodName(what)}{' '}
              {whose === 'known-browser' ? 'from browsers it knows' : 'from strangers'}: {failures} wrong,{' '}
              {until === null ? 'stopped until somebody clears it' : `until ${write.moment(until)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Lately({ id }: { id: string }) {
  const write = useWriting()
  const asked = useAnswer('listAccountEvents', { params: { account: id }, query: { limit: 20 } })
  return (
    <section>
      <h2>Lately</h2>
      <Shown asked={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>Nothing has happened yet.</Empty>
          ) : (
            <ol class="line wide">
              {items.map(({ at, kind, details, reference }) => (
                <li key={at + kind} class={isTrouble(kind) ? 'bad' : undefined}>
                  <time dateTime={at}>{write.moment(at)}</time>
                  <div>
                    {factWords(kind)}{' '}
                    <span class="soft">
                      {detailWords(details)}
                      {reference === null ? null : (
                        <>
                          {' '}
                          <Link path="audit" query={{ reference }}>
                            {reference}
                          </Link>
                        </>
                      )}
                    </span>
                  </div>
                </li>
              ))}
            </ol>
          )
        }
      </Shown>
    </section>
  )
}
