// One person as an administrator sees them: whether they can get back in and why not, what they hold, what stands in their way.
import type { HelpingAct } from '../../core/audit/facts.ts'
import type { AccountFacts, RegisteredMethod } from '../../core/people/account.ts'
import { actPermission, actsFor } from '../../core/people/help-account.ts'
import type { AccountId } from '../../core/people/identifiers.ts'
import type { Permission } from '../../core/people/permissions.ts'
import { isEnabled } from '../../core/policy/eligibility.ts'
import { usableMethods } from '../../core/policy/gates.ts'
import type { Policy } from '../../core/policy/policy.ts'
import { type Walk, walkEligibility } from '../../core/policy/walk.ts'
import { emptySession } from '../../core/registration/session.ts'
import { gatesNeeded, gatesPassed } from '../../core/registration/standing.ts'
import { emptyCounters } from '../../core/throttle/counters.ts'
import { startStanding } from '../../core/throttle/standing.ts'
import { type Wait, waitsOf } from '../../core/throttle/waits-of.ts'
import type { Instant } from '../../core/time.ts'
import type { AccountUse } from '../../ports/people.ts'
import type { LoadedSession } from '../../ports/sessions.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'
import { type Administrator, type Refusal, refusalOf } from '../administer/administrator.ts'
import { findByName } from '../administer/find-by-name.ts'
import { accountFacts } from '../journey/journey-facts.ts'
import type { Addressee } from '../messages/notices.ts'

/** The three words of the reference product: in scope; enough usable methods; both. */
export interface Readiness {
  readonly enabled: boolean
  readonly registered: boolean
  readonly capable: boolean
}

export interface SeenMethod
  extends Pick<RegisteredMethod, 'id' | 'kind' | 'masked' | 'source' | 'addedAt' | 'provenAt' | 'heldUntil'> {
  readonly usable: boolean
  readonly isDefault: boolean
}

export interface SeenAccount extends Readiness, Walk, AccountUse {
  readonly account: AccountFacts
  readonly methods: readonly SeenMethod[]
  readonly waits: readonly Wait[]
  readonly actions: readonly HelpingAct[]
}

export interface Found {
  readonly account: Addressee
  readonly loaded: LoadedSession
}

type NotSeen = { readonly kind: Refusal | 'not-found' | 'unavailable' }

const acts = Object.keys(actPermission) as readonly HelpingAct[]

/** By a whole name, as its owner would type it. */
export async function findPerson(
  name: string,
  by: Administrator,
  room: AdministrationRoom,
): Promise<SeenAccount | NotSeen> {
  const refusal = asked(by, 'people.find')
  if (refusal !== null) return { kind: refusal }
  const named = await findByName(name, room)
  if (named === 'unreachable') return { kind: 'unavailable' }
  return typeof named === 'string' ? { kind: 'not-found' } : see(named, by, room)
}

export async function lookAtAccount(
  id: AccountId,
  by: Administrator,
  room: AdministrationRoom,
): Promise<SeenAccount | NotSeen> {
  const refusal = asked(by, 'people.find')
  if (refusal !== null) return { kind: refusal }
  const found = await loadPerson(id, room)
  return found === null ? { kind: 'not-found' } : see(found, by, room)
}

/** Null: there is no such account, or its entry is gone. */
export async function loadPerson(id: AccountId, room: AdministrationRoom): Promise<Found | null> {
  const loaded = await room.sessions.load({
    handle: { by: 'account', account: id },
    browser: null,
    network: null,
    times: room.sessionTimes,
  })
  const account = loaded.account === null ? null : await accountFacts(loaded.account, room)
  return account === null ? null : { account, loaded }
}

/** Looking needs the right and no fresh proof: what is shown is masked for it. */
export function asked(by: Administrator, permission: Permission): 'not-allowed' | null {
  return refusalOf(by, permission) === 'not-allowed' ? 'not-allowed' : null
}

export function readinessOf(account: AccountFacts, policy: Policy, now: Instant, room: AdministrationRoom): Readiness {
  const facts = { now, policy, catalogue: room.catalogue, account }
  const enabled = isEnabled(policy, account)
  const registered = gatesPassed(emptySession, facts) >= gatesNeeded(emptySession, facts)
  return { enabled, registered, capable: enabled && registered }
}

async function see({ account, loaded }: Found, by: Administrator, room: AdministrationRoom): Promise<SeenAccount> {
  const { policy, now } = loaded
  const counters = loaded.counters?.value ?? emptyCounters
  const usable = usableMethods(policy, account, room.catalogue, now)
  const walk = walkEligibility({
    policy,
    account,
    catalogue: room.catalogue,
    purpose: 'reset',
    throttled: !startStanding(counters, 'strangers', policy.limits, now).open,
    directory: 'reachable',
    now,
  })
  const use = await room.people.use(account.id, room.sessionTimes)
  return {
    account,
    ...readinessOf(account, policy, now, room),
    ...walk,
    ...(use ?? { seenAt: null, invitedAt: null, sessions: 0 }),
    methods: account.methods.map((method) => ({
      ...method,
      usable: usable.some(({ id }) => id === method.id),
      isDefault: account.registration.defaultMethod === method.id,
    })),
    waits: waitsOf(counters, policy.limits, now),
    actions: actsFor(by, { account: account.id, role: account.entry.role }, acts),
  }
}
