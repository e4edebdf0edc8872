// Everything people, second tabs, strangers, administrators and clocks can do, as fast-check commands that walk the world.
import fc from 'fast-check'
import type { JourneyEvent } from '../../src/core/journey/events.ts'
import { email } from '../../src/core/methods/email/email.ts'
import { challengeId } from '../../src/core/people/identifiers.ts'
import { days, hours, minutes, seconds } from '../../src/core/time.ts'
import { type Act, act, kinds, rules } from './changes.ts'
import type { Brought } from './installation.ts'
import type { Walk, World } from './world.ts'

const any = fc.nat({ max: 3 })

/** An act of one of the journeys that were begun; of none before the first. */
const inWalk = <More>(more: fc.Arbitrary<More>, name: string, run: (world: World, walk: Walk, more: More) => void) =>
  fc.tuple(any, more).map(([index, detail]) =>
    act(`${name}(${index}, ${JSON.stringify(detail)})`, (world) => {
      const walk = world.walks[index % Math.max(1, world.walks.length)]
      if (walk !== undefined) run(world, walk, detail)
    }),
  )
const plain = (event: JourneyEvent) => inWalk(fc.constant(null), event.type, (world, walk) => world.take(walk, event))

const currentChallenge = ({ journey: { stage } }: Walk) => (stage.at === 'challenged' ? stage.challenge.id : undefined)

/** Which challenge a tab still shows: mostly the current one, sometimes an older one or another journey's. */
const shown = (world: World, walk: Walk, tab: number): string | undefined => {
  if (tab < 6) return currentChallenge(walk)
  if (tab < 8) return walk.challenges.at(-2)
  return [...world.secrets.keys()].at(-(tab - 6))
}

/** A code: mostly the right one, sometimes wrong, of an older challenge, or from another journey's mailbox. */
const code = (world: World, walk: Walk, challenge: string, which: number): string => {
  if (which < 6) return world.rightCode(challenge) ?? 'no code came'
  const from = which === 8 ? walk.challenges.at(-2) : which === 9 ? [...world.secrets.keys()].at(-2) : undefined
  return (from === undefined ? null : world.rightCode(from)) ?? 'wrong'
}

const answer = inWalk(
  fc.record({ tab: fc.nat({ max: 9 }), which: fc.nat({ max: 9 }), slowly: fc.nat({ max: 4 }) }),
  'answer',
  (world, walk, { tab, which, slowly }) => {
    const challenge = shown(world, walk, tab)
    if (challenge === undefined) return
    const typed = code(world, walk, challenge, which)
    world.take(
      walk,
      { type: 'attempt', challenge: challengeId(challenge) },
      { typed, ...(slowly === 0 && { slowly: true }) },
    )
  },
)

const choose = inWalk(fc.nat({ max: 3 }), 'choose', (world, walk, kind) =>
  world.take(walk, {
    type: 'method-chosen',
    kind: kinds[kind] ?? email.kind,
    challenge: challengeId(world.newChallenge(walk)),
  }),
)
const resend = inWalk(fc.constant(null), 'resend', (world, walk) =>
  world.take(walk, { type: 'resend-asked', challenge: challengeId(world.newChallenge(walk)) }),
)

/** A vote or call comes in for any challenge there ever was, and is for the journey that knows it, or for one that doesn't. */
const vouch = inWalk(fc.record({ of: fc.nat({ max: 7 }), yes: fc.boolean() }), 'vouch', (world, walk, { of, yes }) => {
  const challenge = of < 4 ? currentChallenge(walk) : [...world.secrets.keys()].at(-of)
  if (challenge === undefined) return
  const outside = world.secrets.get(challenge)?.method === 'tims-friend'
  if (!outside) return
  const brought = { measured: { kind: yes ? 'matches' : 'differs' }, genuine: yes } as const
  world.take(walk, { type: 'attempt', challenge: challengeId(challenge) }, brought)
})
/** Evidence of a challenge that is no longer, or was never, this journey's. */
const stray = inWalk(fc.nat({ max: 5 }), 'stray evidence', (world, walk, of) => {
  const challenge = [...world.secrets.keys()].at(-1 - of)
  if (challenge === undefined || challenge === currentChallenge(walk)) return
  const measured = { kind: 'matches', step: Math.floor(world.now / seconds(30)) } as const
  world.take(walk, { type: 'evidence', challenge: challengeId(challenge), measured }, { genuine: true })
})
const deliver = fc.nat({ max: 3 }).map((index) =>
  act(`late evidence arrives(${index})`, (world) => {
    const [arrives] = world.late.splice(index % Math.max(1, world.late.length), 1)
    arrives?.()
  }),
)

/** Through a gate the short way, so that sequences reach the end. */
const prove = inWalk(fc.nat({ max: 3 }), 'prove', (world, walk, kind) => {
  world.take(walk, { type: 'reason-chosen', purpose: kind === 1 ? 'unlock' : 'reset' })
  world.take(walk, { type: 'resolved', directory: 'reachable' })
  const challenge = challengeId(world.newChallenge(walk))
  world.take(walk, { type: 'method-chosen', kind: kinds[kind] ?? email.kind, challenge })
  const brought: Brought =
    kind === 2
      ? { measured: { kind: 'matches' }, genuine: true }
      : { typed: world.rightCode(challenge) ?? 'no code came' }
  world.take(walk, { type: 'attempt', challenge }, brought)
})

/** Answers at the very end of a challenge's life, or after it; sometimes with a comparison that takes longer than is left. */
const proveLate = inWalk(fc.constantFrom(0, 1, 2, 3), 'answer late', (world, walk, minute) => {
  const challenge = currentChallenge(walk)
  if (challenge === undefined) return
  const brought: Brought = { typed: world.rightCode(challenge) ?? 'no code came' }
  world.pass(minutes(8))
  world.take(walk, { type: 'more-time' })
  if (minute === 3) world.take(walk, { type: 'attempt', challenge }, { ...brought, slowly: true })
  world.pass(minutes(Math.min(minute, 2)))
  if (minute === 3) world.late.splice(-1)[0]?.()
  else world.take(walk, { type: 'attempt', challenge }, { typed: world.rightCode(challenge) ?? 'no code came' })
})
/** Wrong, again and again, and then right: from this challenge or a new one of the same kind. */
const guess = inWalk(
  fc.record({ times: fc.nat({ max: 8 }), anew: fc.boolean() }),
  'guess',
  (world, walk, { times, anew }) => {
    for (let n = 0; n < times; n += 1) {
      const challenge = currentChallenge(walk)
      if (challenge !== undefined) world.take(walk, { type: 'attempt', challenge }, { typed: 'wrong' })
    }
    world.pass(seconds(31))
    if (anew) world.take(walk, { type: 'resend-asked', challenge: challengeId(world.newChallenge(walk)) })
    const challenge = currentChallenge(walk)
    if (challenge === undefined) return
    world.take(walk, { type: 'attempt', challenge }, { typed: world.rightCode(challenge) ?? 'no code came' })
  },
)
/** The code that proved a gate a moment ago, in another journey. */
const reuse = inWalk(any, 'use a code twice', (world, walk, other) => {
  const second = world.walks[other % world.walks.length]
  const [challenge, also] = [currentChallenge(walk), second && currentChallenge(second)]
  if (second === undefined || challenge === undefined || also === undefined) return
  const typed = world.rightCode(challenge) ?? 'no code came'
  world.take(walk, { type: 'attempt', challenge }, { typed })
  world.take(second, { type: 'attempt', challenge: also }, { typed })
})

const offer = inWalk(fc.nat({ max: 4 }), 'offer a password', (world, walk, n) =>
  world.take(walk, { type: 'password-judged', refused: n === 0 ? 'password-guessable' : null }),
)
/** What a hasty tab of this journey would send next. */
export const hasty = (world: World, walk: Walk) => () => {
  const challenge = currentChallenge(walk)
  return challenge === undefined
    ? world.prepare(walk, { type: 'password-judged', refused: null })
    : world.prepare(walk, { type: 'attempt', challenge }, { typed: world.rightCode(challenge) ?? 'wrong' })
}
const twice = inWalk(any, 'two tabs at once', (world, walk, other) =>
  world.race(hasty(world, walk), hasty(world, world.walks[other % world.walks.length] ?? walk)),
)

const begin = fc
  .tuple(fc.constantFrom('tim', 'tim', 'ada', 'noor', 'stranger'), fc.constantFrom('strangers', 'strangers', 'known'))
  .map(([name, allowance]) =>
    act(`begin(${name}, ${allowance})`, (world) => {
      if (world.walks.length < 4) world.begin(name, allowance)
    }),
  )

const clock = fc
  .constantFrom(
    seconds(1),
    seconds(31),
    minutes(2),
    minutes(5),
    minutes(9),
    minutes(10),
    minutes(16),
    days(1),
    -minutes(5),
    -hours(1),
  )
  .map((span) => act(`the clock steps ${span / 1000} s`, (world) => world.pass(span)))

/** What an administrator does in the minute between the last proof and the new password (FL-10). */
const changeThenOffer = fc.tuple(fc.oneof(...rules), any).map(([change, index]) => {
  const offerNow: JourneyEvent = { type: 'password-judged', refused: null }
  return act(`${change}, then offer(${index})`, (world, model) => {
    change.run(model, world)
    const walk = world.walks[index % world.walks.length]
    if (walk !== undefined) world.take(walk, offerNow)
  })
})

const directoryAnswers: readonly JourneyEvent[] = [
  { type: 'password-written', outcome: { kind: 'set' } },
  { type: 'password-written', outcome: { kind: 'rejected', because: 'password-used-before' } },
  { type: 'password-written', outcome: { kind: 'unavailable' } },
  { type: 'password-written', outcome: { kind: 'indeterminate' } },
  { type: 'unlock-written', outcome: 'unlocked' },
  { type: 'unlock-written', outcome: 'unavailable' },
  { type: 'looked-again', found: 'changed' },
  { type: 'looked-again', found: 'unchanged' },
]
const settle = inWalk(fc.nat({ max: directoryAnswers.length - 1 }), 'the directory answers', (world, walk, n) => {
  const event = directoryAnswers[n]
  const { at } = walk.journey.stage
  // Only what was asked is answered: a directory says nothing of a write it never saw.
  const asked = at === 'writing' || at === 'indeterminate' || at === 'unlocking'
  if (event !== undefined && asked) world.take(walk, event)
})

const often = [begin, prove, prove, prove, prove, choose, choose, answer, answer, answer, offer, offer, clock, twice]
const sometimes = [
  resend,
  changeThenOffer,
  proveLate,
  guess,
  guess,
  reuse,
  plain({ type: 'another-way' }),
  plain({ type: 'resolved', directory: 'reachable' }),
  plain({ type: 'reason-chosen', purpose: 'reset' }),
  plain({ type: 'reason-chosen', purpose: 'unlock' }),
  vouch,
  stray,
  deliver,
  settle,
]
const seldom = [
  plain({ type: 'more-time' }),
  plain({ type: 'unlock-asked' }),
  plain({ type: 'help-asked' }),
  plain({ type: 'start-over' }),
  plain({ type: 'resolved', directory: 'unreachable' }),
  ...rules,
]

export const journeyCommands: fc.Arbitrary<Act>[] = [...often, ...often, ...sometimes, ...sometimes, ...seldom]
