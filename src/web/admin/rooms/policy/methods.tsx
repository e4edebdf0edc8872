// What people may prove themselves with, and how much of it. A loose choice carries its price beside it.
import { warningWords } from '../../../../contract/words.ts'
import { useAnswer } from '../../client/use-answer.ts'
import { useWriting } from '../../client/write.ts'
import { Pick } from '../../parts/pick.tsx'
import { Scroll, Shown } from '../../parts/shown.tsx'
import { className, methodName } from '../../words/names.ts'
import { type Draft, PolicyRoom } from './policy-room.tsx'

export const Methods = () => (
  <PolicyRoom title="Methods" lead="What people may use to prove who they are, and how much of it.">
    {(draft) => (
      <>
        <Gates draft={draft} />
        <Kinds draft={draft} />
        <label class="check">
          <input
            type="checkbox"
            checked={draft.document.trustImported}
            onChange={(event) => draft.change({ trustImported: event.currentTarget.checked })}
          />
          <span>
            Imported addresses count before their owner has proved them
            <span>{warningWords['trust-imported']}</span>
          </span>
        </label>
      </>
    )}
  </PolicyRoom>
)

const gates = [
  [2, 'Two, of different kinds', 'Recommended'],
  [1, 'One', warningWords['one-gate']],
] as const

const Gates = ({ draft: { document, change } }: { draft: Draft }) => (
  <Pick
    legend="Proofs needed to reset"
    name="gates"
    options={gates}
    chosen={document.gates}
    choose={(needed) => change({ gates: needed })}
  />
)

function Kinds({ draft: { document, change } }: { draft: Draft }) {
  const write = useWriting()
  const asked = useAnswer('listMethods')
  const toggle = (kinds: readonly string[], kind: string, on: boolean): string[] =>
    on ? [...kinds, kind] : kinds.filter((each) => each !== kind)
  return (
    <section>
      <h2>Methods people may use</h2>
      <Shown asked={asked}>
        {({ items }) => (
          <Scroll label="Methods">
            <table class="mid">
              <thead>
                <tr>
                  <th scope="col">Method</th>
                  <th scope="col">Kind of proof</th>
                  <th scope="col">Members</th>
                  <th scope="col">Administrators</th>
                  <th scope="col" class="r">
                    Set up by
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((method) => (
                  <tr key={method.kind}>
                    <th scope="row">{methodName(method.kind)}</th>
                    <td>{className(method.class)}</td>
                    <td>
                      <label class="sw">
                        <span class="vh">Members may use {methodName(method.kind)}</span>
                        <input
                          class="switch"
                          type="checkbox"
                          checked={document.methods.includes(method.kind)}
                          onChange={(event) =>
                            change({ methods: toggle(document.methods, method.kind, event.currentTarget.checked) })
                          }
                        />
                      </label>
                    </td>
                    <td>
                      {method.administrators ? (
                        <label class="sw">
                          <span class="vh">Administrators may use {methodName(method.kind)}</span>
                          <input
                            class="switch"
                            type="checkbox"
                            checked={document.administrators.methods.includes(method.kind)}
                            onChange={(event) =>
                              change({
                                administrators: {
                                  ...document.administrators,
                                  methods: toggle(
                                    document.administrators.methods,
                                    method.kind,
                                    event.currentTarget.checked,
                                  ),
                                },
                              })
                            }
                          />
                        </label>
                      ) : (
                        'Never'
                      )}
                    </td>
                    <td class="r">{write.count(method.accounts)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
      </Shown>
    </section>
  )
}
