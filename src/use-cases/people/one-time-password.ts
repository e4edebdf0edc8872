// A password that we choose for somebody whose call was proven: told to the agent once, kept nowhere, changed at the first sign-in,
// dead within the hour. Nobody chooses another's password.
import type { AuditFact } from '../../core/audit/facts.ts'
import { canBeLogged } from '../../core/audit/reason.ts'
import { suggestPassphrase } from '../../core/passwords/suggest.ts'
import type { AccountId } from '../../core/people/identifiers.ts'
import { newPassword } from '../../core/people/new-password.ts'
import { clearLockouts, closeEveryJourney, emptyCounters } from '../../core/throttle/counters.ts'
import { days, type Instant, later, minutes } from '../../core/time.ts'
import type { StagedWrite } from '../../ports/directory.ts'
import { sessionWrite } from '../account/session-write.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'
import type { Administrator } from '../administer/administrator.ts'
import { operator } from '../administer/find-by-name.ts'
import { passwordTerms } from '../journey/judge-new-password.ts'
import { emptyDraft } from '../journey/step-draft.ts'
import { addNotices } from '../messages/notices.ts'
import { Busy, tries } from '../request.ts'
import { aboutOf, type CallerRefusal, type Opened, open } from './check-caller.ts'

const lifetime = minutes(60)
/** By one agent in a day: more is a desk that was taken over, or a day on which somebody should be told. */
const mostADay = 20

export type OneTimeRefusal =
  | CallerRefusal
  /** The caller was not proven, by this agent, in the last five minutes. */
  | 'caller-not-proven'
  /** The account is disabled, locked or frozen, or its directory can't do it. */
  | 'not-possible'
  | 'reason-unreadable'

export interface OneTimePassword {
  readonly password: string
  readonly expiresAt: Instant
}

export async function setOneTimePassword(
  order: { readonly account: AccountId; readonly check: string; readonly why: string },
  by: Administrator,
  room: AdministrationRoom,
): Promise<OneTimePassword | { readonly kind: OneTimeRefusal }> {
  if (!canBeLogged(order.why)) return { kind: 'reason-unreadable' }
  const hash = room.secrets.tokenHash(order.check)
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const found = await open(order.account, by, room)
    if ('kind' in found) return found
    const { account, loaded, agent } = found
    if ((await aboutOf('caller-proven', hash, account.id, agent, room)) === null) return { kind: 'caller-not-proven' }
    if ((await room.audit.countActs('one-time-password', agent, days(1))) >= mostADay) return { kind: 'too-many' }
    const { entry, frozenAt } = account
    if (entry.disabled || entry.lockedByAdministrator || frozenAt !== null) return { kind: 'not-possible' }
    const chosen = await choose(found, room)
    if (chosen === null) return { kind: 'not-possible' }
    const draft = emptyDraft()
    draft.staged = chosen.staged
    draft.endsSessionsOf = account.id
    const facts: readonly AuditFact[] = [
      { kind: 'account-helped', act: 'one-time-password', by: agent, why: order.why },
      { kind: 'sessions-ended' },
    ]
    const reference = room.secrets.reference()
    const circumstances = { now: loaded.now, reference, about: account.id, device: '', address: '' }
    addNotices(draft, facts, account, loaded.policy, circumstances, room)
    const counters = closeEveryJourney(clearLockouts(loaded.counters?.value ?? emptyCounters))
    const parts = { usesToken: { purpose: 'caller-proven', hash } } as const
    const write = sessionWrite({ account, loaded }, draft, facts, operator(room), room, parts, counters, reference)
    if ((await room.sessions.commit(write)) === 'lost') continue
    room.nudgeDelivery()
    return { password: chosen.password, expiresAt: later(loaded.now, lifetime) }
  }
  throw new Busy('the account moved under every try')
}

/** Null: the directory sets passwords by itself and can't give one that dies, or takes none of ours. */
async function choose(
  { account, loaded }: Opened,
  room: AdministrationRoom,
): Promise<{ readonly password: string; readonly staged: StagedWrite } | null> {
  const directory = room.directories.get(account.entry.directory)
  if (directory === undefined || !directory.capabilities.writesWithStep) return null
  const { rules, context } = await passwordTerms(account.entry, loaded.policy, room)
  const phrase = suggestPassphrase(room.secrets.integer, rules, context)
  if (phrase === null) return null
  // The words alone are 50 bits, enough for a password that nobody can test offline; it is read out, so it is kept short.
  const password = `${phrase}-${room.secrets.digits(4)}`
  const outcome = await directory.set(account, newPassword(password), { historyLength: rules.historyLength })
  if (outcome.kind === 'busy') throw new Busy('no room to hash a password')
  if (outcome.kind !== 'staged' || outcome.change.kind !== 'set-password') return null
  const { hash, history } = outcome.change
  return { password, staged: { ...outcome, change: { kind: 'set-one-time-password', hash, history, span: lifetime } } }
}
