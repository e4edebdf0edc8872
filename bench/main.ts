// Quick version.
import { fileURLToPath } from 'node:url'
import { startPostgres } from '../tests/servers/postgres.ts'
import type { FloorCommands } from './floor/floor.ts'
import { startRemote } from './numbers/commands.ts'
import type { PeopleCommands } from './people/people.ts'
import { cpuOf, cpuOfFamily, memoryOf } from './server/proc.ts'
import { threads } from './server/server.ts'
import { prepareStage } from './server/stage.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const programs = process.argv.slice(2).filter((a) => a.endsWith('.js'))
const program = programs.length ? programs : [here('../main.js')]
const kind = process.argv.includes('--pglite') ? 'pglite' : 'postgres'
const pairs = Number(process.env['PAIRS'] ?? 1)
const levels = (process.env['LEVELS'] ?? '1,8,32').split(',').map(Number)
const windowMs = Number(process.env['WINDOW'] ?? 4000)
const postgres = await startPostgres()
const people = startRemote<PeopleCommands>(here('people/people.js'), process.env)
const floor = startRemote<FloorCommands>(here('floor/floor.js'), { ...process.env, UV_THREADPOOL_SIZE: threads })
const mailPort = await people.ask('mailPort', null)
const stages = []
for (const p of program) {
  const stage = await prepareStage({
    program: p,
    database: kind,
    postgres,
    mailPort,
    count: { member: 3000, half: 10 },
  })
  const server = await stage.start()
  stages.push({ stage, server, p })
  await people.ask('crowd', { port: server.port, lanes: 2, windowMs: 1000, firstMember: stage.takeMembers(80) })
}
const raw = await people.ask('sampleMail', null)
const hashes = 3
for (const lanes of levels) {
  for (let i = 0; i < pairs; i++) {
    let before = await floor.ask('run', { lanes, windowMs, hashes, mail: { port: mailPort, raw } })
    for (const { stage, server, p } of stages) {
      const cpu = cpuOf(server.pid)
      const pgBefore = cpuOfFamily('postgres')
      const peopleBefore = cpuOf(people.pid)
      const result = await people.ask('crowd', {
        port: server.port,
        lanes,
        windowMs,
        firstMember: stage.takeMembers(400),
      })
      const cpuUsed = cpuOf(server.pid) - cpu
      const others = `pg ${((cpuOfFamily('postgres') - pgBefore) / result.done).toFixed(1)} people ${((cpuOf(people.pid) - peopleBefore) / result.done).toFixed(1)}`
      const fc = cpuOf(floor.pid)
      const after = await floor.ask('run', { lanes, windowMs, hashes, mail: { port: mailPort, raw } })
      const fcpu = (cpuOf(floor.pid) - fc) / after.done
      const mid = (before.rate + after.rate) / 2
      process.stdout.write(
        `${p.slice(-30)} ${lanes}: ratio ${(result.rate / mid).toFixed(3)} reset/s ${result.rate.toFixed(1)} floor ${before.rate.toFixed(1)} ${after.rate.toFixed(1)} cpu/reset ${(cpuUsed / result.done).toFixed(1)} floor cpu ${fcpu.toFixed(1)} ${others} mails ${result.mails / result.done} rss ${memoryOf(server.pid).now.toFixed(0)}\n`,
      )
      if (process.env['STEPS'])
        for (const [k, v] of Object.entries(result.took)) {
          v as number[]
          const s = [...v].sort((a, b) => a - b)
          process.stdout.write(
            `   ${k.padEnd(40)} p50 ${s[s.length >> 1]?.toFixed(1)} p99 ${s[Math.floor(s.length * 0.99)]?.toFixed(1)}\n`,
          )
        }
      before = after
    }
  }
}
for (const { stage, server } of stages) {
  await server.stop()
  stage.clear()
}
await people.stop()
await floor.stop()
await postgres?.stop()
