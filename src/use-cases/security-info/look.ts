// What the pages about a person's ways back in show: read once, nothing written.

import type { RegisteredMethod } from '../../core/people/account.ts'
import type { MethodId, MethodKind, SealedText } from '../../core/people/identifiers.ts'
import type { MaskedAddress } from '../../core/people/masked-address.ts'
import { usableMethods } from '../../core/policy/gates.ts'
import { nextSendAt } from '../../core/registration/challenge-errand.ts'
import { type Interrupt, interruptFor } from '../../core/registration/interrupt.ts'
import type { Errand } from '../../core/registration/session.ts'
import {
  confirmableMethods,
  fallsBelowGates,
  gatesNeeded,
  gatesPassed,
  isForAdministrator,
  kindsToRegister,
  lackingKinds,
  methodsToProve,
  mostMethods,
  type Standing,
  standingOf,
} from '../../core/registration/standing.ts'
import type { Instant } from '../../core/time.ts'
import { sealedFields } from '../../ports/secrets.ts'
import type { SignedInPerson } from '../account/session.ts'
import type { OrganisationRoom } from '../organisation-room.ts'

export interface ShownMethod extends Pick<RegisteredMethod, 'id' | 'kind' | 'provenAt' | 'heldUntil' | 'addedAt'> {
  readonly masked: MaskedAddress | null
  /** What its owner calls it. */
  readonly name: string | null
  readonly isDefault: boolean
  readonly isUsable: boolean
}

export interface SecurityInfo {
  readonly methods: readonly ShownMethod[]
  /** Imported, and one step from counting. */
  readonly toConfirm: readonly ShownMethod[]
  readonly gates: { readonly passed: number; readonly needed: number }
  readonly standing: Standing
  readonly interrupt: Interrupt | null
  /** Kinds that can be added; those that bring the account nearer to its gates come in `lacking` too. */
  readonly addable: readonly MethodKind[]
  readonly lacking: readonly MethodKind[]
  /** What a fresh proof can be made with. */
  readonly provable: readonly ShownMethod[]
  readonly errand: ErrandView | null
}

export interface ErrandView {
  readonly errand: Errand
  readonly now: Instant
  readonly masked: MaskedAddress | null
  /** Null: no further message in this errand. */
  readonly nextSendAt: Instant | null
  /** For what is registered by a secret, and only while it is being registered. */
  readonly secret: { readonly text: string; readonly uri: string } | null
}

export function lookAtSecurityInfo(person: SignedInPerson, room: OrganisationRoom): SecurityInfo {
  const { account, loaded } = person
  const { state } = person.session
  const facts = { now: loaded.now, policy: loaded.policy, catalogue: room.catalogue, account }
  const usable = usableMethods(facts.policy, account, facts.catalogue, facts.now)
  const show = (method: RegisteredMethod): ShownMethod => ({
    ...method,
    name: method.name === null ? null : open(sealedFields.methodName, method.name, person, room),
    isDefault: account.registration.defaultMethod === method.id,
    isUsable: usable.some(({ id }) => id === method.id),
  })
  const known = account.methods.filter(({ kind }) => room.catalogue.has(kind))
  return {
    methods: known.filter(({ provenAt }) => provenAt !== null).map(show),
    toConfirm: confirmableMethods(state, facts).map(show),
    gates: { passed: gatesPassed(state, facts), needed: gatesNeeded(state, facts) },
    standing: standingOf(state, facts),
    interrupt: interruptFor(state, facts),
    addable: account.methods.length < mostMethods ? kindsToRegister(state, facts) : [],
    lacking: lackingKinds(state, facts),
    provable: methodsToProve(facts).map(show),
    errand: state.errand === null ? null : viewErrand(state.errand, person, room),
  }
}

/** What removing a method would leave, as core will judge it. */
export function leftWithout(
  method: MethodId,
  person: SignedInPerson,
  room: OrganisationRoom,
): 'enough' | 'below-gates' | 'never' {
  const { account, loaded, session } = person
  const facts = { now: loaded.now, policy: loaded.policy, catalogue: room.catalogue, account }
  const left = { ...facts, account: { ...account, methods: account.methods.filter(({ id }) => id !== method) } }
  const { state } = session
  if (!fallsBelowGates(state, facts, left)) return 'enough'
  return isForAdministrator(state, facts) ? 'never' : 'below-gates'
}

function viewErrand(errand: Errand, person: SignedInPerson, room: OrganisationRoom): ErrandView {
  const { loaded, account } = person
  const target =
    errand.doing === 'add' ? errand.pending : account.methods.find(({ id }) => id === errand.challenge.issued?.method)
  return {
    errand,
    now: loaded.now,
    masked: target?.masked ?? null,
    nextSendAt: nextSendAt(errand, loaded),
    secret: errand.doing === 'add' && !errand.confirms ? secretOf(errand, person, room) : null,
  }
}

function secretOf(
  { pending }: Extract<Errand, { doing: 'add' }>,
  person: SignedInPerson,
  room: OrganisationRoom,
): ErrandView['secret'] {
  const shared = room.proofs.get(pending.kind)?.sharedSecrets ?? null
  if (shared === null) return null
  const text = open(sealedFields.method, pending.sealed, person, room)
  return { text, uri: shared.keyUri(text, room.organisation.name, person.account.entry.username) }
}

const open = (
  field: string,
  sealed: SealedText,
  { account }: SignedInPerson,
  { secrets, organisation }: OrganisationRoom,
): string => secrets.open({ tenant: organisation.id, owner: account.id, field }, sealed)
