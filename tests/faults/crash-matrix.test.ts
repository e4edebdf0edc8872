// FT-01: the process is killed at every message between it and PostgreSQL, in both directions, started again on the same
// data, and whoever was in the middle carries on. Every 15th kill point by default, offset by commit, so that fifteen
// commits see all of them; REKEY_TEST_LONG=1 runs all.

import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type FaultProxy, startFaultProxy } from '../servers/fault-proxy.ts'
import type { RekeyProcess } from '../servers/rekey-process.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { describeWith } from '../support/required-servers.ts'
import { change, type Flow, notMe, reset, signIn, unlock } from './support/flows.ts'
import { type Installation, install } from './support/installation.ts'
import { settled } from './support/invariants.ts'

const long = process.env['REKEY_TEST_LONG'] === '1'
const stride = long ? 1 : 15
const offset = long ? 0 : commitNumber() % stride

/** Each on an installation of its own, side by side: half the time of a kill is the start after it. */
const lanes: readonly { readonly title: string; readonly flows: readonly Flow[] }[] = [
  { title: 'a reset', flows: [reset] },
  { title: 'an unlock, a change, a sign-in and a "this was not me"', flows: [unlock, change, signIn, notMe] },
]

describeWith('postgres', 'FT-01: killed at any message to or from the database', () => {
  const databases = usePostgres()
  const scenes: Scene[] = []

  beforeAll(async () => {
    for (const _ of lanes) scenes.push(await setScene(await databases.createDatabase()))
  })
  afterAll(() => Promise.all(scenes.map(({ proxy }) => proxy.stop())))

  it.concurrent.each(lanes.map((lane, index) => ({ ...lane, index })))(
    '$title: nothing is left half done that a restart does not finish or undo',
    async ({ flows, index }) => {
      const scene = scenes[index]
      if (scene === undefined) throw new Error('the scene was not set')
      for (const flow of flows) {
        const rehearsed = await rehearse(flow, scene)
        let struck = 0
        for (const direction of ['to-server', 'to-client'] as const) {
          for (let at = 1 + offset; at <= rehearsed[direction]; at += stride) {
            if (await killAt(at, direction, flow, scene)) struck += 1
          }
        }
        // How many messages there are varies by the rounds that the program makes by itself; most kills still strike.
        expect(struck).toBeGreaterThan((rehearsed['to-server'] + rehearsed['to-client']) / stride / 2)
      }
    },
    long ? 3_600_000 : 600_000,
  )
})

interface Scene {
  readonly installation: Installation
  readonly proxy: FaultProxy
  readonly restart: () => Promise<RekeyProcess>
  running: RekeyProcess
}

async function setScene(url: string): Promise<Scene> {
  const installation = await install(url)
  const proxy = await startFaultProxy(Number(new URL(url).port), { framing: 'postgres' })
  const restart = () => installation.start({ databasePort: proxy.port })
  return { installation, proxy, restart, running: await restart() }
}

/** Once without a fault: how many messages there are to be killed at. */
async function rehearse(flow: Flow, { installation, proxy }: Scene) {
  const actor = await flow.begin(installation)
  const before = [proxy.count('to-server').messages, proxy.count('to-client').messages] as const
  await actor.act()
  await settled(installation)
  const rehearsed = {
    'to-server': proxy.count('to-server').messages - before[0],
    'to-client': proxy.count('to-client').messages - before[1],
  }
  await actor.check('finished')
  return rehearsed
}

/** True if the kill came before the flow was over. */
async function killAt(
  message: number,
  direction: 'to-server' | 'to-client',
  flow: Flow,
  scene: Scene,
): Promise<boolean> {
  const { installation, proxy, running: victim } = scene
  const actor = await flow.begin(installation)
  let armed = true
  let struck = false
  const strike = new Promise<void>((resolve, reject) => {
    const kill = async () => {
      if (!armed) return
      struck = true
      await victim.kill('SIGKILL')
      // What was to pass next was never sent, or never heard.
      await proxy.refuse().then(resolve, reject)
    }
    proxy.onMessage(message, kill, direction)
  })
  const whole = actor.act().then(() => settled(installation))
  await Promise.race([strike, whole.catch((error: unknown) => (struck ? strike : Promise.reject(error)))])
  armed = false
  await (struck ? strike : victim.kill('SIGKILL'))
  await proxy.heal()
  await letLeasesEnd(installation)
  scene.running = await scene.restart()
  await settled(installation)
  await actor.check('as it was left')
  await actor.act()
  await settled(installation)
  await actor.check('finished')
  return struck
}

/** As if the process came back a minute later: what the dead one held is free, and what it had sent is carried out. */
async function letLeasesEnd({ sql }: Installation): Promise<void> {
  await vi.waitFor(async () => {
    const left = await sql(
      `select 1 from pg_stat_activity where datname = current_database() and application_name = 'rekey'`,
    )
    expect(left).toEqual([])
  }, patience)
  await sql(`update outbox set due = due - interval '1 minute' where payload is not null`)
  await sql(
    `update journeys set touched_at = touched_at - interval '1 minute', started_at = started_at - interval '1 minute'
     where unfinished`,
  )
}

const patience = { timeout: 20_000, interval: 10 }

function commitNumber(): number {
  try {
    return Number.parseInt(execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).slice(0, 8), 16)
  } catch {
    return 0 // no checkout: a tarball begins at the first
  }
}
