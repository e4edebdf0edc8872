// The whole bench in one run: for each database a seeded organisation, a server as an operator starts it, people in a
// process of their own, and the floor beside them. Prints tables and writes them as JSON beside this program.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type RunningPostgres, startPostgres } from '../tests/servers/postgres.ts'
import type { FloorCommands } from './floor/floor.ts'
import { measureCounts } from './measure-counts.ts'
import { measureStart } from './measure-start.ts'
import { measureThroughput, type Parts, type Subject, type ThroughputRow } from './measure-throughput.ts'
import { compareTimes } from './numbers/auc.ts'
import { type Remote, startRemote } from './numbers/commands.ts'
import { type Options, readOptions } from './options.ts'
import type { PeopleCommands } from './people/people.ts'
import type { Told } from './people/telling-apart.ts'
import { type DatabaseReport, writeReport } from './report.ts'
import { memoryOf } from './server/proc.ts'
import { threads } from './server/server.ts'
import { type DatabaseKind, prepareStage } from './server/stage.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const options = readOptions(here('../main.js'))
const say = (line: string) => process.stderr.write(`${line}\n`)

// Only an orderly exit takes the servers along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const postgres = options.databases.includes('postgres') ? await startPostgres() : undefined
const people = startRemote<PeopleCommands>(here('people/people.js'), process.env)
const floor = startRemote<FloorCommands>(here('floor/floor.js'), { ...process.env, UV_THREADPOOL_SIZE: threads })
try {
  const reports: DatabaseReport[] = []
  for (const database of options.databases) {
    if (database === 'postgres' && postgres === undefined) say('PostgreSQL is not installed: measured on PGlite alone.')
    else reports.push(...(await benchOn(database, options, { postgres, people, floor })))
  }
  process.stdout.write(writeReport(reports))
  writeFileSync(here('last.json'), JSON.stringify(reports, null, 2))
} finally {
  await Promise.all([people.stop(), floor.stop(), postgres?.stop()])
}

interface Helpers {
  readonly postgres: RunningPostgres | undefined
  readonly people: Remote<PeopleCommands>
  readonly floor: Remote<FloorCommands>
}

async function benchOn(
  database: DatabaseKind,
  { programs, counted, levels, windowMs, pairs, samples, ...rest }: Options,
  { postgres, people, floor }: Helpers,
): Promise<readonly DatabaseReport[]> {
  const count = rest.count[database]
  const mailPort = await people.ask('mailPort', null)
  const prepared = []
  for (const program of programs) {
    say(`${database}: seeding ${count.member + count.half} people`)
    const order = { program, database, postgres, mailPort }
    const stage = await prepareStage({ ...order, count })
    const start = await measureStart(order, stage)
    const counts = await measureCounts(stage, postgres, people, counted)
    prepared.push({ label: program, stage, start, counts, server: await stage.start() })
  }
  const subjects: readonly Subject[] = prepared
  const parts: Parts = { people, floor, mailPort, hashes: prepared[0]?.counts.hashes ?? 0 }
  const throughput: ThroughputRow[] = []
  for (const lanes of levels[database]) {
    say(`${database}: ${lanes} at a time`)
    throughput.push(...(await measureThroughput(subjects, { lanes, windowMs, pairs }, parts)))
  }
  const reports: DatabaseReport[] = []
  for (const { label, stage, start, counts, server } of prepared) {
    const memory = memoryOf(server.pid)
    const firstPage = await people.ask('firstPage', { port: server.port, path: '/reset' })
    say(`${database}: telling names apart, ${samples} samples a class`)
    const first = { member: stage.nextMember(), half: 0, stranger: 0 }
    const times = await people.ask('tell', { port: server.port, first, samples })
    const told = Object.fromEntries(
      Object.entries(times).map(([step, { member, half, stranger }]): [string, Told] => [
        step,
        { unknown: compareTimes(member, stranger), ineligible: compareTimes(member, half) },
      ]),
    )
    await server.stop()
    stage.clear()
    const own = throughput.filter((row) => row.label === label)
    reports.push({ database, program: label, counts, start, throughput: own, memory, firstPage, told })
  }
  return reports
}
