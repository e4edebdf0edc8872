// What Linux knows of a process. Elsewhere there is no such file, and the bench says so.
import { readdirSync, readFileSync } from 'node:fs'

/** User and system time so far, in milliseconds. The kernel counts in hundredths of a second. */
export const cpuOf = (pid: number): number => readStat(String(pid))?.cpu ?? 0

/** Resident memory in MiB: now, and the most it ever was. */
export function memoryOf(pid: number): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024
  return { now: read('VmRSS'), peak: read('VmHWM') }
}

/** User and system time of the processes called `name` that this process started, and of all that they started. */
export function cpuOfFamily(name: string): number {
  const all = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => readStat(entry) ?? [])
  const heads = all.filter((each) => each.name === name && each.parent === process.pid)
  const family = all.filter((each) => heads.some(({ pid }) => each.pid === pid || each.parent === pid))
  return family.reduce((sum, each) => sum + each.cpu, 0) + heads.reduce((sum, each) => sum + each.cpuOfEnded, 0)
}

interface Stat {
  readonly pid: number
  readonly name: string
  readonly parent: number
  readonly cpu: number
  /** Of its children that have ended. */
  readonly cpuOfEnded: number
}

/** Null when the process has ended meanwhile. */
function readStat(pid: string): Stat | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name is in brackets and may hold anything; the fields after it are counted from there.
    const close = stat.lastIndexOf(')')
    const fields = stat
      .slice(close + 2)
      .split(' ')
      .map(Number)
    const [, parent = 0] = fields
    const time = (user: number) => ((fields[user] ?? 0) + (fields[user + 1] ?? 0)) * 10
    return {
      pid: Number(pid),
      name: stat.slice(stat.indexOf('(') + 1, close),
      parent,
      cpu: time(11),
      cpuOfEnded: time(13),
    }
  } catch {
    return null
  }
}
