// YAML text to plain values. What is wrong with the text itself is told by its line, never by repeating the line: it may
// hold a password.
import { LineCounter, parseDocument } from 'yaml'
import type { ConfigProblem } from './problems.ts'
import { isTooDeep } from './yaml-depth.ts'

/** As written; a setting without a value is left out. */
export type Tree = { [key: string]: unknown }

export function readYaml(text: string): { readonly tree: Tree } | { readonly problems: readonly ConfigProblem[] } {
  if (isTooDeep(text)) return { problems: [notYaml(1, 'It nests deeper than any configuration')] }
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false })
  const faults = [...document.errors, ...document.warnings]
  if (faults.length > 0) {
    return { problems: faults.map(({ pos, message }) => notYaml(lineCounter.linePos(pos[0]).line, message)) }
  }
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    return { problems: [notYaml(1, error instanceof Error ? error.message : String(error))] }
  }
  const tree = withoutEmpty(value) ?? {}
  return isTree(tree) ? { tree } : { problems: [notYaml(1, 'The file holds no settings')] }
}

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `audit:` with nothing behind it says nothing. */
function withoutEmpty(value: unknown): unknown {
  if (value === null) return undefined
  if (Array.isArray(value)) return value.map((entry) => withoutEmpty(entry) ?? {})
  if (!isTree(value)) return value
  const kept = Object.entries(value).map(([key, child]) => [key, withoutEmpty(child)] as const)
  return Object.fromEntries(kept.filter(([, child]) => child !== undefined))
}

const notYaml = (line: number, message: string): ConfigProblem => ({
  path: `line ${line}`,
  value: null,
  message: `is not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1).replace(/\.$/, '')}`,
  cure: 'one setting a line, as "name: value", those of a section indented by two spaces; quote a text with special characters',
})
