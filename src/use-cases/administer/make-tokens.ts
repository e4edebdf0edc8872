// From the host: a set-up link or an enrolment code for one account, used once, within the hour.
import type { AuditFact } from '../../core/audit/facts.ts'
import type { AccountId } from '../../core/people/identifiers.ts'
import type { Role } from '../../core/people/roles.ts'
import { minutes } from '../../core/time.ts'
import type { SessionWrite } from '../../ports/sessions.ts'
import { sessionWrite } from '../account/session-write.ts'
import { emptyDraft } from '../journey/step-draft.ts'
import { addNotices } from '../messages/notices.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import { newEnrolmentCode } from '../security-info/enrolment-code.ts'
import { type NamedAccount, operator } from './find-by-name.ts'

/** NIST SP 800-63B-4 §4.2.1.2 lets such a thing live for a day; between two people who are talking an hour is plenty. */
export const tokenLifetime = minutes(60)

/**
 * The address that begins the set-up. With a role it ends in that role; if others hold it already that is breaking the glass,
 * and they are told. Null if the account was changed meanwhile.
 */
export async function makeSetUpLink(
  named: NamedAccount,
  role: Role | null,
  options: {
    readonly breakGlass: boolean
    readonly liftsFreeze: boolean
    readonly by?: AccountId
    readonly why?: string
  },
  room: OrganisationRoom,
): Promise<string | null> {
  const token = room.secrets.token()
  const facts: readonly AuditFact[] = [
    ...(options.liftsFreeze ? [{ kind: 'freeze-lifted' } as const] : []),
    {
      kind: 'set-up-link-made',
      role,
      breakGlass: options.breakGlass,
      ...(options.by === undefined ? {} : { by: options.by }),
      ...(options.why === undefined ? {} : { why: options.why }),
    },
  ]
  const changes = options.liftsFreeze
    ? { account: named.account.id, methods: [], rest: { liftsFreeze: true } as const }
    : null
  const makesToken = { ...tokenFor(named, 'set-up'), hash: token.hash, about: { role } }
  const made = await commit(named, facts, { makesToken, changes }, room)
  return made ? `${room.organisation.baseUrl}/set-up/${token.value}` : null
}

/** As it is read out: groups of four. */
export async function makeEnrolmentCode(named: NamedAccount, room: OrganisationRoom): Promise<string | null> {
  const { code, shown } = newEnrolmentCode(room.secrets)
  const makesToken = { ...tokenFor(named, 'enrolment-code'), hash: room.secrets.tokenHash(code), about: {} }
  return (await commit(named, [{ kind: 'enrolment-code-made' }], { makesToken }, room)) ? shown : null
}

const tokenFor = <Purpose extends 'set-up' | 'enrolment-code'>({ account }: NamedAccount, purpose: Purpose) => ({
  purpose,
  account: account.id,
  span: tokenLifetime,
})

async function commit(
  { account, loaded }: NamedAccount,
  facts: readonly AuditFact[],
  parts: Partial<Pick<SessionWrite, 'makesToken' | 'changes'>>,
  room: OrganisationRoom,
): Promise<boolean> {
  const draft = emptyDraft()
  const reference = room.secrets.reference()
  addNotices(
    draft,
    facts,
    account,
    loaded.policy,
    { now: loaded.now, reference, about: account.id, device: '', address: '' },
    room,
  )
  const write = sessionWrite({ account, loaded }, draft, facts, operator(room), room, parts, undefined, reference)
  if ((await room.sessions.commit(write)) === 'lost') return false
  room.nudgeDelivery()
  return true
}
