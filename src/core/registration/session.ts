// A signed-in person's session as core sees it: how far it opens, what was proven in it, and what is being set up.
import type { Challenge } from '../journey/journey.ts'
import type { MethodClass } from '../methods/method.ts'
import type { LookupHash, MethodId, MethodKind, SealedText } from '../people/identifiers.ts'
import type { MaskedAddress } from '../people/masked-address.ts'
import type { Role } from '../people/roles.ts'
import { earlier, type Instant, minutes } from '../time.ts'

/**
 * In the order in which they are passed. Each opens its own page and nothing else, but `full`, which opens everything.
 * `must-change`: the password was right and has to be replaced. `second-proof`: an administrator's password was right, and
 * passwords are not enough for them. `interrupted`: asked to register or to confirm. `set-up`: came by a set-up link, with no
 * right at all until its end.
 */
export type SessionKind = 'must-change' | 'second-proof' | 'interrupted' | 'set-up' | 'full'

/** Something that was shown in this session. The password counts as a class of its own, and never as a gate. */
export interface SessionProof {
  /** Null for the password. */
  readonly method: MethodId | null
  readonly class: MethodClass | 'password'
  readonly address: LookupHash | null
  readonly at: Instant
}

export interface SessionState {
  /** Of the last minutes only, newest last. */
  readonly proofs: readonly SessionProof[]
  readonly errand: Errand | null
  /** What was registered in this very session while the account had nothing else: one first enrolment, not several additions. */
  readonly enrolled: readonly MethodId[]
  /** An administrator's enrolment code was typed. */
  readonly enrolmentCode: boolean
  /** Of a session that came by a set-up link. */
  readonly setUp: SetUp | null
  /** Said once, on the next page. */
  readonly remark: SessionRemark | null
}

/** Where a set-up link leads: a password, then methods enough, and only then the role. */
export interface SetUp {
  /** Granted at the end; null for a member. */
  readonly role: Role | null
  readonly passwordSet: boolean
}

/** One thing at a time: proving a method that is registered, or registering one. A new errand takes the old one's place. */
export type Errand =
  | (Asking & { readonly doing: 'prove' })
  | (Asking & {
      readonly doing: 'add'
      readonly pending: PendingMethod
      /** Goes when the new one is proven. */
      readonly replaces: MethodId | null
      /** The pending one is on record already, imported, and is only to be proven. */
      readonly confirms: boolean
    })

interface Asking {
  readonly challenge: Challenge
  /** Messages of this errand, and when the last one was asked for. */
  readonly sends: number
  readonly sentAt: Instant | null
  /** Wrong answers in this errand; these alone make waits. */
  readonly failures: number
  readonly waitUntil: Instant | null
}

/** A method that isn't one yet: nothing may use it before its owner has shown that it works. */
export interface PendingMethod {
  readonly id: MethodId
  readonly kind: MethodKind
  readonly sealed: SealedText
  readonly masked: MaskedAddress | null
  readonly address: LookupHash | null
}

export type SessionRemark =
  | 'code-wrong'
  | 'code-expired'
  | 'code-spent'
  | 'send-later'
  | 'sends-spent'
  | 'enrolment-code-wrong'
  | 'method-added'
  | 'method-added-held'
  | 'method-confirmed'
  | 'method-replaced'
  | 'method-removed'
  | 'method-renamed'
  | 'default-chosen'
  | 'all-confirmed'

export const emptySession: SessionState = {
  proofs: [],
  errand: null,
  enrolled: [],
  enrolmentCode: false,
  setUp: null,
  remark: null,
}

/** How long a proof opens the doors that ask for a fresh one (security info, change without the old password). */
export const stepUpLifetime = minutes(5)

/** What was begun with a fresh proof may be finished so long after it: mail takes its time, and so does installing an app. */
export const finishLifetime = minutes(15)

/** Not "is not older": a time that can't be read must not pass for a fresh one. */
export const freshProofs = (
  proofs: readonly SessionProof[],
  now: Instant,
  lifetime: number = stepUpLifetime,
): readonly SessionProof[] => proofs.filter((each) => each.at > earlier(now, lifetime) && each.at <= now)

/** One more; those that open nothing any more are forgotten. */
export const addProof = (proofs: readonly SessionProof[], proof: SessionProof): readonly SessionProof[] => [
  ...freshProofs(proofs, proof.at, finishLifetime),
  proof,
]

export const passwordProof = (at: Instant): SessionProof => ({ method: null, class: 'password', address: null, at })
