// Everything signed-in people, thieves with their password and second tabs can do to an account's methods, as fast-check commands.
import fc from 'fast-check'
import { authenticatorApp } from '../../src/core/methods/authenticator-app/authenticator-app.ts'
import { email } from '../../src/core/methods/email/email.ts'
import { challengeId, lookupHash, methodId, sealedText } from '../../src/core/people/identifiers.ts'
import type { RegistrationEvent } from '../../src/core/registration/decision.ts'
import type { PendingMethod } from '../../src/core/registration/session.ts'
import { earlier, hours, minutes, seconds } from '../../src/core/time.ts'
import { type Act, act } from './changes.ts'
import { hasty } from './commands.ts'
import type { Sit } from './sittings.ts'
import type { World } from './world.ts'

const any = fc.nat({ max: 3 })

/** An act in one of the sessions that were begun; in none before the first. */
const inSit = <More>(more: fc.Arbitrary<More>, name: string, run: (world: World, sit: Sit, more: More) => void) =>
  fc.tuple(any, more).map(([index, detail]) =>
    act(`${name}(${index}, ${JSON.stringify(detail)})`, (world) => {
      const { all } = world.sittings
      const sit = all[Math.max(0, all.length - 1 - index)]
      if (sit !== undefined) run(world, sit, detail)
    }),
  )
const plain = (event: RegistrationEvent) =>
  inSit(fc.constant(null), event.type, (world, sit) => world.sittings.take(sit, event))
const challengeFor = (world: World, sit: Sit) => challengeId(world.sittings.newChallenge(sit))
const asked = ({ session: { state } }: Sit) => state.errand?.challenge.id
const methodOf = (world: World, sit: Sit, index: number) => {
  const methods = world.accounts.get(sit.name)?.methods ?? []
  return methods[index % Math.max(1, methods.length)]
}

/** A code for what is asked now: mostly the right one, sometimes wrong, of an older challenge, or from anybody else's mailbox. */
const answerWith = (world: World, sit: Sit, which: number, slowly = false) => {
  const challenge = asked(sit)
  if (challenge === undefined) return
  const from = which < 7 ? challenge : which === 7 ? sit.challenges.at(-2) : [...world.secrets.keys()].at(5 - which)
  const typed = (which === 9 || from === undefined ? null : world.rightCode(from)) ?? 'wrong'
  world.sittings.take(sit, { type: 'attempt', challenge }, { typed, ...(slowly && { slowly }) })
}

const prove = (world: World, sit: Sit, index: number) => {
  const method = methodOf(world, sit, index)
  if (method === undefined) return
  world.sittings.take(sit, { type: 'prove-chosen', method: method.id, challenge: challengeFor(world, sit) })
}
/** New each time, but for a few addresses that come again. */
const pendingOf = (world: World, kind: number): PendingMethod => {
  const id = world.make('pending')
  const address = kind === 0 ? 'tim@home.example' : kind === 1 ? 'shared@home.example' : id
  const isApp = kind > 3
  const what = {
    kind: isApp ? authenticatorApp.kind : email.kind,
    address: lookupHash(isApp ? `secret ${id}` : address),
  }
  return { id: methodId(id), sealed: sealedText(`sealed-${id}`), masked: null, ...what }
}
const offer = (world: World, sit: Sit, kind: number, replaces: number | null) => {
  const method = replaces === null ? undefined : methodOf(world, sit, replaces)
  const challenge = challengeFor(world, sit)
  const pending = pendingOf(world, kind)
  world.sittings.take(sit, { type: 'method-offered', pending, replaces: method?.id ?? null, challenge })
}

const sitDown = fc
  .tuple(
    fc.constantFrom('tim', 'tim', 'ada', 'noor', 'noor', 'ivan', 'stranger'),
    fc.constantFrom('strangers', 'known'),
    fc.constantFrom(null, null, null, null, null, 'member', 'global-administrator'),
  )
  .map(([name, allowance, setUp]) =>
    act(`sit down(${name}, ${allowance}, ${setUp})`, (world) => {
      if (world.sittings.all.length < 5) world.sittings.sitDown(name, allowance, setUp)
    }),
  )

const stepUp = inSit(any, 'step up', (world, sit, index) => {
  prove(world, sit, index)
  answerWith(world, sit, 0)
})
const which = fc.record({ kind: fc.nat({ max: 6 }), replaces: fc.constantFrom(null, null, null, 0, 1, 2) })
const register = inSit(which, 'register', (world, sit, { kind, replaces }) => {
  offer(world, sit, kind, replaces)
  answerWith(world, sit, 0)
})
/** Begun, and finished when the proof that began it is older. */
const registerLate = inSit(
  fc.record({ kind: fc.nat({ max: 6 }), before: fc.nat({ max: 5 }), after: fc.nat({ max: 14 }) }),
  'register late',
  (world, sit, { kind, before, after }) => {
    prove(world, sit, 0)
    answerWith(world, sit, 0)
    world.pass(minutes(before))
    offer(world, sit, kind, null)
    world.pass(minutes(after))
    answerWith(world, sit, 0)
  },
)
const confirmThenAnswer = inSit(fc.tuple(any, fc.boolean()), 'confirm', (world, sit, [index, isRight]) => {
  const method = methodOf(world, sit, index)
  if (method === undefined) return
  world.sittings.take(sit, { type: 'confirmation-chosen', method: method.id, challenge: challengeFor(world, sit) })
  answerWith(world, sit, isRight ? 0 : 9)
})
const setUp = inSit(fc.nat({ max: 4 }), 'go through a set-up', (world, sit, much) => {
  if (much > 0) world.sittings.take(sit, { type: 'set-up-password-set' })
  for (const kind of [4, 2].slice(0, much)) {
    offer(world, sit, kind, null)
    answerWith(world, sit, 0)
  }
})
const answer = inSit(
  fc.record({ of: fc.nat({ max: 9 }), slowly: fc.nat({ max: 5 }) }),
  'answer',
  (world, sit, { of, slowly }) => answerWith(world, sit, of, slowly === 0),
)
/** From a tab that shows an older challenge, or one of somebody else. */
const answerStale = inSit(fc.nat({ max: 5 }), 'answer an old challenge', (world, sit, back) => {
  const challenge = back < 3 ? sit.challenges.at(-2 - back) : [...world.secrets.keys()].at(-back)
  if (challenge === undefined || challenge === asked(sit)) return
  const typed = world.rightCode(challenge) ?? 'wrong'
  world.sittings.take(sit, { type: 'attempt', challenge: challengeId(challenge) }, { typed })
  const measured = { kind: 'matches', step: Math.floor(world.now / seconds(30)) } as const
  world.sittings.take(sit, { type: 'evidence', challenge: challengeId(challenge), measured }, { typed })
})
const guess = inSit(fc.record({ times: fc.nat({ max: 7 }), index: any }), 'guess', (world, sit, { times, index }) => {
  prove(world, sit, index)
  for (let n = 0; n < times; n += 1) {
    answerWith(world, sit, 9)
    world.pass(seconds(31))
  }
  answerWith(world, sit, 0)
})
const remove = inSit(fc.record({ index: any, proven: fc.boolean() }), 'remove', (world, sit, { index, proven }) => {
  if (proven) {
    prove(world, sit, index)
    answerWith(world, sit, 0)
  }
  const method = methodOf(world, sit, index + 1)
  if (method !== undefined) world.sittings.take(sit, { type: 'removal-asked', method: method.id, anyway: true })
})
const touch = inSit(fc.tuple(any, fc.boolean()), 'rename or prefer', (world, sit, [index, name]) => {
  const method = methodOf(world, sit, index)
  if (method === undefined) return
  const event: RegistrationEvent = name
    ? { type: 'renamed', method: method.id, name: sealedText('name') }
    : { type: 'default-chosen', method: method.id }
  world.sittings.take(sit, event)
})
const code = inSit(fc.boolean(), 'enrolment code', (world, sit, right) =>
  world.sittings.take(sit, { type: 'enrolment-code-typed', right }),
)
const resend = inSit(fc.nat({ max: 40 }), 'resend in a session', (world, sit, wait) => {
  world.pass(seconds(wait))
  world.sittings.take(sit, { type: 'resend-asked', challenge: challengeFor(world, sit) })
})

/** What a hasty tab of this session would send next. */
const hastyIn = (world: World, sit: Sit) => () => {
  const challenge = asked(sit)
  return challenge === undefined
    ? world.sittings.prepare(sit, { type: 'skipped' })
    : world.sittings.prepare(sit, { type: 'attempt', challenge }, { typed: world.rightCode(challenge) ?? 'wrong' })
}
const together = inSit(fc.tuple(any, fc.boolean()), 'at once', (world, sit, [other, inJourney]) => {
  const walk = world.walks[other % world.walks.length]
  const second = world.sittings.all[other % world.sittings.all.length]
  if (inJourney && walk !== undefined) world.race(hastyIn(world, sit), hasty(world, walk))
  else if (second !== undefined) world.race(hastyIn(world, sit), hastyIn(world, second))
})
const undo = fc
  .tuple(fc.constantFrom('tim', 'ada', 'noor'), fc.nat({ max: 30 }))
  .map(([name, ago]) =>
    act(`undo(${name}, ${ago} h)`, (world) => world.sittings.undo(name, earlier(world.now, hours(ago)))),
  )

const often = [sitDown, stepUp, stepUp, register, register, answer]
const sometimes = [
  plain({ type: 'password-proven' }),
  confirmThenAnswer,
  confirmThenAnswer,
  registerLate,
  setUp,
  setUp,
  guess,
  remove,
  remove,
  touch,
  answerStale,
  together,
  code,
  resend,
]
const seldom = [
  plain({ type: 'errand-left' }),
  plain({ type: 'skipped' }),
  plain({ type: 'all-confirmed' }),
  plain({ type: 'change-asked' }),
  plain({ type: 'set-up-password-set' }),
  undo,
]

export const sessionCommands: fc.Arbitrary<Act>[] = [...often, ...often, ...sometimes, ...seldom]
