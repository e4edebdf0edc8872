// A one-time password for somebody who calls: first they prove who they are, then it is shown once.
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { type Answer, call } from '../../client/api.ts'
import type { ProblemShown } from '../../client/use-answer.ts'
import { useWriting } from '../../client/write.ts'
import { Field } from '../../parts/field.tsx'
import { ProblemNote } from '../../parts/shown.tsx'
import { ShownOnce } from '../../parts/shown-once.tsx'
import { methodName } from '../../words/names.ts'
import type { Person } from './acted-on.ts'

type Stage =
  | { readonly at: 'choosing' }
  | { readonly at: 'asking'; readonly check: Answer<'checkCaller'>; readonly triesLeft: number | null }
  | { readonly at: 'proven'; readonly check: string }
  | { readonly at: 'set'; readonly password: Answer<'setOneTimePassword'> }

export function OneTimePassword({ person, close }: { person: Person; close: (done: boolean) => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [stage, setStage] = useState<Stage>({ at: 'choosing' })
  const [problem, setProblem] = useState<ProblemShown | null>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const usable = person.methods.filter(({ usable: able }) => able)

  async function ask(method: string) {
    setProblem(null)
    const called = await call('checkCaller', { params: { account: person.id }, body: { method } })
    if (called.kind === 'problem') setProblem(called.problem)
    if (called.kind === 'answer') setStage({ at: 'asking', check: called.answer, triesLeft: null })
  }

  async function answer(check: Answer<'checkCaller'>, code: string) {
    setProblem(null)
    const called = await call('answerCallerCheck', {
      params: { account: person.id },
      body: { check: check.check, code },
    })
    if (called.kind === 'problem') setProblem(called.problem)
    if (called.kind !== 'answer') return
    const { right, check: next, triesLeft } = called.answer
    if (right && next !== null) setStage({ at: 'proven', check: next })
    else if (next !== null) setStage({ at: 'asking', check: { ...check, check: next }, triesLeft })
    else setStage({ at: 'choosing' })
  }

  async function set(check: string, reason: string) {
    setProblem(null)
    const called = await call('setOneTimePassword', { params: { account: person.id }, body: { check, reason } })
    if (called.kind === 'problem') setProblem(called.problem)
    if (called.kind === 'answer') setStage({ at: 'set', password: called.answer })
  }

  return (
    <dialog ref={dialog} aria-labelledby={`${id}-title`} onClose={() => close(stage.at === 'set')}>
      <div class="stack">
        <h2 id={`${id}-title`}>Set a one-time password</h2>
        {problem === null ? null : <ProblemNote problem={problem} />}
        <Body person={person} usable={usable} stage={stage} ask={ask} answer={answer} set={set} />
        <div class="row">
          <button class="btn plain" type="button" onClick={() => dialog.current?.close()}>
            {stage.at === 'set' ? 'Done' : 'Leave it as it is'}
          </button>
        </div>
      </div>
    </dialog>
  )
}

interface BodyProps {
  readonly person: Person
  readonly usable: Person['methods']
  readonly stage: Stage
  readonly ask: (method: string) => Promise<void>
  readonly answer: (check: Answer<'checkCaller'>, code: string) => Promise<void>
  readonly set: (check: string, reason: string) => Promise<void>
}

function Body({ person, usable, stage, ask, answer, set }: BodyProps) {
  const write = useWriting()
  switch (stage.at) {
    case 'choosing':
      return usable.length === 0 ? (
        <p>
          {person.displayName} has nothing set up that could prove who calls. A set-up link is made on the server: rekey
          account set-up-link
        </p>
      ) : (
        <>
          <p>First the caller proves who they are. What they know about themselves is no proof.</p>
          <div class="row">
            {usable.map(({ id, kind, masked }) => (
              <button key={id} class="btn plain" type="button" onClick={() => ask(id)}>
                {kind === 'email'
                  ? `Mail them a code (${masked ?? ''})`
                  : `Ask for the code of their ${methodName(kind).toLowerCase()}`}
              </button>
            ))}
          </div>
        </>
      )
    case 'asking':
      return (
        <form
          key={stage.check.check}
          onSubmit={(event) => {
            event.preventDefault()
            answer(stage.check, String(new FormData(event.currentTarget).get('code') ?? ''))
          }}
        >
          {stage.triesLeft === null ? null : (
            <p role="alert">
              <b>This code is not right.</b>{' '}
              {stage.triesLeft === 1 ? 'One more try.' : `${stage.triesLeft} more tries.`}
            </p>
          )}
          <Field
            title="Code that they read out"
            hint={`From ${stage.check.masked ?? methodName(stage.check.kind).toLowerCase()}`}
          >
            {(field) => <input {...field} name="code" required maxLength={32} inputMode="numeric" autocomplete="off" />}
          </Field>
          <div class="row">
            <button class="btn" type="submit">
              Check the code
            </button>
          </div>
        </form>
      )
    case 'proven':
      return (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            set(stage.check, String(new FormData(event.currentTarget).get('reason') ?? ''))
          }}
        >
          <p>
            <b>It is {person.displayName}.</b> The password is made for you. It has to be changed at the first sign-in,
            within the hour. They are signed out everywhere.
          </p>
          <Field title="Why" hint="Kept in the audit log under your name. The person is told what was done, not why.">
            {(field) => <textarea {...field} name="reason" required minLength={3} maxLength={500} />}
          </Field>
          <div class="row">
            <button class="btn" type="submit">
              Set the password
            </button>
          </div>
        </form>
      )
    case 'set':
      return (
        <ShownOnce
          title="Read it to them, once"
          what={`It works until ${write.moment(stage.password.expiresAt)} and is shown nowhere again.`}
        >
          {stage.password.password}
        </ShownOnce>
      )
  }
}
