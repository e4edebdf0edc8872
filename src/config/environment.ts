// Environment variables over the file: each setting outside a list has one, named after its path.
// `listen.port` is REKEY_LISTEN_PORT.
import { z } from 'zod'
import { closestName } from './closest-name.ts'
import type { ConfigProblem } from './problems.ts'
import { isTree, type Tree } from './read-yaml.ts'
import { type Node, nodesOf, pathText, unwrap } from './setting.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** The variable of a setting; undefined for one that is a list or in one. */
export function variableOf(node: Node): string | undefined {
  if (node.kind === 'section' || node.path.includes('[]') || unwrap(node.schema) instanceof z.ZodArray) return undefined
  return `REKEY_${node.path.join('_').replaceAll('-', '_').toUpperCase()}`
}

export interface Overlaid {
  readonly tree: Tree
  /** By the path of a setting, the variable that its value came from. */
  readonly origins: ReadonlyMap<string, string>
  readonly problems: readonly ConfigProblem[]
}

/** The variable wins. An empty one counts as unset. */
export function layEnvironmentOver(tree: Tree, env: Environment, schema: z.ZodType): Overlaid {
  const laid = structuredClone(tree)
  const origins = new Map<string, string>()
  const known: string[] = ['REKEY_SECRET_KEY']
  for (const node of nodesOf(schema)) {
    const variable = variableOf(node)
    if (variable === undefined || node.kind === 'section') continue
    known.push(variable)
    const text = env[variable]
    if (text === undefined || text === '') continue
    if (put(laid, node.path, readScalar(text, node.schema))) origins.set(pathText(node.path), variable)
  }
  return { tree: laid, origins, problems: findMistyped(env, known) }
}

/** False if the file has something else than a section where the setting belongs: that is a problem of the file. */
function put(tree: Tree, [key = '', ...rest]: readonly string[], value: unknown): boolean {
  if (rest.length === 0) {
    tree[key] = value
    return true
  }
  const section = tree[key] ?? {}
  if (!isTree(section)) return false
  tree[key] = section
  return put(section, rest, value)
}

/** A variable is text. What is no number where one belongs stays text, and is refused as such. */
function readScalar(text: string, schema: z.core.$ZodType): unknown {
  const bare = unwrap(schema)
  if (bare instanceof z.ZodNumber && /^\d+$/.test(text)) return Number(text)
  if (bare instanceof z.ZodBoolean && /^(true|false)$/.test(text)) return text === 'true'
  return text
}

/** Others may use the prefix: an orchestrator names variables after its services. Only a near miss is taken for a slip. */
function findMistyped(env: Environment, known: readonly string[]): ConfigProblem[] {
  return Object.keys(env).flatMap((name) => {
    if (!name.startsWith('REKEY_') || known.includes(name)) return []
    const meant = closestName(name, known)
    return meant === undefined
      ? []
      : [{ path: name, value: null, message: 'is no setting', cure: `did you mean ${meant}? Otherwise unset it` }]
  })
}
