// What a TypeScript file takes from elsewhere: every import in any form, and every use of a global that tells the time,
// rolls dice or reaches the outside world. Read from the syntax tree, so that text and comments are never mistaken for code.
import { parseAst } from 'vitest/node'
import type { SourceFile } from './source-files.ts'

export interface ModuleReading {
  readonly imports: readonly Import[]
  readonly globals: readonly GlobalUse[]
}

export interface Import {
  readonly specifier: string
  readonly typeOnly: boolean
  readonly line: number
}

export interface GlobalUse {
  /** As in `Date.now`, `new Date()` (without arguments), `new Date(…)`, `process`. */
  readonly name: string
  readonly line: number
}

/** Throws on a file that does not parse. */
export function readModule({ path, text }: SourceFile): ModuleReading {
  const imports: Import[] = []
  const globals: GlobalUse[] = []
  const lineOf = (node: Node) => text.slice(0, node.start).split('\n').length
  const root: unknown = parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }, path)

  visit(root, (node, parent, key) => {
    const specifier = importedFrom(node)
    if (specifier !== undefined) imports.push({ specifier, typeOnly: isTypeOnly(node), line: lineOf(node) })
    const name = globalName(node, parent, key)
    if (name !== undefined) globals.push({ name, line: lineOf(node) })
  })
  return { imports, globals }
}

interface Node {
  readonly type: string
  readonly start: number
  readonly [property: string]: unknown
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

type Visitor = (node: Node, parent: Node | undefined, key: string) => void

function visit(value: unknown, visitor: Visitor, parent?: Node, key = ''): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, visitor, parent, key)
  } else if (isNode(value)) {
    visitor(value, parent, key)
    for (const [property, child] of Object.entries(value)) visit(child, visitor, value, property)
  }
}

const IMPORTING = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
  'TSExternalModuleReference',
])

/** A name that only exists when the program runs cannot be checked, so it is reported as what it is. */
const COMPUTED = '(computed)'

function importedFrom(node: Node): string | undefined {
  if (isNode(node['callee']) && node['callee']['name'] === 'require' && node.type === 'CallExpression') return COMPUTED
  if (!IMPORTING.has(node.type)) return undefined
  const source = node['source'] ?? node['expression']
  if (!isNode(source)) return undefined // export { local }
  return typeof source['value'] === 'string' ? source['value'] : COMPUTED
}

function isTypeOnly(node: Node): boolean {
  if (node.type === 'TSImportType' || node['importKind'] === 'type' || node['exportKind'] === 'type') return true
  const names = node['specifiers']
  if (!Array.isArray(names) || names.length === 0) return false
  return names.every((name) => name.importKind === 'type' || name.exportKind === 'type')
}

const CLOCKS_AND_DICE = new Set(['Date.now', 'Math.random'])
/** Browser globals are not among them: without the DOM library in tsconfig.json they don't exist for the compiler. */
export const OUTSIDE_WORLD: readonly string[] = [
  'performance',
  'process',
  'crypto',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'fetch',
  'console',
  'Buffer',
  'globalThis',
]

function globalName(node: Node, parent: Node | undefined, key: string): string | undefined {
  if (node.type === 'MemberExpression') {
    const { object, property } = node
    const name = isNode(object) && isNode(property) ? `${object['name']}.${property['name'] ?? property['value']}` : ''
    return CLOCKS_AND_DICE.has(name) ? name : undefined
  }
  if ((node.type === 'NewExpression' || node.type === 'CallExpression') && isNode(node['callee'])) {
    if (node['callee']['name'] !== 'Date') return undefined
    // Date(…) tells the time whatever it is given; new Date(…) only when it is given nothing.
    const given = node.type === 'NewExpression' && Array.isArray(node['arguments']) && node['arguments'].length > 0
    return given ? 'new Date(…)' : 'new Date()'
  }
  const isReference = node.type === 'Identifier' && !isPropertyName(node, parent, key)
  return isReference && OUTSIDE_WORLD.includes(String(node['name'])) ? String(node['name']) : undefined
}

/** The `process` of `journey.process` and of `{ process: 1 }`, which is no global. */
function isPropertyName(node: Node, parent: Node | undefined, key: string): boolean {
  if (parent === undefined || parent['computed'] === true) return false
  return (key === 'property' && parent.type === 'MemberExpression') || (key === 'key' && parent['value'] !== node)
}
