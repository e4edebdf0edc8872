// FL-01, FL-02: whatever people, tabs, strangers, administrators and clocks do, in any order, no password is written and no
// account unlocked unless the policy's gates were proven in that journey, for that account, by live challenges of
// different classes. RG-01, RG-04, RG-05, RG-08: and no method is registered, removed or made usable, no set-up ended and no role
// granted, but by what was shown in that session lately; sessions and journeys of the same accounts interleave, race and are
// undone. REKEY_SEQUENCES says how many orders are tried.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Limits } from '../../src/core/throttle/limits.ts'
import { limits, policy } from './cast.ts'
import { type Act, kinds } from './changes.ts'
import { journeyCommands } from './commands.ts'
import { sessionCommands } from './session-commands.ts'
import { SessionReference } from './session-reference.ts'
import { World } from './world.ts'

/** As shipped; without waits, so that the counts are what stops; and with the most an administrator may allow. */
const [quarter, day, month] = limits.failures
const patiences = [
  limits,
  { ...limits, waits: [0] },
  {
    ...limits,
    waits: [0],
    failures: [
      { ...quarter, count: 10 },
      { ...day, count: 20 },
      { ...month, count: 60 },
    ],
  },
] satisfies Limits[]

const long = process.env['REKEY_TEST_LONG'] === '1'
const sequences = Number(process.env['REKEY_SEQUENCES'] ?? (long ? 100_000 : 20_000))

it(`no password is written without its gates, in ${sequences} sequences`, { timeout: 1_800_000 }, () => {
  const reached = { writes: 0, done: 0, kept: 0, held: 0, setUps: 0, removed: 0 }
  const settings = fc.record({
    gates: fc.constantFrom(1, 2, 2),
    staged: fc.boolean(),
    reason: fc.boolean(),
    patience: fc.constantFrom(...patiences),
  })
  fc.assert(
    fc.property(
      settings,
      fc.commands([...journeyCommands, ...sessionCommands], { maxCommands: 40, size: 'max' }),
      ({ gates, staged, reason, patience }, acts) => {
        const [quarter, day, month] = patience.failures.map(({ count }) => count)
        const model = new SessionReference([quarter ?? 0, day ?? 0, month ?? 0])
        const directories = reason ? policy.directories : {}
        const administrators = { on: true, methods: kinds }
        const rules = { ...policy, gates, directories, limits: patience, methods: kinds, administrators }
        const world = new World(model, rules, staged)
        world.begin('tim', 'strangers')
        fc.modelRun(() => ({ model, real: world }), acts as Iterable<Act>)
        for (const { journey } of world.walks) {
          if (journey.subject.kind === 'nobody') expect(journey.proofs).toEqual([])
          if (journey.stage.at === 'done') reached.done += 1
        }
        reached.writes += model.writes
        for (const what of ['kept', 'held', 'setUps', 'removed'] as const) reached[what] += model.reached[what]
      },
    ),
    { numRuns: sequences },
  )
  // What is never reached is not tested: a good part of the sequences walk to the end.
  expect(reached.writes).toBeGreaterThan(sequences / 20)
  expect(reached.done).toBeGreaterThan(sequences / 40)
  expect(reached.kept).toBeGreaterThan(sequences / 20)
  expect(reached.held).toBeGreaterThan(sequences / 80)
  expect(reached.removed).toBeGreaterThan(sequences / 200)
  expect(reached.setUps).toBeGreaterThan(sequences / 400)
})
