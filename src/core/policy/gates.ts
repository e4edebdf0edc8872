// How many proofs an account must bring, by which methods, and which pairs of proofs count as two.
import type { Method, MethodCatalogue, MethodClass } from '../methods/method.ts'
import type { AccountFacts, RegisteredMethod } from '../people/account.ts'
import type { LookupHash, MethodId, MethodKind } from '../people/identifiers.ts'
import { isAdministrator } from '../people/roles.ts'
import type { Instant } from '../time.ts'
import type { Policy } from './policy.ts'

/** One verified use of a method in one journey. */
export interface Proof {
  readonly gate: 1 | 2
  readonly method: MethodId
  readonly kind: MethodKind
  readonly class: MethodClass
  readonly address: LookupHash | null
  readonly challenge: string
  readonly at: Instant
}

/** Administrators always two; members what the policy says, and two for whoever holds two while the organisation is under attack. */
export function gatesFor(
  policy: Policy,
  account: AccountFacts,
  catalogue: MethodCatalogue,
  attack: boolean,
  now: Instant,
): 1 | 2 {
  if (isAdministrator(account.entry.role) || policy.gates === 2) return 2
  return attack && passableGates(usableMethods(policy, account, catalogue, now), catalogue) >= 2 ? 2 : 1
}

export const allowedKinds = (
  policy: Policy,
  administrator: boolean,
  catalogue: MethodCatalogue,
): readonly MethodKind[] =>
  (administrator ? policy.administrators.methods : policy.methods).filter((kind) => {
    const method = catalogue.get(kind)
    return method !== undefined && !(administrator && method.class === 'knowledge')
  })

/** Knowledge is never first and never alone. */
export const firstKinds = (policy: Policy, catalogue: MethodCatalogue): readonly MethodKind[] =>
  allowedKinds(policy, false, catalogue).filter((kind) => catalogue.get(kind)?.class !== 'knowledge')

/** Registered, allowed, proven (or trusted as imported) and not on hold. In policy order, of one kind the default first. */
export function usableMethods(
  policy: Policy,
  account: AccountFacts,
  catalogue: MethodCatalogue,
  now: Instant,
): readonly RegisteredMethod[] {
  const { defaultMethod } = account.registration
  const defaultFirst = [
    ...account.methods.filter(({ id }) => id === defaultMethod),
    ...account.methods.filter(({ id }) => id !== defaultMethod),
  ]
  return allowedKinds(policy, isAdministrator(account.entry.role), catalogue).flatMap((kind) =>
    defaultFirst.filter(
      (each) => each.kind === kind && isTrusted(each, policy) && (each.heldUntil === null || each.heldUntil <= now),
    ),
  )
}

/** Shown to work; or imported for few enough accounts, where the policy takes that for shown. */
export const isTrusted = (method: RegisteredMethod, policy: Policy): boolean =>
  method.provenAt !== null || (policy.trustImported && method.source === 'imported' && !method.shared)

/** How many gates these methods can pass, at most two: distinct classes, and no address twice. */
export function passableGates(methods: readonly RegisteredMethod[], catalogue: MethodCatalogue): 0 | 1 | 2 {
  const able = methods.filter((each) => mayBeFirst(each, catalogue))
  if (able.length === 0) return 0
  const pair = able.some((first) =>
    methods.some((second) => countsBeside(second, proofLike(first, catalogue), catalogue)),
  )
  return pair ? 2 : 1
}

/** Whether this method may pass the gate after `proof`: another class, another address, never the same method. */
export function countsBeside(
  method: RegisteredMethod,
  proof: Pick<Proof, 'method' | 'class' | 'address'>,
  catalogue: MethodCatalogue,
): boolean {
  const itsClass = classOf(method, catalogue)
  const sameAddress = method.address !== null && method.address === proof.address
  return method.id !== proof.method && itsClass !== undefined && itsClass !== proof.class && !sameAddress
}

/** The methods that may pass this gate after these proofs. */
export const methodsForGate = (
  usable: readonly RegisteredMethod[],
  proofs: readonly Proof[],
  catalogue: MethodCatalogue,
): readonly RegisteredMethod[] =>
  proofs.length === 0
    ? usable.filter((each) => mayBeFirst(each, catalogue))
    : usable.filter((each) => proofs.every((proof) => countsBeside(each, proof, catalogue)))

/** Knowledge never; nor a kind that the product no longer has. */
function mayBeFirst(method: RegisteredMethod, catalogue: MethodCatalogue): boolean {
  const itsClass = classOf(method, catalogue)
  return itsClass !== undefined && itsClass !== 'knowledge'
}

const classOf = (method: RegisteredMethod, catalogue: MethodCatalogue): Method['class'] | undefined =>
  catalogue.get(method.kind)?.class

const proofLike = (method: RegisteredMethod, catalogue: MethodCatalogue) => ({
  method: method.id,
  class: classOf(method, catalogue) ?? ('knowledge' as const),
  address: method.address,
})
