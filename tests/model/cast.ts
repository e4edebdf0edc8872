// Who the tests of the core are about: Tim with two methods, Ada with two of her own, Noor who has none yet, Ivan for whom an
// address is on file; an organisation, and times to stand at.
import type { JourneyFacts } from '../../src/core/journey/decision.ts'
import type { Journey, Stage } from '../../src/core/journey/journey.ts'
import { authenticatorApp, stepAt } from '../../src/core/methods/authenticator-app/authenticator-app.ts'
import { email } from '../../src/core/methods/email/email.ts'
import { catalogueOf, type Method } from '../../src/core/methods/method.ts'
import type { AccountFacts, DirectoryEntry, RegisteredMethod } from '../../src/core/people/account.ts'
import {
  accountId,
  challengeId,
  directoryKey,
  externalId,
  groupId,
  journeyId,
  lookupHash,
  methodId,
  methodKind,
  reference,
  sealedText,
} from '../../src/core/people/identifiers.ts'
import { initialPolicy, type Policy } from '../../src/core/policy/policy.ts'
import { emptyCounters, openJourney } from '../../src/core/throttle/counters.ts'
import { defaultLimits } from '../../src/core/throttle/limits.ts'
import { instantFrom, minutes } from '../../src/core/time.ts'

/** Somebody vouches on another screen; exists in tests only, to show that the journey doesn't know its methods. */
export const approval: Method = {
  kind: methodKind('approval'),
  class: 'vouching',
  evidence: 'outside',
  digits: null,
  sends: null,
  lifetime: minutes(10),
  registers: null,
  weigh: (measured) => (measured.kind === 'matches' ? 'right' : 'wrong'),
}

/** Security questions, whose answers are knowledge. */
export const questions: Method = {
  ...approval,
  kind: methodKind('questions'),
  class: 'knowledge',
  evidence: 'typed',
}

const number: Method = { ...approval, class: 'number', evidence: 'typed', digits: 8 }
export const text: Method = { ...number, kind: methodKind('text') }
export const call: Method = { ...number, kind: methodKind('call') }
export const recoveryCode: Method = { ...number, kind: methodKind('recovery-code'), class: 'secret' }
export const passkey: Method = { ...number, kind: methodKind('passkey'), class: 'key', digits: null }

export const catalogue = catalogueOf([email, authenticatorApp, approval, questions, text, call, recoveryCode, passkey])
export const limits = defaultLimits
export const start = instantFrom(Date.UTC(2026, 0, 5, 8))
export const staff = directoryKey('staff')
export const sales = groupId('sales')

export const policy: Policy = {
  ...initialPolicy([email.kind, authenticatorApp.kind, approval.kind]),
  scope: { kind: 'all' },
  directories: { [staff]: { writeback: true, unlock: true } },
}
export const withoutReason: Policy = { ...policy, directories: { [staff]: { writeback: true, unlock: false } } }

export const registered = (id: string, method: Pick<Method, 'kind'>, address: string | null = null) =>
  ({
    id: methodId(id),
    kind: method.kind,
    source: 'self',
    provenAt: start,
    heldUntil: null,
    sealed: sealedText(`sealed-${id}`),
    masked: null,
    address: address === null ? null : lookupHash(address),
    lastStep: method.kind === authenticatorApp.kind ? stepAt(start) - 10 : null,
    name: null,
    addedAt: start,
    shared: false,
  }) satisfies RegisteredMethod

export const entry = (more: Partial<DirectoryEntry> = {}): DirectoryEntry => ({
  directory: staff,
  externalId: externalId('00'),
  source: 'cloud-only',
  username: 'tim',
  displayName: 'Tim Walker',
  groups: [sales],
  role: null,
  disabled: false,
  lockedByAdministrator: false,
  lockedUntil: null,
  mustChangePassword: false,
  passwordChangedAt: null,
  passwordExpiresAt: null,
  ...more,
})

export const person = (id: string, methods: readonly RegisteredMethod[]): AccountFacts => ({
  id: accountId(id),
  entry: entry({ username: id }),
  methods,
  frozenAt: null,
  registration: { confirmedAt: null, skips: 0, defaultMethod: null },
  locale: null,
  timeZone: null,
})

export const timsMail = registered('tims-mail', email, 'tim@home.example')
export const timsApp = registered('tims-app', authenticatorApp)
export const timsFriend = registered('tims-friend', approval)
/** Beside his app, of the same class: both together are one gate. */
export const timsSavedCode = registered('tims-saved-code', recoveryCode)
export const tim = person('tim', [timsMail, timsApp])
export const ada = person('ada', [
  registered('adas-mail', email, 'ada@home.example'),
  registered('adas-app', authenticatorApp),
])

export const noor = person('noor', [])
export const ivan = person('ivan', [
  { ...registered('ivans-mail', email, 'ivan@home.example'), source: 'imported', provenAt: null },
])

/** Tim's journey at a stage, listed as open, with the facts that go with it. */
export function standingAt(stage: Stage, more: Partial<Journey> = {}): { journey: Journey; facts: JourneyFacts } {
  const journey: Journey = {
    id: journeyId('journey'),
    reference: reference('RK-0000-0000'),
    purpose: 'reset',
    subject: { kind: 'account', account: tim.id },
    stage,
    proofs: [],
    failures: 0,
    waitUntil: null,
    sends: 0,
    challenges: 0,
    sentAt: null,
    remark: null,
    startedAt: start,
    touchedAt: start,
    ...more,
  }
  return { journey, facts: factsAbout(tim, journey) }
}

export const factsAbout = (account: AccountFacts | null, journey: Pick<Journey, 'id'>): JourneyFacts => ({
  now: start,
  policy,
  catalogue,
  account,
  counters: openJourney(emptyCounters, journey.id, 'strangers', limits.openJourneys, start),
  allowance: 'strangers',
  underAttack: false,
})

/** A challenge of Tim's mail that was issued at the start. */
export const mailChallenge: Extract<Stage, { at: 'challenged' }> = {
  at: 'challenged',
  gate: 1,
  challenge: {
    id: challengeId('mail-challenge'),
    kind: email.kind,
    since: start,
    expiresAt: instantFrom(start + email.lifetime),
    issued: {
      method: timsMail.id,
      address: timsMail.address,
      answer: lookupHash('12345678'),
      triesLeft: limits.triesPerChallenge,
    },
  },
}

/** The proofs that two gates ask for. */
export const bothProofs: Journey['proofs'] = [
  {
    gate: 1,
    method: timsMail.id,
    kind: email.kind,
    class: 'mailbox',
    address: timsMail.address,
    challenge: 'mail-challenge',
    at: start,
  },
  {
    gate: 2,
    method: timsApp.id,
    kind: authenticatorApp.kind,
    class: 'secret',
    address: null,
    challenge: 'app-challenge',
    at: start,
  },
]

/** Tim has proven his mail, and chooses how to prove it a second time. */
export const choosingSecond = standingAt({ at: 'choosing', gate: 2 }, { proofs: bothProofs.slice(0, 1) })
