// Asked before something is done to somebody: what it will do, and why. The browser's own dialog keeps focus and Escape.
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Operation } from '../../../contract/routes.ts'
import type { Called } from '../client/api.ts'
import type { ProblemShown } from '../client/use-answer.ts'
import { Field } from './field.tsx'
import { ProblemNote } from './shown.tsx'

interface AskReasonProps {
  readonly title: string
  readonly children: ComponentChildren
  /** On the button: what it does. */
  readonly verb: string
  readonly grave?: boolean
  readonly act: (reason: string) => Promise<Called<Operation>>
  readonly close: (done: boolean) => void
}

export function AskReason({ title, children, verb, grave = false, act, close }: AskReasonProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemShown | null>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} aria-labelledby={`${id}-title`} onClose={() => close(false)}>
      <form
        onSubmit={async (event) => {
          event.preventDefault()
          setBusy(true)
          const called = await act(reason)
          setBusy(false)
          if (called.kind === 'problem') setProblem(called.problem)
          if (called.kind === 'answer') close(true)
        }}
      >
        <h2 id={`${id}-title`}>{title}</h2>
        {children}
        {problem === null ? null : <ProblemNote problem={problem} />}
        <Field title="Why" hint="Kept in the audit log under your name. The person is told what was done, not why.">
          {(field) => (
            <textarea
              {...field}
              required
              minLength={3}
              maxLength={500}
              value={reason}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="row">
          <button class={grave ? 'btn grave' : 'btn'} type="submit" disabled={busy}>
            {verb}
          </button>
          <button class="btn plain" type="button" onClick={() => dialog.current?.close()}>
            Leave it as it is
          </button>
        </div>
      </form>
    </dialog>
  )
}
