// What a room shows while it waits, when it can't, and when there is something: designed once.
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { provePath } from '../client/api.ts'
import type { Asked, ProblemShown } from '../client/use-answer.ts'

interface ShownProps<Value> {
  readonly asked: Asked<Value>
  readonly children: (value: Value) => ComponentChildren
}

export function Shown<Value>({ asked, children }: ShownProps<Value>) {
  if (asked.problem !== null) return <ProblemNote problem={asked.problem} again={asked.again} />
  if (asked.value === null) return <Waiting />
  return (
    <div class={asked.loading ? 'stale' : undefined} aria-busy={asked.loading}>
      {children(asked.value)}
    </div>
  )
}

export const Waiting = () => (
  <div class="wait" role="status" aria-busy="true">
    <span />
    <span />
    <span />
    <p class="vh">One moment</p>
  </div>
)

export function ProblemNote({ problem, again }: { problem: ProblemShown; again?: () => void }) {
  if (problem.code === 'step-up-needed') return <ProofNote />
  return (
    <div class="note bad" role="alert">
      <p>
        <b>{problem.title}</b>
      </p>
      <p>{problem.detail}</p>
      {(problem.errors ?? []).map(({ path, problem: what }) => (
        <p key={path + what}>
          <span class="mono">{path}</span>: {what}
        </p>
      ))}
      {problem.reference === '' ? null : <p class="small soft">Reference {problem.reference}</p>}
      {again === undefined ? null : (
        <p>
          <button class="link" type="button" onClick={again}>
            Try it again
          </button>
        </p>
      )}
    </div>
  )
}

/** In a tab of its own, so that what was typed here is still there afterwards. */
const ProofNote = () => (
  <div class="note" role="alert">
    <p>
      <b>Prove that it is you first.</b>
    </p>
    <p>The last time was more than five minutes ago. Nothing that you typed here is lost.</p>
    <p>
      <a href={provePath()} target="_blank" rel="noopener">
        Prove it in a new tab
      </a>
      , then come back and press the same button again.
    </p>
  </div>
)

export const Empty = ({ children }: { children: ComponentChildren }) => <p class="empty">{children}</p>

/** A table that scrolls by itself where the page is narrow, and can be reached to be scrolled by keys. On a phone each row is a block. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  const region = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (region.current !== null) nameCells(region.current)
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard (WCAG 2.1.1)
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div ref={region} class="scroll" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  )
}

/** Each cell gets the title of its column, which the stylesheet writes beside it where the row is a block. */
function nameCells(region: HTMLElement): void {
  const titles = [...region.querySelectorAll('thead th')].map((each) =>
    each.querySelector('.vh') === null ? (each.textContent ?? '') : '',
  )
  for (const { children } of region.querySelectorAll('tbody tr')) {
    // A row of one wide cell is about the row above it.
    if (children.length !== titles.length) continue
    for (const [index, cell] of [...children].entries()) cell.setAttribute('data-title', titles[index] ?? '')
  }
}
