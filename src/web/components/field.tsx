// A labelled input: label, hint, what is wrong, then the input. A placeholder is never a label.
import type { ComponentChildren } from 'preact'
import type { Say, Sentence } from '../../core/wording/wording.ts'
import { Icon, icons } from './icons.tsx'

export interface FieldProps {
  readonly say: Say
  readonly id: string
  readonly label: string
  readonly hint?: ComponentChildren
  readonly problem?: Sentence | undefined
  /** Receives the attributes that tie the input to its hint and its problem. */
  readonly children: (ties: FieldTies) => ComponentChildren
}

export interface FieldTies {
  readonly id: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: 'true'
}

export function Field({ say, id, label, hint, problem, children }: FieldProps) {
  const described = [...(hint === undefined ? [] : [`${id}-hint`]), ...(problem === undefined ? [] : [`${id}-err`])]
  const ties: FieldTies = {
    id,
    ...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') }),
    ...(problem === undefined ? {} : { 'aria-invalid': 'true' }),
  }
  return (
    <div class={problem === undefined ? 'field' : 'field bad'}>
      <label for={id}>{label}</label>
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem === undefined ? null : (
        <p class="err" id={`${id}-err`}>
          <Icon path={icons.problem} size={20} />
          <span>
            <span class="vh">{say('errors.prefix')} </span>
            {say(problem.id, problem.values)}
          </span>
        </p>
      )}
      {children(ties)}
    </div>
  )
}
