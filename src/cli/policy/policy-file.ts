// The policy as a file: YAML with what each setting means beside it, and every problem of a file by its line.
import { Document, isMap, isScalar, LineCounter, type Pair, parseDocument, visit } from 'yaml'
import { z } from 'zod'
import { isTooDeep } from '../../config/yaml-depth.ts'
import { type PolicyDocument, policyDocument } from '../../contract/policy-document.ts'
import { escapeUnprintable, hasUnprintable } from '../../core/wording/foreign-text.ts'

const policyFile = z.strictObject({
  version: z.int().min(1).describe('The version it builds on: another one in force means that it is out of date'),
  policy: policyDocument,
})

export interface PolicyFile {
  readonly version: number
  readonly document: PolicyDocument
}

/** For editors: `# yaml-language-server: $schema=…`. */
export const policyFileSchema = (): string => JSON.stringify(z.toJSONSchema(policyFile), null, 2)

export function writePolicyFile({ version, document }: PolicyFile, organisation: string): string {
  const file = new Document({ version, policy: document })
  file.commentBefore = ` The policy of ${escapeUnprintable(organisation)}. Change it, look at what that would do, and put it in force:\n   rekey policy diff FILE\n   rekey policy apply FILE --yes`
  const meanings = descriptionsOf(z.toJSONSchema(policyFile))
  visit(file, {
    // In double quotes YAML reads the escapes back: the file says what is in force, and shows what can't be seen.
    Scalar: (_, scalar) => {
      if (typeof scalar.value === 'string' && hasUnprintable(scalar.value.replaceAll('\n', '')))
        scalar.type = 'QUOTE_DOUBLE'
    },
    Pair: (_, pair, path) => {
      const names = [...path, pair].flatMap((each) =>
        isPair(each) && isScalar(each.key) ? [String(each.key.value)] : [],
      )
      const meaning = meanings.get(names.join('.'))
      if (meaning !== undefined && isScalar(pair.key)) pair.key.commentBefore = ` ${meaning}`
    },
  })
  return file
    .toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER })
    .split('\n')
    .map(escapeUnprintable)
    .join('\n')
}

export interface FileProblem {
  /** As an editor counts; null for the file as a whole. */
  readonly line: number | null
  readonly path: string
  readonly what: string
}

export function readPolicyFile(text: string): PolicyFile | { readonly problems: readonly FileProblem[] } {
  if (isTooDeep(text)) return { problems: [{ line: 1, path: '', what: 'it nests deeper than any policy' }] }
  const lines = new LineCounter()
  const file = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  if (file.errors.length > 0) {
    return {
      problems: file.errors.map(({ pos, message }) => ({
        line: lines.linePos(pos[0]).line,
        path: '',
        what: message.split(' at line')[0] ?? message,
      })),
    }
  }
  const aliased = firstAlias(file)
  if (aliased !== null) {
    return { problems: [{ line: lines.linePos(aliased).line, path: '', what: 'write the value itself, not an alias' }] }
  }
  const parsed = policyFile.safeParse(file.toJS())
  if (parsed.success) return { version: parsed.data.version, document: parsed.data.policy }
  return { problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, file, lines)) }
}

function problemsOf(
  issue: z.core.$ZodIssue,
  file: ReturnType<typeof parseDocument>,
  lines: LineCounter,
): FileProblem[] {
  const at = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      line: lineOf([...at, key], file, lines),
      path: [...at, key].join('.'),
      what: 'is no setting',
    }))
  }
  const what = file.hasIn(at.map(nameOrPlace)) ? issue.message : 'is missing'
  return [{ line: lineOf(at, file, lines), path: at.join('.'), what }]
}

/** Of the nearest thing that is there: what is missing has no line of its own. */
function lineOf(path: readonly string[], file: ReturnType<typeof parseDocument>, lines: LineCounter): number | null {
  for (let length = path.length; length > 0; length -= 1) {
    const names = path.slice(0, length).map(nameOrPlace)
    const parent = length === 1 ? file.contents : file.getIn(names.slice(0, -1), true)
    const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === names.at(-1)) : undefined
    if (pair !== undefined && isScalar(pair.key) && pair.key.range) return lines.linePos(pair.key.range[0]).line
  }
  return null
}

const nameOrPlace = (name: string): string | number => (/^\d+$/.test(name) ? Number(name) : name)

/** A few aliases of aliases make a document larger than any memory. */
function firstAlias(file: ReturnType<typeof parseDocument>): number | null {
  let at: number | null = null
  visit(file, {
    Alias: (_, { range }) => {
      at = range?.[0] ?? 0
      return visit.BREAK
    },
  })
  return at
}

/** Dotted path → what it means, from the schema's own descriptions. */
function descriptionsOf(schema: unknown, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  if (typeof schema !== 'object' || schema === null) return found
  const { description, properties } = schema as {
    description?: unknown
    properties?: Readonly<Record<string, unknown>>
  }
  if (typeof description === 'string' && path !== '') found.set(path, description)
  for (const [name, below] of Object.entries(properties ?? {})) {
    for (const [key, meaning] of descriptionsOf(below, path === '' ? name : `${path}.${name}`)) found.set(key, meaning)
  }
  return found
}

const isPair = (node: unknown): node is Pair =>
  typeof node === 'object' && node !== null && 'key' in node && 'value' in node
