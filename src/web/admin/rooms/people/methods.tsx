// What a person holds, masked; and taking one away.
import { useState } from 'preact/hooks'
import { call } from '../../client/api.ts'
import { useWriting } from '../../client/write.ts'
import { AskReason } from '../../parts/dialog.tsx'
import { Empty, Scroll } from '../../parts/shown.tsx'
import { methodName } from '../../words/names.ts'
import type { ActedOn, Person } from './acted-on.ts'

export function Methods({ person, acted }: ActedOn) {
  const write = useWriting()
  const [removing, setRemoving] = useState<Person['methods'][number] | null>(null)
  return (
    <section>
      <h2>Methods</h2>
      {person.methods.length === 0 ? (
        <Empty>Nothing is set up.</Empty>
      ) : (
        <Scroll label="Methods">
          <table class="mid">
            <thead>
              <tr>
                <th scope="col">Method</th>
                <th scope="col">Added</th>
                <th scope="col">State</th>
                <th scope="col">
                  <span class="vh">Action</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {person.methods.map((method) => (
                <tr key={method.id}>
                  <th scope="row">
                    {methodName(method.kind)}
                    {method.masked === null ? null : (
                      <>
                        <br />
                        <span class="soft small">{method.masked}</span>
                      </>
                    )}
                  </th>
                  <td class="num">{write.day(method.addedAt)}</td>
                  <td>
                    <span class={method.usable ? 'state ok' : 'state warn'}>
                      {method.usable
                        ? 'Usable'
                        : method.provenAt === null
                          ? 'Known, not proven'
                          : method.heldUntil === null
                            ? 'Not allowed by the policy'
                            : `Held until ${write.moment(method.heldUntil)}`}
                    </span>
                  </td>
                  <td class="r">
                    {person.actions.includes('remove-method') ? (
                      <button class="link" type="button" onClick={() => setRemoving(method)}>
                        Remove<span class="vh"> {methodName(method.kind)}</span>
                      </button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {removing === null ? null : (
        <AskReason
          title={`Remove ${methodName(removing.kind).toLowerCase()}`}
          verb="Remove it"
          grave
          act={async (reason) => {
            const called = await call('removeMethod', {
              params: { account: person.id, method: removing.id },
              body: { reason },
            })
            if (called.kind === 'answer') acted(called.answer)
            return called
          }}
          close={() => setRemoving(null)}
        >
          <p>{person.displayName} is told at every address on file, and can take it back for three days.</p>
        </AskReason>
      )}
    </section>
  )
}
