// Who calls a help desk is proven, not believed: a code that is mailed to them, or the one their app shows, read out and typed by
// the agent. Right, it opens one thing for five minutes, for this agent and this account. Wrong, it counts as a stranger's does.
import type { AuditFact } from '../../core/audit/facts.ts'
import type { RegisteredMethod } from '../../core/people/account.ts'
import { type HelpRefusal, helpRefusal } from '../../core/people/help-account.ts'
import {
  type AccountId,
  type ChallengeId,
  challengeId,
  type MethodId,
  type TokenHash,
} from '../../core/people/identifiers.ts'
import { methodsToProve } from '../../core/registration/standing.ts'
import {
  type Counters,
  countFailure,
  countSend,
  countSuccess,
  emptyCounters,
  forgetOld,
} from '../../core/throttle/counters.ts'
import { comparisonStanding, mayMail } from '../../core/throttle/standing.ts'
import { type Instant, later, minutes } from '../../core/time.ts'
import { sealedFields } from '../../ports/secrets.ts'
import type { LoadedSession, SessionWrite } from '../../ports/sessions.ts'
import { sessionWrite } from '../account/session-write.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'
import { type Administrator, refusalOf } from '../administer/administrator.ts'
import { operator } from '../administer/find-by-name.ts'
import { type Draft, emptyDraft } from '../journey/step-draft.ts'
import { localeOf, valuesFor } from '../messages/notices.ts'
import { message } from '../messages/outgoing.ts'
import { lookupAddress } from '../messages/recipients.ts'
import { Busy, tries } from '../request.ts'
import { type Found, loadPerson } from './look-at-account.ts'

const mostTries = 3
/** So long a proof of the caller opens a one-time password. */
const callerProvenFor = minutes(5)

export type CallerRefusal =
  | HelpRefusal
  | 'step-up-needed'
  | 'not-found'
  /** Too many wrong answers or messages lately. */
  | 'too-many'

export interface CallerCheck {
  /** Shown to the agent's page alone; a token, so that it can't be guessed. */
  readonly check: string
  readonly method: RegisteredMethod
  readonly expiresAt: Instant
}

/** What is kept of a check, with its token. */
interface CheckAbout {
  readonly agent: AccountId
  readonly method: MethodId
  readonly challenge: ChallengeId
  readonly answer: string | null
  readonly triesLeft: number
}

export async function checkCaller(
  order: { readonly account: AccountId; readonly method: MethodId },
  by: Administrator,
  room: AdministrationRoom,
): Promise<CallerCheck | { readonly kind: CallerRefusal }> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const found = await open(order.account, by, room)
    if ('kind' in found) return found
    const { account, loaded, agent } = found
    const facts = { now: loaded.now, policy: loaded.policy, catalogue: room.catalogue, account }
    const method = methodsToProve(facts).find(({ id }) => id === order.method)
    const kind = method === undefined ? undefined : room.catalogue.get(method.kind)
    if (method === undefined || kind === undefined) return { kind: 'not-found' }
    const challenge = challengeId(room.secrets.uuid())
    const made = room.proofs.get(method.kind)?.issue(room.organisation.id, challenge) ?? { code: null, answer: null }
    const draft = emptyDraft()
    const counters = send(made.code, method, found, draft, room)
    if (counters === null) return { kind: 'too-many' }
    const about = { agent, method: method.id, challenge, answer: made.answer, triesLeft: mostTries }
    const token = room.secrets.token()
    const makesToken = {
      purpose: 'caller-check',
      hash: token.hash,
      account: account.id,
      about: { ...about },
      span: kind.lifetime,
    } as const
    const fact = { kind: 'caller-check-sent', method: method.kind, by: agent } as const
    if (await commit([fact], { makesToken }, counters, draft, found, room)) {
      return { check: token.value, method, expiresAt: later(loaded.now, kind.lifetime) }
    }
  }
  throw new Busy('the account moved under every try')
}

export interface CallerAnswered {
  readonly right: boolean
  /** To go on with: another try, or (right) what it opened. */
  readonly check: string | null
  readonly triesLeft: number
  readonly provenUntil: Instant | null
}

export async function answerCallerCheck(
  order: { readonly account: AccountId; readonly check: string; readonly code: string },
  by: Administrator,
  room: AdministrationRoom,
): Promise<CallerAnswered | { readonly kind: CallerRefusal }> {
  const hash = room.secrets.tokenHash(order.check)
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const found = await open(order.account, by, room)
    if ('kind' in found) return found
    const { account, loaded, agent } = found
    const about = await aboutOf('caller-check', hash, order.account, agent, room)
    const method = account.methods.find(({ id }) => id === about?.['method'])
    const kind = method === undefined ? undefined : room.catalogue.get(method.kind)
    if (about === null || method === undefined || kind === undefined) return { kind: 'not-found' }
    const check = about as unknown as CheckAbout
    const counters = loaded.counters?.value ?? emptyCounters
    if (!comparisonStanding(counters, method.kind, 'strangers', loaded.policy.limits, loaded.now).open) {
      return { kind: 'too-many' }
    }
    const measured = room.proofs.get(method.kind)?.measure({
      tenant: room.organisation.id,
      account: account.id,
      challenge: check.challenge,
      issued: { method: method.id, address: method.address, answer: check.answer as never, triesLeft: check.triesLeft },
      secret: method.sealed,
      typed: order.code,
      now: loaded.now,
    }) ?? { kind: 'unusable' as const }
    const right = kind.weigh(measured, method, loaded.now) === 'right'
    const triesLeft = right ? 0 : check.triesLeft - 1
    const token = right || triesLeft > 0 ? room.secrets.token() : null
    const next = {
      usesToken: { purpose: 'caller-check', hash },
      makesToken: token === null ? null : nextToken(right, token.hash, check, triesLeft, account.id),
      spentStep:
        right && measured.kind === 'matches' && measured.step !== undefined
          ? { method: method.id, step: measured.step }
          : null,
    } as const
    const after = right
      ? countSuccess(counters, method.kind)
      : forgetOld(countFailure(counters, method.kind, 'strangers', loaded.now), loaded.now)
    const fact = { kind: 'caller-check-answered', method: method.kind, right, by: agent } as const
    if (await commit([fact], next, after, emptyDraft(), found, room)) {
      const provenUntil = right ? later(loaded.now, callerProvenFor) : null
      return { right, check: token?.value ?? null, triesLeft, provenUntil }
    }
  }
  throw new Busy('the account moved under every try')
}

/** What a right answer opens; after a wrong one the same check again, with one try less. */
const nextToken = (
  right: boolean,
  hash: TokenHash,
  check: CheckAbout,
  triesLeft: number,
  account: AccountId,
): NonNullable<SessionWrite['makesToken']> =>
  right
    ? { purpose: 'caller-proven', hash, account, about: { agent: check.agent }, span: callerProvenFor }
    : { purpose: 'caller-check', hash, account, about: { ...check, triesLeft }, span: minutes(10) }

/** Null: there is no such token that lives, or it is another account's or another agent's. */
export async function aboutOf(
  purpose: 'caller-check' | 'caller-proven',
  hash: TokenHash,
  account: AccountId,
  agent: AccountId,
  room: AdministrationRoom,
): Promise<Readonly<Record<string, unknown>> | null> {
  const loaded: LoadedSession = await room.sessions.load({
    handle: { by: 'token', purpose, hash },
    browser: null,
    network: null,
    times: room.sessionTimes,
  })
  const about = loaded.token?.about ?? null
  return about !== null && about['agent'] === agent && loaded.account?.id === account ? about : null
}

export type Opened = Found & { readonly agent: AccountId }

/** The account, if this agent may set a one-time password for it at all. Nobody at the host is an agent. */
export async function open(
  id: AccountId,
  by: Administrator,
  room: AdministrationRoom,
): Promise<Opened | { readonly kind: CallerRefusal }> {
  const refusal = refusalOf(by, 'people.one-time-password')
  if (refusal !== null) return { kind: refusal }
  if (by.account === null || by.via !== 'session') return { kind: 'not-allowed' }
  const found = await loadPerson(id, room)
  if (found === null) return { kind: 'not-found' }
  const whose = { account: found.account.id, role: found.account.entry.role }
  const barred = helpRefusal('one-time-password', by, whose)
  return barred === null ? { ...found, agent: by.account } : { kind: barred }
}

/** Null: no more messages to this address now. */
function send(
  code: string | null,
  method: RegisteredMethod,
  { account, loaded }: Found,
  draft: Draft,
  room: AdministrationRoom,
): Counters | null {
  const counters = loaded.counters?.value ?? emptyCounters
  if (code === null) return counters
  const place = { tenant: room.organisation.id, owner: account.id, field: sealedFields.method }
  const to = room.secrets.open(place, method.sealed)
  const lookup = lookupAddress(to, room)
  if (!mayMail(counters, lookup, true, loaded.policy.limits, loaded.now)) return null
  const circumstances = {
    now: loaded.now,
    reference: room.secrets.reference(),
    about: account.id,
    device: '',
    address: '',
  }
  const values = { ...valuesFor(account, circumstances, room), code }
  const content = {
    channel: 'email',
    to,
    wording: 'mail-caller-code',
    locale: localeOf(account, room),
    values,
  } as const
  draft.outbox.push(message(account.id, 'code', content, room))
  return countSend(counters, { address: lookup, at: loaded.now, asked: true })
}

async function commit(
  facts: readonly AuditFact[],
  parts: Partial<Pick<SessionWrite, 'makesToken' | 'usesToken' | 'spentStep'>>,
  counters: Counters,
  draft: Draft,
  { account, loaded }: Found,
  room: AdministrationRoom,
): Promise<boolean> {
  const write = sessionWrite({ account, loaded }, draft, facts, operator(room), room, parts, counters)
  const moved = (await room.sessions.commit(write)) === 'moved'
  if (moved && draft.outbox.length > 0) room.nudgeDelivery()
  return moved
}
