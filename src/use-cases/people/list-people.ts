// Accounts by name and by what stands in their way; and what happened to one lately.
import type { AccountFacts } from '../../core/people/account.ts'
import type { AccountId } from '../../core/people/identifiers.ts'
import { waitsOf } from '../../core/throttle/waits-of.ts'
import type { Instant } from '../../core/time.ts'
import type { AccountEvent, NamePlace } from '../../ports/people.ts'
import type { AdministrationRoom } from '../administer/administration-room.ts'
import type { Administrator } from '../administer/administrator.ts'
import { accountFacts } from '../journey/journey-facts.ts'
import { asked, loadPerson, type Readiness, readinessOf } from './look-at-account.ts'

export const peopleStates = [
  'any',
  'capable',
  'not-registered',
  'not-enabled',
  'frozen',
  'waiting',
  'administrators',
] as const
export type PeopleState = (typeof peopleStates)[number]

export interface ListedPerson extends Readiness {
  readonly account: AccountFacts
}

export interface PeoplePage {
  readonly people: readonly ListedPerson[]
  /** Null: there are no more. A page may be short and not the last: so many were looked at and did not fit. */
  readonly next: NamePlace | null
}

/** Looked at for one page, whatever fits: an answer in bounded time however rare the state is. */
const mostLookedAt = 1_000
const batch = 200

export async function listPeople(
  {
    search,
    state,
    after,
    most,
  }: {
    readonly search: string
    readonly state: PeopleState
    readonly after: NamePlace | null
    readonly most: number
  },
  by: Administrator,
  room: AdministrationRoom,
): Promise<PeoplePage | { readonly kind: 'not-allowed' }> {
  if (asked(by, 'people.list') !== null) return { kind: 'not-allowed' }
  const { policy, now } = await room.journeys.load({ handle: { by: 'none' }, browser: null, network: null })
  const people: ListedPerson[] = []
  let place = after
  for (let lookedAt = 0; lookedAt < mostLookedAt; lookedAt += batch) {
    const rows = await room.people.list(search, place, batch)
    for (const row of rows) {
      place = row.place
      const account = await accountFacts(row.account, room)
      if (account === null) continue
      const readiness = readinessOf(account, policy, now, room)
      if (!(await fits(state, account, readiness))) continue
      people.push({ account, ...readiness })
      if (people.length === most) return { people, next: place }
    }
    if (rows.length < batch) return { people, next: null }
  }
  return { people, next: place }

  async function fits(wanted: PeopleState, account: AccountFacts, { enabled, registered, capable }: Readiness) {
    switch (wanted) {
      case 'any':
        return true
      case 'capable':
        return capable
      case 'not-registered':
        return enabled && !registered
      case 'not-enabled':
        return !enabled
      case 'frozen':
        return account.frozenAt !== null
      case 'administrators':
        return account.entry.role !== null
      case 'waiting': {
        const counters = (await loadPerson(account.id, room))?.loaded.counters?.value
        return counters !== undefined && waitsOf(counters, policy.limits, now).length > 0
      }
    }
  }
}

export async function listEvents(
  account: AccountId,
  { before, most }: { readonly before: { readonly at: Instant; readonly id: string } | null; readonly most: number },
  by: Administrator,
  room: AdministrationRoom,
): Promise<readonly AccountEvent[] | { readonly kind: 'not-allowed' }> {
  return asked(by, 'people.find') === null ? room.people.events(account, before, most) : { kind: 'not-allowed' }
}
