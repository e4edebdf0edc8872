// SQL with parameters by name. Texts are constant and named, so that a server parses and plans each of them once.
import type { QueryConfig } from 'pg'

export interface Statement {
  readonly name: string
  readonly text: string
  /** In the order of `$1`, `$2`, … */
  readonly parameters: readonly string[]
}

export type Values = Readonly<Record<string, unknown>>

/** `name` is unique among all statements. In `text` a parameter is written `:tenant`; `::` stays a cast. */
export function statement(name: string, text: string): Statement {
  const parameters: string[] = []
  const numbered = text.replace(/(?<!:):([a-z]\w*)/gi, (_, parameter: string) => {
    if (!parameters.includes(parameter)) parameters.push(parameter)
    return `$${parameters.indexOf(parameter) + 1}`
  })
  return { name, text: numbered, parameters }
}

/** Throws on a parameter without a value: a forgotten one must not become NULL. */
export function bind(wanted: Statement, values: Values): QueryConfig {
  const inOrder = wanted.parameters.map((parameter) => {
    if (values[parameter] === undefined) throw new TypeError(`statement ${wanted.name} lacks a value for ${parameter}`)
    return values[parameter]
  })
  return { name: wanted.name, text: wanted.text, values: inOrder }
}
