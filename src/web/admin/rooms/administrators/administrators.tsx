// Who holds a role, giving one by a link, and taking one away.
import { useState } from 'preact/hooks'
import { roles } from '../../../../core/people/roles.ts'
import { type Answer, call } from '../../client/api.ts'
import { may, useMe } from '../../client/me.ts'
import { type ProblemShown, useAnswer } from '../../client/use-answer.ts'
import { useWriting } from '../../client/write.ts'
import { AskReason } from '../../parts/dialog.tsx'
import { Head } from '../../parts/head.tsx'
import { Link } from '../../parts/link.tsx'
import { Empty, ProblemNote, Scroll, Shown } from '../../parts/shown.tsx'
import { ShownOnce } from '../../parts/shown-once.tsx'
import { roleName } from '../../words/names.ts'

type Holder = Answer<'listAdministrators'>['items'][number]

export function Administrators() {
  const me = useMe()
  const asked = useAnswer('listAdministrators')
  const [taking, setTaking] = useState<Holder | null>(null)
  const mayWrite = may(me, 'administrators.write')
  return (
    <>
      <Head
        title="Administrators"
        lead="Who may do what here. A role comes with a password and two methods of its holder’s own."
      />
      <Shown asked={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>Nobody holds a role.</Empty>
          ) : (
            <Scroll label="Administrators">
              <table class="mid">
                <thead>
                  <tr>
                    <th scope="col">Who</th>
                    <th scope="col">Username</th>
                    <th scope="col">Role</th>
                    <th scope="col">
                      <span class="vh">Action</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((each) => (
                    <tr key={each.account}>
                      <th scope="row">
                        {may(me, 'people.find') ? (
                          <Link path={`people/${each.account}`}>{each.displayName}</Link>
                        ) : (
                          each.displayName
                        )}
                      </th>
                      <td>{each.username}</td>
                      <td>{roleName(each.role)}</td>
                      <td class="r">
                        {mayWrite ? (
                          <button class="link" type="button" onClick={() => setTaking(each)}>
                            Take the role away<span class="vh"> from {each.displayName}</span>
                          </button>
                        ) : null}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          )
        }
      </Shown>
      {mayWrite ? <Grant /> : null}
      {taking === null ? null : (
        <AskReason
          title={`Take the role of ${taking.displayName} away`}
          verb="Take it away"
          grave
          act={(reason) => call('takeRole', { params: { account: taking.account }, body: { reason } })}
          close={(done) => {
            setTaking(null)
            if (done) asked.again()
          }}
        >
          <p>
            They are no longer {roleName(taking.role).toLowerCase()}, at once, and every token they made is dead. The
            account stays.
          </p>
        </AskReason>
      )}
    </>
  )
}

function Grant() {
  const write = useWriting()
  const [made, setMade] = useState<Answer<'grantRole'> | null>(null)
  const [problem, setProblem] = useState<ProblemShown | null>(null)
  return (
    <section>
      <h2>Give somebody a role</h2>
      <p class="sub">
        A link is made for them. It begins with a new password, replaces every method, and ends in the role. The others
        are told.
      </p>
      {problem === null ? null : <ProblemNote problem={problem} />}
      {made === null ? null : (
        <ShownOnce
          title="Give them this link"
          what={`It is shown once, works once, and dies at ${write.moment(made.expiresAt)}.`}
        >
          {made.link}
        </ShownOnce>
      )}
      <form
        class="fields"
        onSubmit={async (event) => {
          event.preventDefault()
          setMade(null)
          setProblem(null)
          const form = new FormData(event.currentTarget)
          const body = {
            username: String(form.get('username')),
            role: String(form.get('role')),
            reason: String(form.get('reason')),
          }
          const called = await call('grantRole', { body })
          if (called.kind === 'answer') setMade(called.answer)
          if (called.kind === 'problem') setProblem(called.problem)
        }}
      >
        <label>
          Username
          <input name="username" required maxLength={256} autocomplete="off" spellcheck={false} />
        </label>
        <label>
          Role
          <select name="role">
            {roles.toReversed().map((role) => (
              <option key={role} value={role}>
                {roleName(role)}
              </option>
            ))}
          </select>
        </label>
        <label>
          Why
          <textarea name="reason" required minLength={3} maxLength={500} />
        </label>
        <div>
          <button class="btn" type="submit">
            Make the link
          </button>
        </div>
      </form>
    </section>
  )
}
