// What would change: how many, why, and who; and the button repeats the number.
import { useEffect, useRef, useState } from 'preact/hooks'
import { ruleWords, warningWords } from '../../../../contract/words.ts'
import type { IneligibleReason } from '../../../../core/policy/eligibility.ts'
import type { PolicyWarning } from '../../../../core/policy/judge-policy.ts'
import type { Answer } from '../../client/api.ts'
import { useWriting } from '../../client/write.ts'
import { Chevron, Cross } from '../../parts/icons.tsx'

interface ImpactDrawerProps {
  readonly impact: Answer<'previewPolicy'>
  /** The counts moved since they were shown. */
  readonly moved: boolean
  readonly save: (note: string) => Promise<void>
  readonly close: () => void
  readonly forget: () => void
}

export function ImpactDrawer({ impact, moved, save, close, forget }: ImpactDrawerProps) {
  const write = useWriting()
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const people = impact.ableAfter === 1 ? '1 person' : `${write.count(impact.ableAfter)} people`
  return (
    <aside
      class="drawer"
      aria-labelledby="impact"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <div class="top">
        <h2 id="impact" ref={title} tabIndex={-1}>
          What would change
        </h2>
        <button class="x" type="button" aria-label="Close the preview" onClick={close}>
          <Cross size={20} />
        </button>
      </div>
      {moved ? (
        <div class="note warn" role="alert">
          <p>
            <b>The numbers have moved</b> since you looked. These are the ones of now.
          </p>
        </div>
      ) : null}
      <div class="fromto">
        <div>
          <span class="soft">Can reset now</span>
          <b>{write.count(impact.ableNow)}</b>
        </div>
        <Chevron size={24} />
        <div>
          <span class="soft">After saving</span>
          <b>{write.count(impact.ableAfter)}</b>
        </div>
      </div>
      <ul class="delta">
        {impact.gains === 0 ? null : (
          <li class="plus">
            <b>+{write.count(impact.gains)}</b>
            <span>
              gain it
              <Reasons because={impact.gainsBecause} before />
            </span>
          </li>
        )}
        {impact.loses === 0 ? null : (
          <li class="minus">
            <b>−{write.count(impact.loses)}</b>
            <span>
              lose it
              <Reasons because={impact.losesBecause} />
            </span>
          </li>
        )}
        {impact.gains + impact.loses === 0 ? (
          <li>
            <b>0</b>
            <span>nobody gains or loses the ability to reset</span>
          </li>
        ) : null}
        {impact.asked === 0 ? null : (
          <li>
            <b>{write.count(impact.asked)}</b>
            <span>
              will be asked to set up methods<span>At their next sign-in</span>
            </span>
          </li>
        )}
      </ul>
      <Names title="gain it" affected={impact.gaining} all={impact.gains} />
      <Names title="lose it" affected={impact.losing} all={impact.loses} />
      {impact.underWay === 0 ? null : (
        <div class="note warn">
          <p>
            <b>{write.count(impact.underWay)} under way</b> for people who lose it: they are decided by the policy that
            they meet.
          </p>
        </div>
      )}
      {impact.warnings.map(({ id, accounts }) => (
        <div key={id} class="note warn">
          <p>
            {warningWords[id as PolicyWarning] ?? id}
            {accounts === null ? '' : ` It adds ${write.count(accounts)}.`}
          </p>
        </div>
      ))}
      <details>
        <summary>
          {impact.changes.length === 1 ? 'One setting changes' : `${impact.changes.length} settings change`}
        </summary>
        <ul class="from-to small">
          {impact.changes.map(({ path, from, to }) => (
            <li key={path}>
              <span class="mono">{path}</span>: {written(from)} → {written(to)}
            </li>
          ))}
        </ul>
      </details>
      <form
        class="foot"
        onSubmit={async (event) => {
          event.preventDefault()
          setBusy(true)
          await save(note.trim())
          setBusy(false)
        }}
      >
        <label>
          Why <span class="soft">(may be left out)</span>
          <input value={note} maxLength={500} onInput={(event) => setNote(event.currentTarget.value)} />
        </label>
        <button class="btn" type="submit" disabled={busy}>
          Save for {people}
        </button>
        <button class="btn plain" type="button" onClick={forget}>
          Throw away my changes
        </button>
      </form>
    </aside>
  )
}

function Reasons({ because, before = false }: { because: Answer<'previewPolicy'>['gainsBecause']; before?: boolean }) {
  const write = useWriting()
  return (
    <>
      {because.map(({ reason, accounts }) => (
        <span key={reason}>
          {write.count(accounts)}: {before ? 'before, ' : ''}
          {(ruleWords[reason as IneligibleReason]?.fails ?? reason).toLowerCase()}
        </span>
      ))}
    </>
  )
}

function Names({ title, affected, all }: { title: string; affected: Answer<'previewPolicy'>['gaining']; all: number }) {
  const write = useWriting()
  if (affected === null || affected.length === 0) return null
  return (
    <div>
      <h3>{affected.length === all ? `Who ${title}` : `${affected.length} of the ${write.count(all)} who ${title}`}</h3>
      <p class="soft">{affected.map(({ displayName }) => displayName).join(', ')}</p>
    </div>
  )
}

const written = (value: unknown): string => (value === null ? 'nothing' : JSON.stringify(value))
