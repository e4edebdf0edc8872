// People over the API: found, listed, looked at, and helped. What leaves is named field by field; addresses leave masked.
import type { HelpingAct } from '../../../core/audit/facts.ts'
import type { AccountFacts } from '../../../core/people/account.ts'
import { type AccountId, accountId, methodId } from '../../../core/people/identifiers.ts'
import { instantFrom } from '../../../core/time.ts'
import { answerCallerCheck, checkCaller } from '../../../use-cases/people/check-caller.ts'
import { type Helped, type HelpOrder, helpAccount } from '../../../use-cases/people/help-account.ts'
import { listEvents, listPeople } from '../../../use-cases/people/list-people.ts'
import {
  findPerson,
  lookAtAccount,
  type Readiness,
  type SeenAccount,
} from '../../../use-cases/people/look-at-account.ts'
import { type OneTimeRefusal, setOneTimePassword } from '../../../use-cases/people/one-time-password.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { detailsOf } from '../details-of.ts'
import { type Call, type Handlers, type Refused, type Reply, type ResultFor, unreadableReason } from '../handler.ts'
import { timeOf, timeOrNull } from '../time-of.ts'

type AccountOperation =
  | 'findAccount'
  | 'listAccounts'
  | 'readAccount'
  | 'listAccountEvents'
  | 'clearWaits'
  | 'liftFreeze'
  | 'requireRegistration'
  | 'endSessions'
  | 'invite'
  | 'removeMethod'
  | 'checkCaller'
  | 'answerCallerCheck'
  | 'setOneTimePassword'

export const accountHandlers: Handlers<AccountOperation> = {
  async findAccount({ by, room, query }) {
    const seen = await findPerson(query.name, by, room)
    return 'kind' in seen ? { problem: seen.kind } : { ok: accountOf(seen) }
  },
  async listAccounts({ by, room, query }) {
    const cursor = readCursor(query.cursor, 'text', 'uuid')
    if (cursor === 'none') return foreignCursor
    const after = cursor === null ? null : { name: cursor[0], id: accountId(cursor[1]) }
    const { search, state, limit } = query
    const page = await listPeople({ search, state, after, most: limit }, by, room)
    if ('kind' in page) return { problem: page.kind }
    const next = page.next === null ? null : writeCursor([page.next.name, page.next.id])
    return { ok: { items: page.people.map(({ account, ...readiness }) => briefOf(account, readiness)), next } }
  },
  async readAccount({ by, room, params }) {
    const seen = await lookAtAccount(accountId(params.account), by, room)
    return 'kind' in seen ? { problem: seen.kind } : { ok: accountOf(seen) }
  },
  async listAccountEvents({ by, room, params, query }) {
    const cursor = readCursor(query.cursor, 'time', 'uuid')
    if (cursor === 'none') return foreignCursor
    const before = cursor === null ? null : { at: instantFrom(cursor[0]), id: cursor[1] }
    const events = await listEvents(accountId(params.account), { before, most: query.limit }, by, room)
    if ('kind' in events) return { problem: events.kind }
    const last = events.at(-1)
    return {
      ok: {
        items: events.map(({ at, fact, reference }) => ({
          at: timeOf(at),
          kind: fact.kind,
          details: detailsOf(fact),
          reference,
        })),
        next: events.length < query.limit || last === undefined ? null : writeCursor([last.at, last.id]),
      },
    }
  },
  clearWaits: (call) => help(call, { act: 'clear-waits' }),
  liftFreeze: (call) => help(call, { act: 'lift-freeze' }),
  requireRegistration: (call) => help(call, { act: 'require-registration' }),
  endSessions: (call) => help(call, { act: 'end-sessions' }),
  invite: (call) => help(call, { act: 'invite' }),
  async checkCaller({ by, room, params, body }) {
    const checked = await checkCaller({ account: accountId(params.account), method: methodId(body.method) }, by, room)
    if ('kind' in checked) return callerRefusal(checked.kind)
    const { check, method, expiresAt } = checked
    return { ok: { check, kind: method.kind, masked: method.masked, expiresAt: timeOf(expiresAt) } }
  },
  async answerCallerCheck({ by, room, params, body }) {
    const answered = await answerCallerCheck({ account: accountId(params.account), ...body }, by, room)
    if ('kind' in answered) return callerRefusal(answered.kind)
    return { ok: { ...answered, provenUntil: timeOrNull(answered.provenUntil) } }
  },
  async setOneTimePassword({ by, room, params, body }) {
    const order = { account: accountId(params.account), check: body.check, why: body.reason }
    const set = await setOneTimePassword(order, by, room)
    return 'kind' in set ? callerRefusal(set.kind) : { ok: { ...set, expiresAt: timeOf(set.expiresAt) } }
  },
  removeMethod: (call) => help(call, { act: 'remove-method', method: methodId(call.params.method) }),
}

const foreignCursor: Refused = { problem: 'bad-request', detail: 'The cursor is not one of this list.' }

/** Answered with the account as it is afterwards. */
async function help(
  { by, room, params, body }: Pick<Call<'clearWaits'>, 'by' | 'room' | 'params' | 'body'>,
  order: Pick<HelpOrder, 'act' | 'method'>,
): Promise<Reply<'clearWaits'>> {
  const account: AccountId = accountId(params.account)
  const helped = await helpAccount({ ...order, account, why: body.reason }, by, room)
  if (helped !== 'done') return refusalOf(helped, order.act)
  const seen = await lookAtAccount(account, by, room)
  return 'kind' in seen ? { problem: seen.kind } : { ok: accountOf(seen) }
}

function callerRefusal(kind: OneTimeRefusal): Refused {
  switch (kind) {
    case 'too-many':
      return { problem: 'too-many', detail: 'Too many lately. Wait a quarter of an hour, or ask for another method.' }
    case 'caller-not-proven':
      return {
        problem: 'not-possible',
        detail: 'Prove first who calls: ask them for a code of a method they registered.',
      }
    case 'not-possible':
      return {
        problem: 'not-possible',
        detail: 'The account is disabled, locked or frozen, or its directory takes no such password.',
      }
    case 'not-allowed':
    case 'step-up-needed':
    case 'not-found':
    case 'beyond-reach':
    case 'oneself':
    case 'reason-unreadable':
      return refusalOf(kind, 'one-time-password')
  }
}

function refusalOf(helped: Exclude<Helped, 'done'>, act: HelpingAct): Refused {
  switch (helped) {
    case 'not-allowed':
    case 'step-up-needed':
    case 'not-found':
      return { problem: helped }
    case 'beyond-reach':
      return { problem: 'not-allowed', detail: 'This is an administrator’s account: ask a global administrator.' }
    case 'oneself':
      return { problem: 'not-allowed', detail: 'Nobody does this for themselves: ask another administrator.' }
    case 'nothing-to-do':
      return { problem: 'not-possible', detail: nothing[act] ?? 'There is nothing to do.' }
    case 'reason-unreadable':
      return unreadableReason
    case 'administrators-need-two':
      return {
        problem: 'not-possible',
        detail:
          'An administrator can’t sign in without it. Grant the role anew: its set-up link replaces every method.',
      }
  }
}

const nothing: Partial<Readonly<Record<HelpingAct, string>>> = {
  'lift-freeze': 'The account is not frozen.',
  invite: 'There is no address that may be written to now.',
}

const briefOf = (
  { id, entry, frozenAt }: AccountFacts,
  { enabled, registered, capable }: Readiness,
): ResultFor<'listAccounts'>['items'][number] => ({
  id,
  username: entry.username,
  displayName: entry.displayName,
  directory: entry.directory,
  source: entry.source,
  role: entry.role,
  disabled: entry.disabled,
  frozen: frozenAt !== null,
  enabled,
  registered,
  capable,
})

function accountOf(seen: SeenAccount): ResultFor<'readAccount'> {
  const { account } = seen
  const { entry, registration } = account
  return {
    ...briefOf(account, seen),
    seenAt: timeOrNull(seen.seenAt),
    passwordChangedAt: timeOrNull(entry.passwordChangedAt),
    mustChangePassword: entry.mustChangePassword,
    lockedUntil: timeOrNull(entry.lockedUntil),
    frozenAt: timeOrNull(account.frozenAt),
    invitedAt: timeOrNull(seen.invitedAt),
    confirmedAt: timeOrNull(registration.confirmedAt),
    skips: registration.skips,
    sessions: seen.sessions,
    methods: seen.methods.map((method) => ({
      id: method.id,
      kind: method.kind,
      masked: method.masked,
      source: method.source,
      addedAt: timeOf(method.addedAt),
      provenAt: timeOrNull(method.provenAt),
      heldUntil: timeOrNull(method.heldUntil),
      usable: method.usable,
      isDefault: method.isDefault,
    })),
    rules: seen.rules.map(({ rule, holds }) => ({ rule, holds })),
    reason: seen.reason,
    code: seen.code,
    waits: seen.waits.map(({ what, whose, failures, until }) => ({
      what,
      whose: whose === 'known' ? 'known-browser' : 'strangers',
      failures,
      until: timeOrNull(until),
    })),
    actions: [...seen.actions],
  }
}
