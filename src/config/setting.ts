// A setting is declared together with what an operator must know of it: the checks, the messages about a wrong value and
// the reference in docs/operators are made from the same lines.
import { z } from 'zod'

export interface SettingDoc {
  /** One or two sentences. */
  readonly meaning: string
  /** What a value must be, with its unit and bounds, to stand after "must be". */
  readonly expects: string
  /** The same for one entry of a list. */
  readonly each?: string
  readonly example: string
  /** When to write something else than the default. */
  readonly change: string
  /** In words, where the schema has none of its own. */
  readonly default?: string
  /** Its value is never repeated. */
  readonly secret?: true
}

const settings = z.registry<SettingDoc>()
const sections = z.registry<{ readonly meaning: string }>()

export function setting<Schema extends z.ZodType>(schema: Schema, doc: SettingDoc): Schema {
  settings.add(schema, doc)
  return schema
}

export function section<Schema extends z.ZodType>(schema: Schema, meaning: string): Schema {
  sections.add(schema, { meaning })
  return schema
}

/** A node of the schema as it is written in YAML: what holds a value, what holds settings, what holds entries. */
export type Node =
  | { readonly kind: 'setting'; readonly path: string[]; readonly schema: z.core.$ZodType; readonly doc: SettingDoc }
  | { readonly kind: 'section'; readonly path: string[]; readonly meaning: string; readonly keys: readonly string[] }

/** Every node below `schema`, in the order of declaration; an entry of a list has `[]` in its path. */
export function nodesOf(schema: z.core.$ZodType, path: string[] = []): Node[] {
  const doc = settings.get(schema)
  if (doc !== undefined) return [{ kind: 'setting', path, schema, doc }]

  const bare = unwrap(schema)
  if (bare instanceof z.ZodArray) return nodesOf(bare.element, [...path, '[]'])
  if (!(bare instanceof z.ZodObject)) throw new TypeError(`${path.join('.')} is declared without what it means`)
  const meaning = sections.get(schema)?.meaning ?? ''
  const below = Object.entries(bare.shape).flatMap(([key, child]) => nodesOf(child, [...path, key]))
  return [{ kind: 'section', path, meaning, keys: Object.keys(bare.shape) }, ...below]
}

/** The schema without what only says that a value may be left out. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const wrapped =
    schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional
      ? schema.unwrap()
      : undefined
  return wrapped === undefined ? schema : unwrap(wrapped)
}

/** `organisations[].base-url` */
export const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, step) => {
    if (step === '[]') return `${text}[]`
    if (typeof step === 'number') return `${text}[${step}]`
    return text === '' ? String(step) : `${text}.${String(step)}`
  }, '')
