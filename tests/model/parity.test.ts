// EN-01, EN-04 in the core: whatever a stranger does before a first proof, what can be seen of the journey is the same for an
// account that may reset, one that may not, and a name nobody has; and each step records as many facts.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nextSendAt, offeredKinds } from '../../src/core/journey/choose.ts'
import { decide, hasLapsed } from '../../src/core/journey/decide.ts'
import type { JourneyFacts } from '../../src/core/journey/decision.ts'
import type { JourneyEvent } from '../../src/core/journey/events.ts'
import { deadline, type Journey } from '../../src/core/journey/journey.ts'
import { authenticatorApp } from '../../src/core/methods/authenticator-app/authenticator-app.ts'
import { email } from '../../src/core/methods/email/email.ts'
import type { AccountFacts } from '../../src/core/people/account.ts'
import { challengeId } from '../../src/core/people/identifiers.ts'
import { emptyCounters } from '../../src/core/throttle/counters.ts'
import { later, minutes, seconds } from '../../src/core/time.ts'
import { approval, factsAbout, policy, standingAt, tim, timsApp, timsMail } from './cast.ts'

const people: Readonly<Record<string, AccountFacts | null>> = {
  eligible: tim,
  'without the method': { ...tim, methods: [timsMail, { ...timsApp, kind: approval.kind }] },
  'not registered': { ...tim, methods: [] },
  disabled: { ...tim, entry: { ...tim.entry, disabled: true } },
  frozen: { ...tim, frozenAt: tim.methods[0]?.provenAt ?? null },
  'may reset, not unlock': { ...tim, entry: { ...tim.entry, directory: 'other' as never } },
  unknown: null,
}

type Deed =
  | {
      readonly do:
        | 'resolve'
        | 'another-way'
        | 'more-time'
        | 'resend'
        | 'answer'
        | 'answer stale'
        | 'start-over'
        | 'help'
    }
  | { readonly do: 'reason'; readonly purpose: 'reset' | 'unlock' }
  | { readonly do: 'choose'; readonly kind: number }
  | { readonly do: 'wait'; readonly span: number }

const simple = fc.constantFrom('resolve', 'resolve', 'another-way', 'more-time', 'resend', 'answer stale')
const deeds: fc.Arbitrary<readonly Deed[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: simple.map((name): Deed => ({ do: name })) },
    { weight: 6, arbitrary: fc.constant<Deed>({ do: 'answer' }) },
    { weight: 1, arbitrary: fc.constantFrom<Deed>({ do: 'start-over' }, { do: 'help' }) },
    {
      weight: 3,
      arbitrary: fc.constantFrom<Deed>({ do: 'reason', purpose: 'reset' }, { do: 'reason', purpose: 'unlock' }),
    },
    { weight: 5, arbitrary: fc.nat({ max: 2 }).map((kind): Deed => ({ do: 'choose', kind })) },
    {
      weight: 4,
      arbitrary: fc.constantFrom(1, 30, 31, 60, 301, 600, 901).map((n): Deed => ({ do: 'wait', span: seconds(n) })),
    },
  ),
  { maxLength: 40 },
)

/** What a page is made from, and how much was recorded, after each deed. */
function seen(account: AccountFacts | null, todo: readonly Deed[], rules = policy): readonly unknown[] {
  const begun = standingAt({ at: 'reason' }, { subject: { kind: 'unresolved' } })
  let { journey } = begun
  let facts: JourneyFacts = { ...factsAbout(account, journey), policy: rules, counters: emptyCounters }
  return todo.map((deed, n) => {
    if (deed.do === 'wait') {
      facts = { ...facts, now: later(facts.now, deed.span) }
      return visible(journey, facts, 0)
    }
    const events = [eventOf(deed, journey, n)]
    let recorded = 0
    for (let event = events.shift(); event !== undefined; event = events.shift()) {
      // Nobody looks at an account before the name was looked for.
      const known = journey.subject.kind !== 'unresolved' || event.type === 'resolved'
      const decision = decide(journey, event, known ? facts : { ...facts, account: null, counters: emptyCounters })
      if (decision.kind === 'stay') continue
      recorded += decision.facts.length
      if (known) facts = { ...facts, counters: decision.counters }
      ;({ journey } = decision)
      for (const effect of decision.effects) {
        const { to, challenge } = effect.kind === 'issue-challenge' ? effect : { to: null, challenge: '' }
        const issued = { method: to?.id ?? null, address: to?.address ?? null, answer: null, triesLeft: 5 }
        if (effect.kind === 'issue-challenge')
          events.push({ type: 'challenge-issued', challenge: challengeId(challenge), issued, sent: effect.send })
        if (effect.kind === 'judge')
          events.push({
            type: 'evidence',
            challenge: effect.challenge,
            measured: { kind: effect.against ? 'differs' : 'unusable' },
          })
      }
    }
    return visible(journey, facts, recorded)
  })
}

const kinds = [email.kind, authenticatorApp.kind, approval.kind]

function eventOf(deed: Exclude<Deed, { do: 'wait' }>, { stage }: Journey, n: number): JourneyEvent {
  const challenge = challengeId(`challenge ${n}`)
  switch (deed.do) {
    case 'resolve':
      return { type: 'resolved', directory: 'reachable' }
    case 'reason':
      return { type: 'reason-chosen', purpose: deed.purpose }
    case 'choose':
      return { type: 'method-chosen', kind: kinds[deed.kind] ?? email.kind, challenge }
    case 'resend':
      return { type: 'resend-asked', challenge }
    case 'answer':
      return { type: 'attempt', challenge: stage.at === 'challenged' ? stage.challenge.id : challenge }
    case 'answer stale':
      return { type: 'attempt', challenge }
    case 'help':
      return { type: 'help-asked' }
    case 'another-way':
    case 'more-time':
    case 'start-over':
      return { type: deed.do }
  }
}

function visible(journey: Journey, facts: JourneyFacts, recorded: number): unknown {
  const { stage, purpose, proofs, failures, waitUntil, sends, sentAt, remark, touchedAt } = journey
  const shown =
    stage.at !== 'challenged'
      ? stage
      : { ...stage, challenge: { ...stage.challenge, issued: stage.challenge.issued?.triesLeft ?? null } }
  return {
    ...{ shown, purpose, proofs, failures, waitUntil, sends, sentAt, remark, touchedAt, recorded },
    lapsed: hasLapsed(journey, facts),
    until: deadline(journey, facts.policy.times),
    offered: offeredKinds(journey, facts),
    nextSendAt: nextSendAt(journey, facts),
  }
}

it('a stranger sees the same whoever the name is, step by step, and every step records as much', () => {
  const reached = new Set<string>()
  fc.assert(
    fc.property(deeds, (todo) => {
      const [first, ...others] = Object.entries(people).map(([name, account]) => [name, seen(account, todo)] as const)
      for (const [name, each] of others)
        if (JSON.stringify(each) !== JSON.stringify(first?.[1]))
          expect(each, `${name} and ${first?.[0]}`).toEqual(first?.[1])
      for (const step of first?.[1] ?? []) reached.add(JSON.stringify(step).match(/"at":"([a-z-]+)"/)?.[1] ?? '')
    }),
    { numRuns: 1_000 },
  )
  expect([...reached].sort()).toEqual(['cancelled', 'challenged', 'choosing', 'contacted-admin', 'expired', 'reason'])
})

it('ten failures in one journey block it alike, where an organisation has shortened the waits', () => {
  const impatient = { ...policy, limits: { ...policy.limits, waits: [0] } }
  const fiveWrong: readonly Deed[] = Array(5).fill({ do: 'answer' })
  const todo: readonly Deed[] = [
    { do: 'reason', purpose: 'reset' },
    { do: 'resolve' },
    { do: 'choose', kind: 1 },
    ...fiveWrong,
    { do: 'resend' },
    ...fiveWrong,
    { do: 'answer' },
  ]
  const first = seen(tim, todo, impatient)
  expect(first.at(-1)).toMatchObject({ shown: { at: 'blocked' } })
  for (const account of Object.values(people)) expect(seen(account, todo, impatient)).toEqual(first)
})

it('the same is seen of a name that is never found, as long as it is looked for', () => {
  const waiting: readonly Deed[] = [
    { do: 'reason', purpose: 'reset' },
    { do: 'choose', kind: 0 },
    { do: 'answer' },
    { do: 'answer' },
  ]
  expect(seen(tim, waiting)).toEqual(seen(null, waiting))
  expect(policy.times.idle).toBe(minutes(10))
})
