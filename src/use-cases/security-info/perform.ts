// The only place where a registration's effects are carried out. Each adds to the step's one write, or reports an event.
import type { Reference } from '../../core/people/identifiers.ts'
import type { RegistrationEffect, RegistrationEvent } from '../../core/registration/decision.ts'
import type { Instant } from '../../core/time.ts'
import { sealedFields } from '../../ports/secrets.ts'
import type { SessionWrite } from '../../ports/sessions.ts'
import type { SignedInPerson } from '../account/session.ts'
import type { Draft } from '../journey/step-draft.ts'
import { localeOf, valuesFor } from '../messages/notices.ts'
import { message } from '../messages/outgoing.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import type { Visitor } from '../request.ts'

/** What the request brought beside its event. */
export interface Brought {
  readonly typed?: string
}

interface Scene {
  readonly person: SignedInPerson
  readonly now: Instant
  readonly brought: Brought
  readonly visitor: Visitor
  readonly reference: Reference
}

interface Performed {
  readonly event?: RegistrationEvent
  readonly spentStep?: SessionWrite['spentStep']
  readonly renews?: true
}

export function perform(effect: RegistrationEffect, draft: Draft, scene: Scene, room: OrganisationRoom): Performed {
  switch (effect.kind) {
    case 'issue-challenge':
      return { event: issue(effect, draft, scene, room) }
    case 'judge':
      return judge(effect, scene, room)
    case 'spend-step':
      return { spentStep: { method: effect.method, step: effect.step } }
    case 'renew-session':
      return { renews: true }
    case 'end-other-sessions':
      draft.endsSessionsOf = scene.person.account.id
      return {}
    case 'tally-failure':
      draft.failures += 1
      return {}
  }
}

function issue(
  { challenge, method, to, send }: Extract<RegistrationEffect, { kind: 'issue-challenge' }>,
  draft: Draft,
  { person: { account, loaded }, now, visitor, reference }: Scene,
  room: OrganisationRoom,
): RegistrationEvent {
  const { organisation, secrets } = room
  const made = room.proofs.get(method)?.issue(organisation.id, challenge) ?? { code: null, answer: null }
  if (send && made.code !== null) {
    const address = secrets.open({ tenant: organisation.id, owner: account.id, field: sealedFields.method }, to.sealed)
    const isProven = account.methods.some(({ id, provenAt }) => id === to.id && provenAt !== null)
    const { device, address: from } = visitor
    const circumstances = { now, reference, about: account.id, device, address: from }
    const { name: _, ...values } = valuesFor(account, circumstances, room)
    const content = {
      channel: 'email',
      to: address,
      // Whose address it is nobody knows yet, so a mail to a new one names nobody.
      wording: isProven ? 'mail-code' : 'mail-register-code',
      locale: localeOf(account, room),
      values: { ...values, code: made.code },
    } as const
    draft.outbox.push(message(account.id, 'code', content, room))
  }
  const triesLeft = loaded.policy.limits.triesPerChallenge
  const issued = { method: to.id, address: to.address, answer: made.answer, triesLeft }
  return { type: 'challenge-issued', challenge, issued, sent: send }
}

function judge(
  { challenge, method, issued, against }: Extract<RegistrationEffect, { kind: 'judge' }>,
  { person: { account }, now, brought }: Scene,
  room: OrganisationRoom,
): Performed {
  const proofs = room.proofs.get(method)
  if (proofs === undefined || brought.typed === undefined) return {}
  const measured = proofs.measure({
    tenant: room.organisation.id,
    account: account.id,
    challenge,
    issued,
    secret: against,
    typed: brought.typed,
    now,
  })
  return { event: { type: 'evidence', challenge, measured } }
}
