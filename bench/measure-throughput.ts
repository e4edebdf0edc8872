// Whole resets a second beside their floor: the floor is measured right before and right after, at the same number at a
// time, because a machine that others share is never the same for long.
import type { FloorCommands } from './floor/floor.ts'
import type { Remote } from './numbers/commands.ts'
import { median, quantile } from './numbers/quantile.ts'
import type { PeopleCommands } from './people/people.ts'
import { cpuOf, cpuOfFamily } from './server/proc.ts'
import type { RunningServer } from './server/server.ts'
import type { Stage } from './server/stage.ts'

export interface Parts {
  readonly people: Remote<PeopleCommands>
  readonly floor: Remote<FloorCommands>
  readonly mailPort: number
  /** What the product does in one reset, counted. */
  readonly hashes: number
}

export interface Subject {
  readonly label: string
  readonly stage: Stage
  readonly server: RunningServer
}

export interface Level {
  /** So many at a time. */
  readonly lanes: number
  readonly windowMs: number
  readonly pairs: number
}

export interface ThroughputRow {
  readonly label: string
  readonly lanes: number
  /** Resets over floor: the median of the pairs, and each of them. */
  readonly ratio: number
  readonly ratios: readonly number[]
  /** CPU milliseconds for one reset. */
  readonly cpu: { readonly server: number; readonly database: number; readonly people: number; readonly floor: number }
  readonly mails: number
  /** p50 and p99 of each request, over the median time of one hash with nothing else to do. */
  readonly steps: Readonly<Record<string, { readonly p50: number; readonly p99: number }>>
}

/** One row for each subject; several subjects take turns within a pair. */
export async function measureThroughput(
  subjects: readonly Subject[],
  { lanes, windowMs, pairs }: Level,
  { people, floor, mailPort, hashes }: Parts,
): Promise<readonly ThroughputRow[]> {
  const raw = await people.ask('sampleMail', null)
  const runFloor = async () => {
    const before = cpuOf(floor.pid)
    const { rate, done } = await floor.ask('run', { lanes, windowMs, hashes, mail: { port: mailPort, raw } })
    return { rate, cpu: (cpuOf(floor.pid) - before) / done }
  }
  const runs = new Map(subjects.map((subject) => [subject, [] as Awaited<ReturnType<typeof runOnce>>[]]))

  async function runOnce({ stage, server }: Subject, before: Awaited<ReturnType<typeof runFloor>>) {
    const cpu = () => [cpuOf(server.pid), cpuOfFamily('postgres'), cpuOf(people.pid)] as const
    const begun = cpu()
    const { port } = server
    const firstMember = stage.nextMember()
    const crowd = await people.ask('crowd', { port, lanes, windowMs, firstMember, members: stage.members })
    const spent = cpu().map((now, index) => (now - (begun[index] ?? 0)) / crowd.done)
    stage.played(crowd.done)
    const after = await runFloor()
    return { crowd, spent, after, ratio: (2 * crowd.rate) / (before.rate + after.rate) }
  }

  let floorNow = await runFloor()
  for (let pair = 0; pair < pairs; pair += 1) {
    for (const [subject, done] of runs) {
      const run = await runOnce(subject, floorNow)
      done.push(run)
      floorNow = run.after
    }
  }
  const hashTook = await timeOneHash(floor)
  return [...runs].map(([{ label }, done]) => {
    const of = (which: number) => median(done.map(({ spent }) => spent[which] ?? Number.NaN))
    const ratios = done.map(({ ratio }) => ratio)
    return {
      label,
      lanes,
      ratio: median(ratios),
      ratios,
      cpu: { server: of(0), database: of(1), people: of(2), floor: median(done.map(({ after }) => after.cpu)) },
      mails: median(done.map(({ crowd }) => crowd.mails / crowd.done)),
      steps: stepsOf(
        done.map(({ crowd }) => crowd.took),
        hashTook,
      ),
    }
  })
}

/** Milliseconds, alone. */
async function timeOneHash(floor: Remote<FloorCommands>): Promise<number> {
  const { rate } = await floor.ask('run', { lanes: 1, windowMs: 500, hashes: 1, mail: null })
  return 1000 / rate
}

function stepsOf(all: readonly Readonly<Record<string, readonly number[]>>[], unit: number): ThroughputRow['steps'] {
  const names = [...new Set(all.flatMap((took) => Object.keys(took)))]
  return Object.fromEntries(
    names.map((name) => {
      const samples = all.flatMap((took) => took[name] ?? [])
      return [name, { p50: quantile(samples, 0.5) / unit, p99: quantile(samples, 0.99) / unit }]
    }),
  )
}
