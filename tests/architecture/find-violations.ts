// Holds files against the rules of the arrow and says, for each breach, where it is, which rule it breaks and why that
// rule is there.
import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import { type RoomRule, roomOf, ruleOf } from './arrow-rules.ts'
import { type Import, readModule } from './read-module.ts'
import type { SourceFile } from './source-files.ts'

/** One sentence a breach: `src/core/a.ts:3 imports zod, but core imports only core: a reviewer …`. */
export function findViolations(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const room = roomOf(file.path)
    if (room === undefined) {
      return [
        `${file.path} is in no known room: design its place first, then add the room to tests/architecture/arrow-rules.ts`,
      ]
    }
    const rule = ruleOf(room)
    const { imports, globals } = readModule(file)
    const because = `, but ${rule.rule}: ${rule.reason}`
    const breachesOfImports = imports
      .filter((found) => !isAllowed(found, file.path, rule))
      .map((found) => `${file.path}:${found.line} imports ${describeImport(found, file.path)}${because}`)
    const breachesOfGlobals = globals
      .filter(({ name }) => rule.globals?.includes(name))
      .map(({ name, line }) => `${file.path}:${line} uses ${name}${because}`)
    return [...breachesOfImports, ...breachesOfGlobals]
  })
}

function isAllowed(found: Import, from: string, rule: RoomRule): boolean {
  if (!found.specifier.startsWith('.')) {
    if (isBuiltin(found.specifier)) return rule.node
    if (rule.packages === 'none' || rule.packages === 'any') return rule.packages === 'any'
    return rule.packages.includes(found.specifier)
  }
  const target = resolve(found, from)
  if (!target.startsWith('src/')) return rule.outside?.some((place) => isWithin(target, place)) ?? false
  if (/\.test\.tsx?$/.test(target)) return false
  const room = roomOf(target)
  if (room === undefined) return false
  return room === roomOf(from) || rule.rooms.includes(room) || (found.typeOnly && (rule.types?.includes(room) ?? false))
}

function isWithin(target: string, place: string): boolean {
  return target === place || target.startsWith(`${place}/`)
}

function resolve(found: Import, from: string): string {
  return posix.join(posix.dirname(from), found.specifier)
}

function describeImport(found: Import, from: string): string {
  return found.specifier.startsWith('.') ? resolve(found, from) : found.specifier
}
