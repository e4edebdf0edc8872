// What may this session do to its account's methods now, and what must it show first? Answered in one place, for pages, for
// posts, and once more before anything is written.
import type { MethodCatalogue, MethodClass } from '../methods/method.ts'
import type { AccountFacts, RegisteredMethod } from '../people/account.ts'
import type { LookupHash, MethodId, MethodKind } from '../people/identifiers.ts'
import { isAdministrator } from '../people/roles.ts'
import { allowedKinds, countsBeside, isTrusted, methodsForGate, passableGates, usableMethods } from '../policy/gates.ts'
import type { Policy } from '../policy/policy.ts'
import { hours, type Instant } from '../time.ts'
import { freshProofs, passwordProof, type SessionProof, type SessionState, stepUpLifetime } from './session.ts'

/** Added by somebody who is in already: unusable for so long, while every other address is told (NIST SP 800-63B-4 §4.6). */
export const holdSpan = hours(24)

/** More than anybody needs; each is one more door. */
export const mostMethods = 10

export interface StandingFacts {
  readonly now: Instant
  readonly policy: Policy
  readonly catalogue: MethodCatalogue
  readonly account: AccountFacts
}

/** What is added is on hold for `hold` milliseconds. `first`: it is part of a first enrolment. */
export interface Terms {
  readonly hold: number
  readonly first: boolean
}

export type Standing =
  /** Methods may be changed. */
  | ({ readonly kind: 'open' } & Terms)
  /** One of the person's methods has to be proven again, now. */
  | { readonly kind: 'prove' }
  /** There is none that could be proven: the password, typed again. */
  | { readonly kind: 'password' }
  /** Only the password stands behind it: this imported address has to be proven before anything is changed. */
  | ({ readonly kind: 'confirm-known'; readonly method: MethodId } & Terms)
  /** Only the password stands behind it: an administrator's code has to be typed. */
  | { readonly kind: 'enrolment-code' }
  /** Only the password stands behind it, and nothing that could be shown is enough: no address is on file; an administrator. */
  | { readonly kind: 'closed' }

/** `lifetime`: how long ago a proof may be. Longer where something begun with a fresh one is only finished. */
export function standingOf(state: SessionState, facts: StandingFacts, lifetime: number = stepUpLifetime): Standing {
  if (state.setUp !== null) return { kind: 'open', hold: 0, first: true }
  const fresh = freshProofs(state.proofs, facts.now, lifetime)
  const provable = methodsToProve(facts)
  // What was only imported may be trusted to pass a gate. To change what is registered it has to be proven itself.
  if (!hasProvenMethod(facts.account) || provable.length === 0) return standingByPassword(state, fresh, facts)
  const shown = provable.filter(({ id }) => fresh.some(({ method }) => method === id))
  if (shown.length === 0) return { kind: 'prove' }
  if (isFirstEnrolment(state, facts)) return { kind: 'open', hold: 0, first: true }
  return { kind: 'open', hold: provesTwice(shown, facts.catalogue) ? 0 : holdSpan, first: false }
}

/** The methods that a fresh proof can be made with on a page. Knowledge alone never opens anything. */
export const methodsToProve = ({ policy, account, catalogue, now }: StandingFacts): readonly RegisteredMethod[] =>
  methodsForGate(usableMethods(policy, account, catalogue, now), [], catalogue).filter(
    ({ kind }) => catalogue.get(kind)?.evidence === 'typed',
  )

/** The session holds two fresh proofs that would pass two gates. */
export const isProvenTwice = (state: SessionState, facts: StandingFacts): boolean => {
  const fresh = freshProofs(state.proofs, facts.now)
  const shown = methodsToProve(facts).filter(({ id }) => fresh.some(({ method }) => method === id))
  return provesTwice(shown, facts.catalogue)
}

/** What was imported and needs one step to count; not what its owner has registered beside it. */
export function confirmableMethods(state: SessionState, facts: StandingFacts): readonly RegisteredMethod[] {
  const kinds = kindsToRegister(state, facts)
  const { methods } = facts.account
  return methods.filter(
    ({ provenAt, kind, address }) =>
      provenAt === null && kinds.includes(kind) && (address === null || !isRegistered(address, methods)),
  )
}

/** One address can't stand for two methods: it would pass for two and be one. */
export const isRegistered = (address: LookupHash, methods: readonly RegisteredMethod[]): boolean =>
  methods.some((each) => each.address === address && each.provenAt !== null)

/** The kinds that this person may register, in policy order. */
export const kindsToRegister = (state: SessionState, facts: StandingFacts): readonly MethodKind[] =>
  kindsOf(state, facts).filter((kind) => (facts.catalogue.get(kind)?.registers ?? null) !== null)

/** What counts as registered, on hold or not. In a set-up only what was proven in it: what was there before goes at its end. */
export function registeredMethods(state: SessionState, facts: StandingFacts): readonly RegisteredMethod[] {
  const kinds = kindsOf(state, facts)
  const { account, policy } = facts
  return account.methods.filter(
    (each) =>
      kinds.includes(each.kind) &&
      (state.setUp === null ? isTrusted(each, policy) : each.provenAt !== null && state.enrolled.includes(each.id)),
  )
}

/** The kinds that would bring the account nearer to its gates: of a class that it has nothing of. */
export function lackingKinds(state: SessionState, facts: StandingFacts): readonly MethodKind[] {
  const classes = registeredMethods(state, facts).map(({ kind }) => facts.catalogue.get(kind)?.class)
  return kindsToRegister(state, facts).filter((kind) => !classes.includes(facts.catalogue.get(kind)?.class))
}

/** How many gates what is registered can pass. */
export const gatesPassed = (state: SessionState, facts: StandingFacts): 0 | 1 | 2 =>
  passableGates(registeredMethods(state, facts), facts.catalogue)

export const gatesNeeded = (state: SessionState, facts: StandingFacts): 1 | 2 =>
  isForAdministrator(state, facts) ? 2 : facts.policy.gates

/** Fewer gates than before and than are needed; and for an administrator, none left that the next sign-in could be proven by. */
export const fallsBelowGates = (state: SessionState, before: StandingFacts, after: StandingFacts): boolean =>
  (gatesPassed(state, after) < gatesNeeded(state, before) && gatesPassed(state, after) < gatesPassed(state, before)) ||
  (isForAdministrator(state, before) && methodsToProve(after).length === 0 && methodsToProve(before).length > 0)

/** By the role that is held, or that a set-up will end in: a link for a member makes no member of an administrator. */
export const isForAdministrator = (state: SessionState, { account }: Pick<StandingFacts, 'account'>): boolean =>
  isAdministrator(account.entry.role) || isAdministrator(state.setUp?.role ?? null)

const kindsOf = (state: SessionState, { policy, catalogue, account }: StandingFacts): readonly MethodKind[] =>
  allowedKinds(policy, isForAdministrator(state, { account }), catalogue)

/** Nothing that this person could show would let them register anything: they can't be asked for it. */
export const isClosed = (state: SessionState, facts: StandingFacts): boolean =>
  standingOf({ ...state, proofs: [passwordProof(facts.now)] }, facts).kind === 'closed'

/** An account whose methods were all registered in this session, and are too few yet, is still at its first enrolment. */
const isFirstEnrolment = (state: SessionState, facts: StandingFacts): boolean =>
  facts.account.methods.every(({ id, provenAt }) => provenAt === null || state.enrolled.includes(id)) &&
  gatesPassed(state, facts) < gatesNeeded(state, facts)

/** No method that is the person's own can be proven now, so the policy says what is shown beside the password. */
function standingByPassword(state: SessionState, fresh: readonly SessionProof[], facts: StandingFacts): Standing {
  // An administrator's way back is a set-up link: a stolen password must not make a second proof of its own.
  if (isForAdministrator(state, facts)) return { kind: 'closed' }
  if (!fresh.some((each) => each.class === 'password')) return { kind: 'password' }
  const terms = isNew(facts.account) ? { hold: 0, first: true } : { hold: holdSpan, first: false }
  if (state.enrolmentCode) return { kind: 'open', ...terms }
  const { firstEnrolment: asked } = facts.policy.registration
  if (asked === 'enrolment-code') return { kind: 'enrolment-code' }
  const known = knownAddress(state, facts)
  if (known !== undefined) return { kind: 'confirm-known', method: known.id, ...terms }
  return asked === 'known-address' ? { kind: 'closed' } : { kind: 'open', ...terms }
}

/**
 * Nothing was ever proven, and nothing taken away. Else whoever can prove one method could remove them all, and what they
 * add to the account that is empty then would be taken for a first enrolment and not be held.
 */
const isNew = (account: AccountFacts): boolean => !hasProvenMethod(account) && account.registration.confirmedAt === null

const hasProvenMethod = ({ methods }: AccountFacts): boolean => methods.some(({ provenAt }) => provenAt !== null)

/** Imported, not proven, and of a kind that a code can be sent to. */
const knownAddress = (state: SessionState, facts: StandingFacts): RegisteredMethod | undefined =>
  confirmableMethods(state, facts).find((each) => facts.catalogue.get(each.kind)?.registers === 'address')

const provesTwice = (shown: readonly RegisteredMethod[], catalogue: MethodCatalogue): boolean =>
  shown.some((first) => shown.some((second) => countsBeside(second, asProof(first, catalogue), catalogue)))

const asProof = ({ id, kind, address }: RegisteredMethod, catalogue: MethodCatalogue) => ({
  method: id,
  class: catalogue.get(kind)?.class ?? ('knowledge' satisfies MethodClass),
  address,
})
