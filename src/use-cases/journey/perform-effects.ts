// The only place where a journey's effects are carried out. Each adds to the step's one write, or asks an adapter and reports an event.
import type { Effect, JourneyFacts } from '../../core/journey/decision.ts'
import type { JourneyEvent } from '../../core/journey/events.ts'
import type { Journey } from '../../core/journey/journey.ts'
import type { Measurement } from '../../core/methods/method.ts'
import type { NewPassword } from '../../core/people/new-password.ts'
import type { Counters } from '../../core/throttle/counters.ts'
import { days } from '../../core/time.ts'
import { sealedFields } from '../../ports/secrets.ts'
import { type Addressee, addWhyNot, type Circumstances, localeOf, valuesFor } from '../messages/notices.ts'
import { message } from '../messages/outgoing.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import { Busy, type Visitor } from '../request.ts'
import type { Draft } from './step-draft.ts'

/** What the request brought beside its event. */
export interface Brought {
  readonly typed?: string
  /** Evidence that came from outside, already measured. */
  readonly measured?: Measurement
  readonly password?: NewPassword
  readonly visitor: Visitor | null
}

export interface Scene {
  readonly journey: Journey
  readonly facts: JourneyFacts
  readonly counters: Counters
  readonly addressee: Addressee | null
  readonly circumstances: Circumstances
  readonly brought: Brought
}

/** `later`: can be done only after the step that intends it is on record. */
export type Performed =
  | { readonly kind: 'done'; readonly event?: JourneyEvent; readonly counters?: Counters }
  | { readonly kind: 'later'; readonly effect: Effect }

/** How long a browser stays known. */
export const browserLifetime = days(180)

const done: Performed = { kind: 'done' }

export async function perform(effect: Effect, draft: Draft, scene: Scene, room: OrganisationRoom): Promise<Performed> {
  switch (effect.kind) {
    case 'issue-challenge':
      return { kind: 'done', event: issue(effect, draft, scene, room) }
    case 'judge':
      return judge(effect, scene, room)
    case 'write-password':
      return isStaging(effect.account.entry.directory, room)
        ? writePassword(effect, draft, scene, room)
        : { kind: 'later', effect }
    case 'unlock':
      return isStaging(effect.account.entry.directory, room) ? unlock(effect, draft, room) : { kind: 'later', effect }
    case 'spend-step':
      draft.spentStep = { method: effect.method, step: effect.step }
      return done
    case 'renew-cookie':
      // Evidence from outside comes without a browser to give a new identifier to.
      if (scene.brought.visitor !== null) draft.cookie = room.secrets.token()
      return done
    case 'end-sessions':
      draft.endsSessionsOf = effect.account.id
      return done
    case 'remember-browser':
      rememberBrowser(draft, effect.account.id, scene.brought.visitor, room)
      return done
    case 'tell-why-not': {
      const { addressee, counters, facts, circumstances } = scene
      if (addressee === null) return done
      return {
        kind: 'done',
        counters: addWhyNot(draft, addressee, effect.reason, counters, facts.policy, circumstances, room),
      }
    }
    case 'tally-failure':
      draft.failures += 1
      return done
    case 'resolve':
      return done
  }
}

/** A browser keeps one identifier, known for each account it was used with. */
export function rememberBrowser(
  draft: Draft,
  account: Addressee['id'],
  visitor: Visitor | null,
  room: OrganisationRoom,
): void {
  if (visitor === null) return
  const browser = visitor.browser ?? room.secrets.token()
  draft.remembersBrowser = { account, hash: browser.hash, span: browserLifetime }
  draft.browser = browser.value
}

/** The same work and the same row whether it goes to somebody or to nobody. */
function issue(
  { challenge, method, to, send }: Extract<Effect, { kind: 'issue-challenge' }>,
  draft: Draft,
  { journey, facts, addressee, circumstances }: Scene,
  room: OrganisationRoom,
): JourneyEvent {
  const { organisation, secrets } = room
  const made = room.proofs.get(method)?.issue(organisation.id, challenge) ?? { code: null, answer: null }
  const sends = facts.catalogue.get(method)?.sends === 'mail'
  const recipient =
    to === null || !send || addressee === null
      ? null
      : secrets.open({ tenant: organisation.id, owner: addressee.id, field: sealedFields.method }, to.sealed)
  if (sends) {
    const values = addressee === null ? { reference: journey.reference } : valuesFor(addressee, circumstances, room)
    const content = {
      channel: 'email',
      to: recipient,
      wording: 'mail-code',
      locale: localeOf(addressee, room),
      values: { ...values, code: made.code ?? '' },
    } as const
    draft.outbox.push(message(journey.id, 'code', content, room, facts.catalogue.get(method)?.lifetime))
    draft.supersedesCodes = true
  }
  const triesLeft = facts.policy.limits.triesPerChallenge
  const issued = { method: to?.id ?? null, address: to?.address ?? null, answer: made.answer, triesLeft }
  return { type: 'challenge-issued', challenge, issued, sent: sends && recipient !== null }
}

function judge(
  { challenge, method, issued, against }: Extract<Effect, { kind: 'judge' }>,
  { facts, brought }: Scene,
  room: OrganisationRoom,
): Performed {
  if (brought.measured !== undefined) {
    return { kind: 'done', event: { type: 'evidence', challenge, measured: brought.measured } }
  }
  // Evidence from outside is on its way; the try is reserved and the page waits.
  const proofs = room.proofs.get(method)
  if (proofs === undefined || brought.typed === undefined) return done
  const measured = proofs.measure({
    tenant: room.organisation.id,
    account: against === null ? null : (facts.account?.id ?? null),
    challenge,
    issued,
    secret: against?.sealed ?? null,
    typed: brought.typed,
    now: facts.now,
  })
  return { kind: 'done', event: { type: 'evidence', challenge, measured } }
}

const isStaging = (directory: Addressee['entry']['directory'], room: OrganisationRoom): boolean =>
  room.directories.get(directory)?.capabilities.writesWithStep === true

/** Asks the directory; a staged write joins the step, so that the password and its outcome are one. */
export async function writePassword(
  { account }: Extract<Effect, { kind: 'write-password' }>,
  draft: Draft,
  { brought, facts }: Pick<Scene, 'brought' | 'facts'>,
  room: OrganisationRoom,
): Promise<Performed> {
  const directory = room.directories.get(account.entry.directory)
  if (directory === undefined || brought.password === undefined) {
    return { kind: 'done', event: { type: 'password-written', outcome: { kind: 'unavailable' } } }
  }
  const outcome = await directory.set(account, brought.password, facts.policy.passwords)
  if (outcome.kind === 'busy') throw new Busy('no room to hash a password')
  if (outcome.kind !== 'staged') return { kind: 'done', event: { type: 'password-written', outcome } }
  draft.staged = outcome
  return { kind: 'done', event: { type: 'password-written', outcome: { kind: 'set' } } }
}

export async function unlock(
  { account }: Extract<Effect, { kind: 'unlock' }>,
  draft: Draft,
  room: OrganisationRoom,
): Promise<Performed> {
  const outcome = await room.directories.get(account.entry.directory)?.unlock(account)
  if (outcome?.kind === 'staged') draft.staged = outcome
  const kind = outcome === undefined ? 'unavailable' : outcome.kind === 'staged' ? 'unlocked' : outcome.kind
  return { kind: 'done', event: { type: 'unlock-written', outcome: kind } }
}
