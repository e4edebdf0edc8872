// What may be done for a person: each asks why, says what it will do, and is told to them.
import { useState } from 'preact/hooks'
import { call } from '../../client/api.ts'
import { AskReason } from '../../parts/dialog.tsx'
import { Empty } from '../../parts/shown.tsx'
import type { ActedOn } from './acted-on.ts'
import { OneTimePassword } from './one-time-password.tsx'

const acts = [
  {
    act: 'clear-waits',
    operation: 'clearWaits',
    title: 'Clear the wrong answers',
    what: 'It may be tried again at once. Messages that were sent stay counted.',
  },
  {
    act: 'require-registration',
    operation: 'requireRegistration',
    title: 'Ask to confirm methods again',
    what: 'The next sign-in asks whether every way back in is still right.',
  },
  { act: 'invite', operation: 'invite', title: 'Send an invitation', what: 'A mail asks to set up ways back in.' },
  {
    act: 'end-sessions',
    operation: 'endSessions',
    title: 'Sign out everywhere',
    what: 'Every session ends at once, on every device.',
  },
  {
    act: 'lift-freeze',
    operation: 'liftFreeze',
    title: 'Lift the freeze',
    what: 'Signing in and resetting work again. Be sure that you speak to the owner.',
  },
] as const

export function Actions({ person, acted }: ActedOn) {
  const [chosen, setChosen] = useState<(typeof acts)[number] | null>(null)
  const [calling, setCalling] = useState(false)
  const open = acts.filter(({ act }) => person.actions.includes(act) && (act !== 'lift-freeze' || person.frozen))
  return (
    <section>
      <h2>Act on this account</h2>
      <p class="sub">They are told about each of these, and each is in the audit log under your name.</p>
      {open.length === 0 && !person.actions.includes('one-time-password') ? (
        <Empty>Nothing that your role may do here.</Empty>
      ) : (
        <div class="row">
          {person.actions.includes('one-time-password') ? (
            <button class="btn" type="button" onClick={() => setCalling(true)}>
              Set a one-time password
            </button>
          ) : null}
          {open.map((each) => (
            <button
              key={each.act}
              class={each.act === 'lift-freeze' ? 'btn grave' : 'btn plain'}
              type="button"
              onClick={() => setChosen(each)}
            >
              {each.title}
            </button>
          ))}
        </div>
      )}
      {calling ? (
        <OneTimePassword
          person={person}
          close={async () => {
            setCalling(false)
            const called = await call('readAccount', { params: { account: person.id } })
            if (called.kind === 'answer') acted(called.answer)
          }}
        />
      ) : null}
      {chosen === null ? null : (
        <AskReason
          title={chosen.title}
          verb={chosen.title}
          grave={chosen.act === 'lift-freeze'}
          act={async (reason) => {
            const called = await call(chosen.operation, { params: { account: person.id }, body: { reason } })
            if (called.kind === 'answer') acted(called.answer)
            return called
          }}
          close={() => setChosen(null)}
        >
          <p>{chosen.what}</p>
        </AskReason>
      )}
    </section>
  )
}
