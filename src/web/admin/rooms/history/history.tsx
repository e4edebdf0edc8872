// Every version the policy had: who, when, why, and what became what. An earlier one is looked at like any change, and saved anew.
import { useState } from 'preact/hooks'
import { type Answer, call } from '../../client/api.ts'
import { may, useMe } from '../../client/me.ts'
import { usePlace } from '../../client/place.ts'
import { type ProblemShown, useAnswer } from '../../client/use-answer.ts'
import { useWriting } from '../../client/write.ts'
import { Head } from '../../parts/head.tsx'
import { Link } from '../../parts/link.tsx'
import { Scroll, Shown } from '../../parts/shown.tsx'
import { ImpactDrawer } from '../policy/impact-drawer.tsx'
import { Refusal } from '../policy/policy-room.tsx'

interface GoingBack {
  readonly version: number
  readonly document: Answer<'readPolicyVersion'>['document']
  readonly impact: Answer<'previewPolicy'>
  readonly moved: boolean
}

export function History() {
  const me = useMe()
  const write = useWriting()
  const { path, query } = usePlace()
  const { cursor } = query
  const asked = useAnswer('listPolicyVersions', { query: { limit: 20, cursor } })
  const [back, setBack] = useState<GoingBack | null>(null)
  const [problem, setProblem] = useState<ProblemShown | null>(null)

  async function lookAt(version: number) {
    setProblem(null)
    const old = await call('readPolicyVersion', { params: { version } })
    if (old.kind === 'problem') setProblem(old.problem)
    if (old.kind !== 'answer') return
    const { document } = old.answer
    const preview = await call('previewPolicy', { body: { document } })
    if (preview.kind === 'problem') setProblem(preview.problem)
    if (preview.kind === 'answer') setBack({ version, document, impact: preview.answer, moved: false })
  }

  async function save(note: string) {
    if (back === null) return
    const { document, impact, version } = back
    const body = {
      document,
      seen: { gains: impact.gains, loses: impact.loses },
      note: note === '' ? `Back to version ${version}` : note,
    }
    const called = await call('savePolicy', { body, builtOn: impact.version })
    if (called.kind === 'problem' && called.problem.code === 'impact-moved') {
      setBack({ ...back, impact: called.problem.impact as GoingBack['impact'], moved: true })
      return
    }
    setBack(null)
    if (called.kind === 'problem') setProblem(called.problem)
    if (called.kind === 'answer') asked.again()
  }

  return (
    <>
      <Head title="History" lead="Every version of the policy, newest first." />
      {problem === null ? null : <Refusal problem={problem} />}
      <Shown asked={asked}>
        {({ items, next }) => (
          <>
            <Scroll label="Versions">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Version</th>
                    <th scope="col">When</th>
                    <th scope="col">Who</th>
                    <th scope="col">What became what</th>
                    <th scope="col">
                      <span class="vh">Action</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((each, index) => (
                    <tr key={each.version}>
                      <th scope="row">
                        {each.version}
                        {index === 0 && cursor === undefined ? <span class="soft"> in force</span> : null}
                      </th>
                      <td class="num nb">{write.moment(each.savedAt)}</td>
                      <td>{each.savedBy ?? 'The installation'}</td>
                      <td class="from-to">
                        {each.note === null ? null : <p>{each.note}</p>}
                        <ul class="small soft">
                          {each.changes.map(({ path: at, from, to }) => (
                            <li key={at}>
                              <span class="mono">{at}</span>: {JSON.stringify(from)} → {JSON.stringify(to)}
                            </li>
                          ))}
                        </ul>
                      </td>
                      <td class="r">
                        {may(me, 'policy.write') && !(index === 0 && cursor === undefined) ? (
                          <button class="link" type="button" onClick={() => lookAt(each.version)}>
                            Go back<span class="vh"> to version {each.version}</span>
                          </button>
                        ) : null}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
            {next === null ? null : (
              <p>
                <Link path={path} query={{ cursor: next }}>
                  Older ones
                </Link>
              </p>
            )}
          </>
        )}
      </Shown>
      {back === null ? null : (
        <ImpactDrawer
          impact={back.impact}
          moved={back.moved}
          save={save}
          close={() => setBack(null)}
          forget={() => setBack(null)}
        />
      )}
    </>
  )
}
