// A pending method was shown to work: only now is it one, and from when on it counts is decided here.
import type { AuditFact } from '../audit/facts.ts'
import type { MethodKind } from '../people/identifiers.ts'
import { later } from '../time.ts'
import {
  type MethodChange,
  type RegistrationDecision,
  type RegistrationFacts,
  stepTo,
  withChanges,
} from './decision.ts'
import { asRegistered } from './errand-subject.ts'
import { interruptFor } from './interrupt.ts'
import { refusalOf } from './offer-method.ts'
import { type Errand, finishLifetime, type SessionKind, type SessionRemark, type SessionState } from './session.ts'
import { gatesNeeded, gatesPassed, provenMethods, type Standing, standingOf } from './standing.ts'

type Adding = Extract<Errand, { doing: 'add' }>

/** More accounts than this with one address or secret are no coincidence. */
const mostAccountsOfOne = 3

export function keepMethod(
  state: SessionState,
  errand: Adding,
  step: number | null,
  facts: RegistrationFacts,
): RegistrationDecision {
  // Asked again: the rules may have changed meanwhile, and what was fresh when it began may be too long ago.
  const standing = standingOf(state, facts, finishLifetime)
  const refusal = refusalOf(standing, errand, state, facts)
  if (refusal !== null) return refusal
  const { hold, first } = openOf(standing)
  const changes = changesOf(errand, hold, step, facts)
  const account = { ...facts.account, methods: withChanges(facts.account.methods, changes, facts.now) }
  const enrolled = first ? [...state.enrolled, errand.pending.id] : state.enrolled
  const next: SessionState = { ...state, enrolled, remark: remarkOf(errand, hold) }
  const after = { ...facts, account }
  const finished = completed(next, after)
  return stepTo(
    state,
    facts,
    { ...next, ...(finished.endsSetUp ? { setUp: null } : {}) },
    {
      sessionKind: finished.kind,
      changes: [...changes, ...finished.changes],
      account: {
        skips: 0,
        ...(finished.role === null ? {} : { role: finished.role }),
        ...(errand.replaces !== null && facts.account.registration.defaultMethod === errand.replaces
          ? { defaultMethod: errand.pending.id }
          : {}),
      },
      effects: [{ kind: finished.endsSetUp ? 'end-other-sessions' : 'renew-session' }],
      facts: [...factsOf(errand, hold, first && isByPasswordAlone(state, facts), facts), ...finished.facts],
    },
  )
}

/** `confirm-known` is open for that one method: proving it is what is asked. */
const openOf = (standing: Standing): { readonly hold: number; readonly first: boolean } =>
  standing.kind === 'open' ? standing : { hold: 0, first: true }

function changesOf(
  errand: Adding,
  hold: number,
  step: number | null,
  { now }: RegistrationFacts,
): readonly MethodChange[] {
  if (errand.confirms) return [{ kind: 'prove', method: errand.pending.id, heldFor: hold }]
  const method = {
    ...asRegistered(errand.pending, now),
    heldUntil: hold === 0 ? null : later(now, hold),
    lastStep: step,
  }
  return [
    { kind: 'add', method },
    ...(errand.replaces === null ? [] : [{ kind: 'remove', method: errand.replaces } as const]),
  ]
}

function factsOf(
  { pending: { kind }, replaces, confirms }: Adding,
  hold: number,
  byPasswordAlone: boolean,
  { sharedWith }: RegistrationFacts,
): readonly AuditFact[] {
  const held = Math.round(hold / 1000)
  const kept: AuditFact = confirms
    ? { kind: 'method-confirmed', method: kind, byPasswordAlone }
    : replaces === null
      ? { kind: 'method-added', method: kind, held, byPasswordAlone }
      : { kind: 'method-replaced', method: kind, held }
  const accounts = sharedWith + 1
  return accounts > mostAccountsOfOne ? [kept, { kind: 'method-shared', method: kind, accounts }] : [kept]
}

/** The account had nothing, nobody vouched, and no address was on file: only the password stood behind it. */
const isByPasswordAlone = (state: SessionState, { account }: RegistrationFacts): boolean =>
  state.setUp === null &&
  !state.enrolmentCode &&
  provenMethods(state, account).every(({ id, source }) => state.enrolled.includes(id) && source === 'self')

function remarkOf({ confirms, replaces }: Adding, hold: number): SessionRemark {
  if (hold > 0) return 'method-added-held'
  if (confirms) return 'method-confirmed'
  return replaces === null ? 'method-added' : 'method-replaced'
}

interface Completed {
  readonly kind: SessionKind
  readonly changes: readonly MethodChange[]
  readonly role: NonNullable<SessionState['setUp']>['role']
  readonly facts: readonly AuditFact[]
  readonly endsSetUp: boolean
}

/** An interrupt ends when nothing is lacking; a set-up too, and only then its role is granted and what was there before goes. */
function completed(state: SessionState, facts: RegistrationFacts): Completed {
  const nothing = { changes: [], role: null, facts: [], endsSetUp: false } as const
  if (facts.kind === 'interrupted') {
    return { ...nothing, kind: interruptFor(state, facts)?.kind === 'register' ? 'interrupted' : 'full' }
  }
  const { setUp } = state
  if (facts.kind !== 'set-up' || setUp === null) return { ...nothing, kind: facts.kind }
  if (!setUp.passwordSet || gatesPassed(state, facts) < gatesNeeded(state, facts)) return { ...nothing, kind: 'set-up' }
  const { role } = facts.account.entry
  const old = facts.account.methods.filter(({ id }) => !state.enrolled.includes(id))
  const methods: readonly MethodKind[] = provenMethods(state, facts.account).map((each) => each.kind)
  return {
    kind: 'full',
    changes: old.map(({ id }) => ({ kind: 'remove', method: id })),
    role: setUp.role,
    facts: [
      { kind: 'set-up-completed', role: setUp.role, methods },
      ...(setUp.role === null || setUp.role === role
        ? []
        : [{ kind: 'role-changed', from: role, to: setUp.role } as const]),
    ],
    endsSetUp: true,
  }
}
