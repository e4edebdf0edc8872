// A pending method was shown to work: only now is it one, and from when on it counts is decided here.
import type { AuditFact } from '../audit/facts.ts'
import type { MethodId } from '../people/identifiers.ts'
import { usableMethods } from '../policy/gates.ts'
import { countSuccess } from '../throttle/counters.ts'
import { later } from '../time.ts'
import {
  type AccountChange,
  type MethodChange,
  type RegistrationDecision,
  type RegistrationEffect,
  type RegistrationFacts,
  stepTo,
  withChanges,
} from './decision.ts'
import { endOfSetUp } from './end-of-set-up.ts'
import { asRegistered } from './errand-subject.ts'
import { interruptFor } from './interrupt.ts'
import { termsOfAdding } from './offer-method.ts'
import {
  addProof,
  type Errand,
  finishLifetime,
  freshProofs,
  type SessionKind,
  type SessionProof,
  type SessionRemark,
  type SessionState,
} from './session.ts'

type Adding = Extract<Errand, { doing: 'add' }>

/** The proof that a right answer is, and the app's time step that was used for it. */
export interface Shown {
  readonly proof: SessionProof
  readonly step: number | null
}

/** More accounts than this with one address or secret are no coincidence. */
const mostAccountsOfOne = 3

export function keepMethod(
  state: SessionState,
  errand: Adding,
  { proof, step }: Shown,
  facts: RegistrationFacts,
): RegistrationDecision {
  // Asked again, and of what was shown before: the rules may have changed meanwhile, what was fresh when it began may be too
  // long ago, and a method doesn't vouch for itself.
  const terms = termsOfAdding(errand, state, facts, finishLifetime)
  if ('kind' in terms) return terms
  const hold = wasUsable(errand, facts) ? 0 : terms.hold
  const changes = changesOf(errand, hold, step, facts)
  const next: SessionState = {
    ...state,
    errand: null,
    proofs: addProof(state.proofs, proof),
    enrolled: terms.first ? [...state.enrolled, errand.pending.id] : state.enrolled,
    remark: remarkOf(errand, hold),
  }
  const after = { ...facts, account: withMethods(facts, changes) }
  const finished = facts.kind === 'set-up' ? endOfSetUp(next, after) : null
  return stepTo(
    state,
    facts,
    { ...next, ...(finished === null ? {} : { setUp: null }) },
    {
      sessionKind: finished === null ? kindAfterKeeping(next, after) : 'full',
      changes: [...changes, ...(finished?.changes ?? [])],
      account: { skips: 0, ...defaultAfter(errand, facts), ...finished?.account },
      // A method that was guessed at too often is bound again: its streak begins anew (NIST SP 800-63B-4 §3.2.2).
      counters: countSuccess(facts.counters, errand.pending.kind),
      effects: [...(errand.confirms ? spendStep(errand.pending.id, step) : []), { kind: 'renew-session' }],
      facts: [...factsOf(errand, hold, isByPasswordAlone(state, facts), facts), ...(finished?.facts ?? [])],
    },
  )
}

/** Each code of an app proves once, wherever it was typed. */
export const spendStep = (method: MethodId, step: number | null): readonly RegistrationEffect[] =>
  step === null ? [] : [{ kind: 'spend-step', method, step }]

const withMethods = ({ account, now }: RegistrationFacts, changes: readonly MethodChange[]) => ({
  ...account,
  methods: withChanges(account.methods, changes, now),
})

/** Imported and trusted: it passed gates before, and a hold would only take from its owner what everybody else had. */
const wasUsable = ({ pending }: Adding, { policy, account, catalogue, now }: RegistrationFacts): boolean =>
  usableMethods(policy, account, catalogue, now).some(({ id }) => id === pending.id)

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

/** What replaces the default is the default. */
const defaultAfter = ({ pending, replaces }: Adding, { account }: RegistrationFacts): AccountChange =>
  replaces !== null && account.registration.defaultMethod === replaces ? { defaultMethod: pending.id } : {}

function factsOf(
  { pending: { kind }, replaces, confirms }: Adding,
  hold: number,
  byPasswordAlone: boolean,
  { sharedWith }: RegistrationFacts,
): readonly AuditFact[] {
  const held = Math.round(hold / 1000)
  const kept: AuditFact = confirms
    ? { kind: 'method-confirmed', method: kind, held }
    : replaces === null
      ? { kind: 'method-added', method: kind, held, byPasswordAlone }
      : { kind: 'method-replaced', method: kind, held }
  const accounts = sharedWith + 1
  return accounts > mostAccountsOfOne ? [kept, { kind: 'method-shared', method: kind, accounts }] : [kept]
}

/** No link, no code, and no proof by anything that somebody else put on file or that was there before this session. */
function isByPasswordAlone(state: SessionState, facts: RegistrationFacts): boolean {
  const { policy, account, catalogue, now } = facts
  const proven = freshProofs(state.proofs, now, finishLifetime).map(({ method }) => method)
  const vouching = usableMethods(policy, account, catalogue, now).filter(
    ({ id, source }) => source !== 'self' || !state.enrolled.includes(id),
  )
  return state.setUp === null && !state.enrolmentCode && !vouching.some(({ id }) => proven.includes(id))
}

function remarkOf({ confirms, replaces }: Adding, hold: number): SessionRemark {
  if (hold > 0) return 'method-added-held'
  if (confirms) return 'method-confirmed'
  return replaces === null ? 'method-added' : 'method-replaced'
}

/** An interrupt ends when nothing is lacking. */
const kindAfterKeeping = (state: SessionState, facts: RegistrationFacts): SessionKind =>
  facts.kind === 'interrupted' && interruptFor(state, facts)?.kind !== 'register' ? 'full' : facts.kind
