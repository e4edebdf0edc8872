// Two weeks before the demo began, so that the administrators' rooms have something to show: made up, and always the same.
import type { AuditFact } from '../core/audit/facts.ts'
import { authenticatorApp } from '../core/methods/authenticator-app/authenticator-app.ts'
import { email } from '../core/methods/email/email.ts'
import { type AccountId, journeyId, reference } from '../core/people/identifiers.ts'
import { days, hours, type Instant, instantFrom, minutes, seconds } from '../core/time.ts'
import type { SeededFact } from '../ports/seeding.ts'

type Plot = 'reset' | 'unlock' | 'gave up' | 'blocked' | 'out of scope' | 'nobody'

/** What a letter of a day stands for. */
const plots: Readonly<Record<string, Plot>> = {
  r: 'reset',
  u: 'unlock',
  g: 'gave up',
  b: 'blocked',
  o: 'out of scope',
  n: 'nobody',
}

/** From a fortnight ago to yesterday. */
const fortnight = ['rrurgr', 'rru', 'rg', 'rrn', 'r', 'u', '', 'rrrubrg', 'ror', 'rr', 'rgu', 'rr', 'n', 'r']

const resetters = ['tim', 'lena', 'hana', 'rita']

/** `accountOf`: by the part of a username before the @. */
export function demoHistory(now: Instant, accountOf: (name: string) => AccountId | null): readonly SeededFact[] {
  const morning = now - (now % days(1)) + hours(7)
  const journeys = fortnight.flatMap((day, index) =>
    [...day].map((letter, turn) => ({
      plot: plots[letter] ?? 'reset',
      begins: morning - days(fortnight.length - index) + (turn + 1) * minutes(53),
    })),
  )
  return journeys.flatMap(({ plot, begins }, number) => {
    const name = nameIn(plot, number)
    const account = name === null ? null : accountOf(name)
    return factsOf(plot).map((fact, place) => ({
      id: uuid(1000 + number * 20 + place),
      at: instantFrom(begins + place * seconds(21 + (number % 5) * 4)),
      // Who it is was not known when the name was typed.
      account: place === 0 ? null : account,
      journey: journeyId(uuid(100_000 + number)),
      reference: reference(`RK-${readAloud(number * 7919 + 40_503)}-${readAloud(number * 104_729 + 31_337)}`),
      fact,
    }))
  })
}

function nameIn(plot: Plot, number: number): string | null {
  switch (plot) {
    case 'nobody':
      return null
    case 'unlock':
      return 'pascal'
    case 'out of scope':
      return 'olaf'
    case 'reset':
    case 'gave up':
    case 'blocked':
      return resetters[number % resetters.length] ?? null
  }
}

const [byMail, byApp] = [email.kind, authenticatorApp.kind]
const begun: readonly AuditFact[] = [
  { kind: 'journey-started' },
  { kind: 'journey-resolved', subject: 'account', refusal: null },
  { kind: 'challenge-issued', method: byMail, gate: 1, sent: true },
]
const provenOnce: readonly AuditFact[] = [...begun, { kind: 'proof-passed', method: byMail, gate: 1 }]
const provenTwice: readonly AuditFact[] = [
  ...provenOnce,
  { kind: 'challenge-issued', method: byApp, gate: 2, sent: false },
  { kind: 'proof-passed', method: byApp, gate: 2 },
]
const wrong: AuditFact = { kind: 'proof-failed', method: byApp, gate: 2, compared: true }

function factsOf(plot: Plot): readonly AuditFact[] {
  switch (plot) {
    case 'reset':
      return [...provenTwice, { kind: 'password-write-intended' }, { kind: 'password-reset', methods: [byMail, byApp] }]
    case 'unlock':
      return [...provenTwice, { kind: 'account-unlocked', methods: [byMail, byApp] }]
    case 'gave up':
      return [...begun, { kind: 'journey-cancelled' }]
    case 'blocked':
      return [...provenOnce, wrong, wrong, wrong, wrong, wrong, { kind: 'journey-blocked' }]
    case 'out of scope':
      return [...provenTwice, { kind: 'not-eligible', reason: 'out-of-scope', code: 'SSPR_0013', purpose: 'reset' }]
    case 'nobody':
      return [
        { kind: 'journey-started' },
        { kind: 'journey-resolved', subject: 'nobody', refusal: null },
        { kind: 'journey-expired' },
      ]
  }
}

const uuid = (number: number): string => `00000000-0000-4000-a000-${String(number).padStart(12, '0')}`

/** Four characters that can't be taken for one another. */
function readAloud(number: number): string {
  const characters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  return [15, 10, 5, 0].map((shift) => characters[(number >> shift) & 31]).join('')
}
