// What an administrator does for somebody: one step each, with its fact and its notice, decided on the account as it is now.
import type { AuditFact, HelpingAct } from '../../core/audit/facts.ts'
import { canBeLogged } from '../../core/audit/reason.ts'
import { actPermission, type HelpRefusal, helpRefusal } from '../../core/people/help-account.ts'
import type { AccountId, MethodId } from '../../core/people/identifiers.ts'
import { emptySession } from '../../core/registration/session.ts'
import { fallsBelowGates, isForAdministrator } from '../../core/registration/standing.ts'
import { type Counters, emptyCounters } from '../../core/throttle/counters.ts'
import { clearWaits } from '../../core/throttle/waits-of.ts'
import type { SessionWrite } from '../../ports/sessions.ts'
import { sessionWrite } from '../account/session-write.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'
import { type Administrator, refusalOf } from '../administer/administrator.ts'
import { operator } from '../administer/find-by-name.ts'
import { inviteOne } from '../administer/invite.ts'
import { type Draft, emptyDraft } from '../journey/step-draft.ts'
import { addNotices } from '../messages/notices.ts'
import { Busy, tries } from '../request.ts'
import { type Found, loadPerson } from './look-at-account.ts'

export type Helped =
  | 'done'
  | HelpRefusal
  | 'step-up-needed'
  | 'not-found'
  /** There is nothing to do: no freeze, no such method, nobody to write to. */
  | 'nothing-to-do'
  /** The reason is not one visible line of 1 KB at most. */
  | 'reason-unreadable'
  | 'administrators-need-two'

export interface HelpOrder {
  readonly act: Exclude<HelpingAct, 'one-time-password'>
  readonly account: AccountId
  readonly why: string
  /** For `remove-method`. */
  readonly method?: MethodId
}

export async function helpAccount(order: HelpOrder, by: Administrator, room: AdministrationRoom): Promise<Helped> {
  const refusal = refusalOf(by, actPermission[order.act])
  if (refusal !== null) return refusal
  if (!canBeLogged(order.why)) return 'reason-unreadable'
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const found = await loadPerson(order.account, room)
    if (found === null) return 'not-found'
    const { account } = found
    const barred = helpRefusal(order.act, by, { account: account.id, role: account.entry.role })
    if (barred !== null) return barred
    const step = await stepOf(order, found, room)
    if (typeof step === 'string') return step
    if ((await commit(order, step, found, by, room)) === 'moved') return 'done'
  }
  throw new Busy('the account moved under every try')
}

interface HelpStep {
  readonly change?: Partial<Pick<SessionWrite, 'changes'>>
  readonly counters?: Counters
  readonly facts?: readonly AuditFact[]
  readonly endsSessions?: true
  readonly draft?: Draft
}

async function stepOf(order: HelpOrder, found: Found, room: AdministrationRoom): Promise<HelpStep | Helped> {
  const { account, loaded } = found
  const counters = loaded.counters?.value ?? emptyCounters
  const changing = (rest: NonNullable<SessionWrite['changes']>['rest']): HelpStep => ({
    change: { changes: { account: account.id, methods: [], rest } },
  })
  switch (order.act) {
    case 'clear-waits':
      return { counters: clearWaits(counters) }
    case 'lift-freeze':
      if (account.frozenAt === null) return 'nothing-to-do'
      return { ...changing({ liftsFreeze: true }), facts: [{ kind: 'freeze-lifted' }] }
    case 'require-registration':
      return changing({ asked: true, skips: 0 })
    case 'end-sessions':
      return { endsSessions: true, facts: [{ kind: 'sessions-ended' }] }
    case 'remove-method':
      return removing(order.method, found, room)
    case 'invite': {
      const draft = emptyDraft()
      const after = inviteOne(account, counters, loaded, draft, room)
      if (after === null) return 'nothing-to-do'
      return { ...changing({ invited: true }), counters: after, facts: [{ kind: 'invited' }], draft }
    }
  }
}

function removing(id: MethodId | undefined, { account, loaded }: Found, room: AdministrationRoom): HelpStep | Helped {
  const method = account.methods.find((each) => each.id === id)
  if (method === undefined) return 'not-found'
  const facts = { now: loaded.now, policy: loaded.policy, catalogue: room.catalogue, account }
  const left = { ...account, methods: account.methods.filter((each) => each.id !== id) }
  const belowGates = fallsBelowGates(emptySession, facts, { ...facts, account: left })
  // Without two they could not sign in, let alone register anew: that is what a set-up link is for.
  if (belowGates && isForAdministrator(emptySession, facts)) return 'administrators-need-two'
  const emptied = left.methods.every(({ provenAt }) => provenAt === null)
  return {
    change: {
      changes: {
        account: account.id,
        methods: [{ kind: 'remove', method: method.id }],
        rest: {
          ...(account.registration.defaultMethod === method.id ? { defaultMethod: null } : {}),
          // Remembered, so that what is added to the account that is empty now is not taken for its first enrolment.
          ...(emptied ? { confirmed: true } : {}),
        },
      },
    },
    facts: [{ kind: 'method-removed', method: method.kind, belowGates }],
  }
}

async function commit(
  { act, why }: HelpOrder,
  { change = {}, counters, facts = [], endsSessions, draft = emptyDraft() }: HelpStep,
  { account, loaded }: Found,
  by: Administrator,
  room: AdministrationRoom,
): Promise<'moved' | 'lost'> {
  const reference = room.secrets.reference()
  const all: readonly AuditFact[] = [{ kind: 'account-helped', act, by: by.account ?? 'host', why }, ...facts]
  if (endsSessions === true) draft.endsSessionsOf = account.id
  const circumstances = { now: loaded.now, reference, about: account.id, device: '', address: '' }
  addNotices(draft, all, account, loaded.policy, circumstances, room)
  const write = sessionWrite({ account, loaded }, draft, all, operator(room), room, change, counters, reference)
  const outcome = await room.sessions.commit(write)
  if (outcome === 'moved' && draft.outbox.length > 0) room.nudgeDelivery()
  return outcome
}
