// What a room shows comes from one or more operations: loading, there, or not and why.
import { useCallback, useEffect, useState } from 'preact/hooks'
import type { Operation } from '../../../contract/routes.ts'
import { type Answer, type Called, call, type Sends } from './api.ts'

export type ProblemShown = Extract<Called<Operation>, { kind: 'problem' }>['problem']

export interface Asked<Value> {
  readonly value: Value | null
  readonly problem: ProblemShown | null
  readonly loading: boolean
  /** Asks again; what is there stays until the new answer comes. */
  again(): void
  /** What a write was answered with takes the place of what was read. */
  replace(value: Value): void
}

/** Asked anew whenever `sends` changes. An answer that comes after a newer question is not shown. */
export function useAnswer<Name extends Operation>(name: Name, sends: Sends<Name> = {}): Asked<Answer<Name>> {
  const question = JSON.stringify(sends)
  const [asked, setAsked] = useState(0)
  const [state, setState] = useState<{
    readonly value: Answer<Name> | null
    readonly problem: ProblemShown | null
    readonly for: string
  }>({
    value: null,
    problem: null,
    for: '',
  })
  const current = `${question} ${asked}`
  useEffect(() => {
    let stale = false
    call(name, JSON.parse(question) as Sends<Name>).then((called) => {
      if (stale || called.kind === 'away') return
      setState(
        called.kind === 'answer'
          ? { value: called.answer, problem: null, for: current }
          : { value: null, problem: called.problem, for: current },
      )
    })
    return () => {
      stale = true
    }
  }, [name, question, current])
  const again = useCallback(() => setAsked((times) => times + 1), [])
  const replace = useCallback((value: Answer<Name>) => setState((before) => ({ ...before, value, problem: null })), [])
  return { value: state.value, problem: state.problem, loading: state.for !== current, again, replace }
}
