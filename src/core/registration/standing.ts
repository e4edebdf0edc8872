// What may this session do to its account's methods now, and what must it show first? Answered in one place, for pages, for
// posts, and once more before anything is written.
import type { Method, MethodCatalogue } from '../methods/method.ts'
import type { AccountFacts, RegisteredMethod } from '../people/account.ts'
import type { MethodId, MethodKind } from '../people/identifiers.ts'
import { isAdministrator } from '../people/roles.ts'
import { allowedKinds, countsBeside, passableGates, usableMethods } from '../policy/gates.ts'
import type { Policy } from '../policy/policy.ts'
import { hours, type Instant } from '../time.ts'
import { freshProofs, type SessionProof, type SessionState, stepUpLifetime } from './session.ts'

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

export type Standing =
  /** Methods may be changed; what is added is on hold for `hold` milliseconds. `first`: it is part of a first enrolment. */
  | { readonly kind: 'open'; readonly hold: number; readonly first: boolean }
  /** One of the person's methods has to be proven again, now. */
  | { readonly kind: 'prove' }
  /** There is none that could be proven: the password, typed again. */
  | { readonly kind: 'password' }
  /** First enrolment: this imported address has to be proven before anything is added. */
  | { readonly kind: 'confirm-known'; readonly method: MethodId }
  /** First enrolment: an administrator's code has to be typed. */
  | { readonly kind: 'enrolment-code' }
  /** First enrolment asks for an address that is on file, and there is none. */
  | { readonly kind: 'closed' }

/** `lifetime`: how long ago a proof may be. Longer where something begun with a fresh one is only finished. */
export function standingOf(state: SessionState, facts: StandingFacts, lifetime: number = stepUpLifetime): Standing {
  if (state.setUp !== null) return { kind: 'open', hold: 0, first: true }
  const fresh = freshProofs(state.proofs, facts.now, lifetime)
  if (provenMethods(state, facts.account).length === 0) return firstEnrolment(state, fresh, facts)
  const usable = usableMethods(facts.policy, facts.account, facts.catalogue, facts.now)
  const byMethod = fresh.filter((each) => usable.some(({ id }) => id === each.method))
  const goesOn = isFirstEnrolment(state, facts)
  if (goesOn && (byMethod.length > 0 || hasPassword(fresh))) return { kind: 'open', hold: 0, first: true }
  if (byMethod.length > 0) {
    return { kind: 'open', hold: provesTwice(byMethod, usable, facts.catalogue) ? 0 : holdSpan, first: false }
  }
  if (usable.length > 0) return { kind: 'prove' }
  return hasPassword(fresh) ? { kind: 'open', hold: holdSpan, first: false } : { kind: 'password' }
}

/** The session holds two fresh proofs that would pass two gates. */
export function isProvenTwice(state: SessionState, facts: StandingFacts): boolean {
  const usable = usableMethods(facts.policy, facts.account, facts.catalogue, facts.now)
  return provesTwice(freshProofs(state.proofs, facts.now), usable, facts.catalogue)
}

/** What counts as the account's own so far: in a set-up, only what was proven in it; what was there before goes at its end. */
export const provenMethods = (state: SessionState, account: AccountFacts): readonly RegisteredMethod[] =>
  account.methods.filter((each) => each.provenAt !== null && (state.setUp === null || state.enrolled.includes(each.id)))

/** An account whose methods were all registered in this session, and are too few yet, is still at its first enrolment. */
const isFirstEnrolment = (state: SessionState, facts: StandingFacts): boolean =>
  provenMethods(state, facts.account).every(({ id }) => state.enrolled.includes(id)) &&
  gatesPassed(state, facts) < gatesNeeded(state, facts)

function firstEnrolment(state: SessionState, fresh: readonly SessionProof[], facts: StandingFacts): Standing {
  if (!hasPassword(fresh)) return { kind: 'password' }
  const { firstEnrolment: asked } = facts.policy.registration
  const known = knownAddress(state, facts)
  if (asked === 'enrolment-code' && !state.enrolmentCode) return { kind: 'enrolment-code' }
  if (asked !== 'enrolment-code' && known !== undefined) return { kind: 'confirm-known', method: known.id }
  return asked === 'known-address' ? { kind: 'closed' } : { kind: 'open', hold: 0, first: true }
}

/** Imported, not proven, and of a kind that a code can be sent to. */
const knownAddress = (state: SessionState, facts: StandingFacts): RegisteredMethod | undefined =>
  confirmableMethods(state, facts).find((each) => facts.catalogue.get(each.kind)?.registers === 'address')

/** What was imported and needs one step to count. */
export function confirmableMethods(state: SessionState, facts: StandingFacts): readonly RegisteredMethod[] {
  const kinds = kindsToRegister(state, facts)
  return facts.account.methods.filter((each) => each.provenAt === null && kinds.includes(each.kind))
}

/** The kinds that this person may register, in policy order. */
export const kindsToRegister = (state: SessionState, facts: StandingFacts): readonly MethodKind[] =>
  allowedKinds(facts.policy, isForAdministrator(state, facts), facts.catalogue).filter(
    (kind) => (facts.catalogue.get(kind)?.registers ?? null) !== null,
  )

/** The kinds that would bring the account nearer to its gates: of a class that it has nothing of. */
export function lackingKinds(state: SessionState, facts: StandingFacts): readonly MethodKind[] {
  const classes = provenMethods(state, facts.account).map(({ kind }) => facts.catalogue.get(kind)?.class)
  return kindsToRegister(state, facts).filter((kind) => !classes.includes(facts.catalogue.get(kind)?.class))
}

/** How many gates what is registered can pass, whether it is on hold or not. */
export const gatesPassed = (state: SessionState, facts: StandingFacts): 0 | 1 | 2 =>
  passableGates(
    provenMethods(state, facts.account).filter(({ kind }) =>
      allowedKinds(facts.policy, isForAdministrator(state, facts), facts.catalogue).includes(kind),
    ),
    facts.catalogue,
  )

export const gatesNeeded = (state: SessionState, facts: StandingFacts): 1 | 2 =>
  isForAdministrator(state, facts) ? 2 : facts.policy.gates

/** Fewer gates than before, and fewer than are needed. */
export const fallsBelowGates = (state: SessionState, before: StandingFacts, after: StandingFacts): boolean =>
  gatesPassed(state, after) < gatesNeeded(state, before) && gatesPassed(state, after) < gatesPassed(state, before)

/** By the role that is held, or that a set-up will end in. */
export const isForAdministrator = (state: SessionState, { account }: Pick<StandingFacts, 'account'>): boolean =>
  isAdministrator(state.setUp === null ? account.entry.role : state.setUp.role)

const hasPassword = (fresh: readonly SessionProof[]): boolean => fresh.some((each) => each.class === 'password')

function provesTwice(
  fresh: readonly SessionProof[],
  usable: readonly RegisteredMethod[],
  catalogue: MethodCatalogue,
): boolean {
  const methods = usable.filter(({ id }) => fresh.some((each) => each.method === id))
  return methods.some((first) => methods.some((second) => countsBeside(second, asProof(first, catalogue), catalogue)))
}

const asProof = (method: RegisteredMethod, catalogue: MethodCatalogue) => ({
  method: method.id,
  class: catalogue.get(method.kind)?.class ?? ('knowledge' satisfies Method['class']),
  address: method.address,
})
