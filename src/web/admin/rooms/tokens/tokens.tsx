// What programs call the API with: made, shown once, ended.
import { useState } from 'preact/hooks'
import { notByTokens } from '../../../../core/people/permissions.ts'
import { type Answer, call } from '../../client/api.ts'
import { useMe } from '../../client/me.ts'
import { type ProblemShown, useAnswer } from '../../client/use-answer.ts'
import { useWriting } from '../../client/write.ts'
import { Field } from '../../parts/field.tsx'
import { Head } from '../../parts/head.tsx'
import { Empty, ProblemNote, Scroll, Shown } from '../../parts/shown.tsx'
import { ShownOnce } from '../../parts/shown-once.tsx'
import { permissionWords } from '../../words/names.ts'

export function Tokens() {
  const me = useMe()
  const write = useWriting()
  const asked = useAnswer('listTokens')
  const [made, setMade] = useState<Answer<'createToken'> | null>(null)
  const [problem, setProblem] = useState<ProblemShown | null>(null)

  async function make(form: FormData) {
    setMade(null)
    setProblem(null)
    const chosen = me.permissions.filter((each) => form.get(each) === 'on')
    const body = { name: String(form.get('name')), permissions: chosen, days: Number(form.get('days')) }
    const called = await call('createToken', { body })
    if (called.kind === 'problem') setProblem(called.problem)
    if (called.kind !== 'answer') return
    setMade(called.answer)
    asked.again()
  }

  async function end(id: string) {
    setMade(null)
    const called = await call('revokeToken', { params: { token: id } })
    if (called.kind === 'problem') setProblem(called.problem)
    asked.again()
  }

  return (
    <>
      <Head
        title="Tokens"
        lead="Programs call the API with them. Each may do what it was given and what you still may, whichever is less."
      />
      {problem === null ? null : <ProblemNote problem={problem} />}
      {made === null ? null : (
        <ShownOnce title={`The token “${made.name}”`} what="It is shown this once. Whoever has it may do what it may.">
          {made.token}
        </ShownOnce>
      )}
      <Shown asked={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>There is no token.</Empty>
          ) : (
            <Scroll label="Tokens">
              <table class="mid">
                <thead>
                  <tr>
                    <th scope="col">Name</th>
                    <th scope="col">May</th>
                    <th scope="col">Made by</th>
                    <th scope="col">Ends</th>
                    <th scope="col">Last used</th>
                    <th scope="col">
                      <span class="vh">Action</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((token) => (
                    <tr key={token.id}>
                      <th scope="row">{token.name}</th>
                      <td class="small">{token.permissions.join(', ')}</td>
                      <td>{token.createdBy ?? 'Somebody who was erased'}</td>
                      <td class="num nb">{write.day(token.expiresAt)}</td>
                      <td class="num nb">{token.usedAt === null ? 'Never' : write.moment(token.usedAt)}</td>
                      <td class="r">
                        <button class="link" type="button" onClick={() => end(token.id)}>
                          End it<span class="vh">: {token.name}</span>
                        </button>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          )
        }
      </Shown>
      <section>
        <h2>Make one</h2>
        <form
          class="fields"
          onSubmit={(event) => {
            event.preventDefault()
            make(new FormData(event.currentTarget))
          }}
        >
          <Field title="Name" hint="What uses it">
            {(field) => <input {...field} name="name" required maxLength={80} autocomplete="off" />}
          </Field>
          <label>
            Days until it ends
            <input name="days" type="number" min={1} max={365} required defaultValue="90" />
          </label>
          <fieldset>
            <legend>What it may do</legend>
            {me.permissions
              .filter((each) => !notByTokens.has(each))
              .map((each) => (
                <label key={each} class="check">
                  <input type="checkbox" name={each} />
                  <span>
                    {permissionWords[each]} <span class="mono soft small">{each}</span>
                  </span>
                </label>
              ))}
          </fieldset>
          <div>
            <button class="btn" type="submit">
              Make the token
            </button>
          </div>
        </form>
      </section>
    </>
  )
}
