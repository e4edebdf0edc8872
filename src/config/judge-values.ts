// Each value on its own, against what its setting expects.
import type { z } from 'zod'
import { closestName } from './closest-name.ts'
import { type ConfigProblem, redacted } from './problems.ts'
import type { Tree } from './read-yaml.ts'
import { configSchema, type Settings } from './schema.ts'
import { type Node, nodesOf, pathText, type SettingDoc } from './setting.ts'

export interface Judged {
  readonly problems: readonly ConfigProblem[]
  /** What is right of it; a wrong value is undefined under its name, so that it can be told from one not given. */
  readonly sound: Draft<z.input<typeof configSchema>>
  /** Null if anything is wrong. */
  readonly settings: Settings | null
}

/** Any part may be missing. */
export type Draft<T> = T extends readonly (infer Entry)[]
  ? readonly (Draft<Entry> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Draft<T[Key]> | undefined }
    : T

export function judgeValues(tree: Tree): Judged {
  const { data, error } = configSchema.safeParse(tree)
  const issues = error?.issues ?? []
  const sound = structuredClone(tree)
  for (const { code, path } of issues) if (code !== 'unrecognized_keys') blank(sound, path)
  return {
    problems: issues.flatMap((issue) => describe(issue, tree)),
    sound: sound as Draft<z.input<typeof configSchema>>,
    settings: data ?? null,
  }
}

const nodes = new Map(nodesOf(configSchema).map((node) => [pathText(node.path), node]))

function describe(issue: z.core.$ZodIssue, tree: Tree): ConfigProblem[] {
  const path = pathText(issue.path)
  const node = nodeAt(issue.path)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, path, node))

  const value = valueAt(tree, issue.path)
  if (node?.kind !== 'setting') return [misplaced(path, issue, value === undefined)]
  const { doc } = node
  const expects = issue.path.length > node.path.length ? (doc.each ?? doc.expects) : doc.expects
  const own = issue.code === 'custom' && issue.message !== 'Invalid input' ? issue.message : undefined
  const cure = `write ${expects}, for example ${doc.example}`
  if (value === undefined) return [{ path, value: null, message: 'is missing', cure }]
  return [
    { path, value: show(value, doc), message: own ?? `must be ${expects}`, cure: `write for example ${doc.example}` },
  ]
}

function unknownKey(key: string, parent: string, node: Node | undefined): ConfigProblem {
  const keys = node?.kind === 'section' ? node.keys : []
  const meant = closestName(key, keys)
  const cure = meant === undefined ? `remove it; the settings here are ${keys.join(', ')}` : `did you mean ${meant}?`
  // Whatever stands there may be a secret under a wrong name.
  return { path: parent === '' ? key : `${parent}.${key}`, value: null, message: 'is no setting', cure }
}

/** A section or list that is missing, empty, or something else. */
function misplaced(path: string, issue: z.core.$ZodIssue, missing: boolean): ConfigProblem {
  const isList = nodes.has(`${pathText(declaredPath(issue.path))}[]`)
  const message = missing ? 'is missing' : isList ? 'must be a list with at least one entry' : 'must be a section'
  const cure = isList
    ? 'write each entry below it, beginning with a dash'
    : 'write its settings below it, indented, each on a line of its own'
  return { path: issue.path.length === 0 ? 'the file' : path, value: null, message, cure }
}

/** The setting or section that a path leads to; for an entry of a list setting, that setting. */
function nodeAt(path: readonly PropertyKey[]): Node | undefined {
  const declared = declaredPath(path)
  const ofList = declared.at(-1) === '[]' ? nodes.get(pathText(declared.slice(0, -1))) : undefined
  return nodes.get(pathText(declared)) ?? ofList
}

/** As in the schema: whichever entry of a list it is. */
const declaredPath = (path: readonly PropertyKey[]): string[] =>
  path.map((step) => (typeof step === 'number' ? '[]' : String(step)))

function show(value: unknown, { secret }: SettingDoc): string | null {
  if (secret || (typeof value === 'string' && hasSignIn.test(value))) return redacted
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a section'
  const text = typeof value === 'string' && /^[ -~]+$/.test(value) ? value : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

/** An address with a user in it, `postgres://user:password@…`, wherever it was put. */
const hasSignIn = /:\/\/[^/]*@/

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined), value)

function blank(tree: Tree, path: readonly PropertyKey[]): void {
  const parent = valueAt(tree, path.slice(0, -1))
  const last = path.at(-1)
  if (last !== undefined && typeof parent === 'object' && parent !== null) Reflect.set(parent, last, undefined)
}
