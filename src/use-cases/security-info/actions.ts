// What a signed-in person can do to their ways back in: one function a button. Each says what became of it in the same words.
import {
  type ChallengeId,
  challengeId,
  type MethodId,
  type MethodKind,
  methodId,
  type TokenHash,
} from '../../core/people/identifiers.ts'
import { maskEmail } from '../../core/people/masked-address.ts'
import { type MethodNameProblem, readMethodName } from '../../core/people/method-name.ts'
import { type AddressProblem, readRecoveryAddress } from '../../core/registration/address.ts'
import type { RegistrationEvent } from '../../core/registration/decision.ts'
import type { PendingMethod } from '../../core/registration/session.ts'
import { sealedFields } from '../../ports/secrets.ts'
import type { SignedInPerson } from '../account/session.ts'
import { lookupAddress } from '../messages/recipients.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import type { Visitor } from '../request.ts'
import { type RegistrationTaken, takeRegistrationStep } from './step.ts'

/** Whose session, in which request. */
export interface Actor {
  readonly session: TokenHash
  readonly visitor: Visitor
  readonly room: OrganisationRoom
}

/** What the page itself can see to be wrong; nothing was done. */
export interface Problem<Id> {
  readonly kind: 'problem'
  readonly problem: Id
}

/** A step-up, or the second proof of a sign-in. */
export const proveWith = (method: MethodId, actor: Actor): Promise<RegistrationTaken> =>
  take(actor, { type: 'prove-chosen', method, challenge: newChallenge(actor) })

/** `replaces`: the method that goes when this one is proven. */
export async function offerAddress(
  kind: MethodKind,
  text: string,
  replaces: MethodId | null,
  actor: Actor,
): Promise<RegistrationTaken | Problem<AddressProblem>> {
  let problem: AddressProblem | null = null
  const taken = await takeRegistrationStep(
    actor.session,
    (person) => {
      const read = readRecoveryAddress(text, person.loaded.policy)
      if (typeof read === 'string') {
        problem = read
        return null
      }
      return offered(kind, read.address, replaces, person, actor)
    },
    {},
    actor.visitor,
    actor.room,
  )
  return problem === null ? taken : { kind: 'problem', problem }
}

/** A new secret, shown to this person and kept sealed until a code of it was typed. */
export const offerSecret = (kind: MethodKind, replaces: MethodId | null, actor: Actor): Promise<RegistrationTaken> =>
  takeRegistrationStep(
    actor.session,
    (person) => {
      const secret = actor.room.proofs.get(kind)?.sharedSecrets?.newSecret()
      return secret === undefined ? null : offered(kind, secret, replaces, person, actor)
    },
    {},
    actor.visitor,
    actor.room,
  )

/** One step for what was imported. */
export const confirmImported = (method: MethodId, actor: Actor): Promise<RegistrationTaken> =>
  take(actor, { type: 'confirmation-chosen', method, challenge: newChallenge(actor) })

export const answerCode = (challenge: ChallengeId, typed: string, actor: Actor): Promise<RegistrationTaken> =>
  takeRegistrationStep(actor.session, () => ({ type: 'attempt', challenge }), { typed }, actor.visitor, actor.room)

export const resendCode = (actor: Actor): Promise<RegistrationTaken> =>
  take(actor, { type: 'resend-asked', challenge: newChallenge(actor) })

export const leaveErrand = (actor: Actor): Promise<RegistrationTaken> => take(actor, { type: 'errand-left' })

/** `anyway`: the person was told that too few would be left, and wants it all the same. */
export const removeMethod = (method: MethodId, anyway: boolean, actor: Actor): Promise<RegistrationTaken> =>
  take(actor, { type: 'removal-asked', method, anyway })

export async function renameMethod(
  method: MethodId,
  text: string,
  actor: Actor,
): Promise<RegistrationTaken | Problem<MethodNameProblem>> {
  const read = readMethodName(text)
  if (typeof read === 'string') return { kind: 'problem', problem: read }
  return takeRegistrationStep(
    actor.session,
    ({ account }) => ({
      type: 'renamed',
      method,
      name: read.name === null ? null : seal(sealedFields.methodName, read.name, account.id, actor),
    }),
    {},
    actor.visitor,
    actor.room,
  )
}

export const chooseDefault = (method: MethodId, actor: Actor): Promise<RegistrationTaken> =>
  take(actor, { type: 'default-chosen', method })

export const confirmAll = (actor: Actor): Promise<RegistrationTaken> => take(actor, { type: 'all-confirmed' })

export const askToChange = (actor: Actor): Promise<RegistrationTaken> => take(actor, { type: 'change-asked' })

export const skipInterrupt = (actor: Actor): Promise<RegistrationTaken> => take(actor, { type: 'skipped' })

const take = (actor: Actor, event: RegistrationEvent): Promise<RegistrationTaken> =>
  takeRegistrationStep(actor.session, () => event, {}, actor.visitor, actor.room)

function offered(
  kind: MethodKind,
  plain: string,
  replaces: MethodId | null,
  { account }: SignedInPerson,
  actor: Actor,
): RegistrationEvent {
  const isAddress = actor.room.catalogue.get(kind)?.registers === 'address'
  const pending: PendingMethod = {
    id: methodId(actor.room.secrets.uuid()),
    kind,
    sealed: seal(sealedFields.method, plain, account.id, actor),
    masked: isAddress ? maskEmail(plain) : null,
    address: lookupAddress(plain, actor.room),
  }
  return { type: 'method-offered', pending, replaces, challenge: newChallenge(actor) }
}

const newChallenge = ({ room }: Actor): ChallengeId => challengeId(room.secrets.uuid())

const seal = (field: string, plain: string, owner: string, { room: { secrets, organisation } }: Actor) =>
  secrets.seal({ tenant: organisation.id, owner, field }, plain)
