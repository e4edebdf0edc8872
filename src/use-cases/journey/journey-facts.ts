// From what was loaded to what a decision is made from. For directories outside, the entry is asked for here.
import type { JourneyFacts } from '../../core/journey/decision.ts'
import { allowanceOf } from '../../core/throttle/allowance.ts'
import { emptyCounters } from '../../core/throttle/counters.ts'
import { underAttack } from '../../core/throttle/networks.ts'
import type { Loaded, LoadedAccount } from '../../ports/journeys.ts'
import type { Addressee } from '../messages/notices.ts'
import type { OrganisationRoom } from '../organisation-room.ts'

export async function journeyFacts(
  loaded: Loaded,
  room: Pick<OrganisationRoom, 'catalogue' | 'directories'>,
): Promise<JourneyFacts & { readonly account: Addressee | null }> {
  return {
    now: loaded.now,
    policy: loaded.policy,
    catalogue: room.catalogue,
    account: loaded.account === null ? null : await accountFacts(loaded.account, room),
    counters: loaded.counters?.value ?? emptyCounters,
    allowance: allowanceOf(loaded.knownBrowser),
    underAttack: underAttack(loaded.tallies, loaded.enabledAccounts, loaded.policy.limits, loaded.now),
  }
}

/** Null when the entry is gone from its directory, or its directory can't be asked. */
export async function accountFacts(
  account: LoadedAccount,
  room: Pick<OrganisationRoom, 'directories'>,
): Promise<Addressee | null> {
  if (account.entry !== null) return { ...account, entry: account.entry }
  const found = await room.directories.get(account.directory)?.read(account.externalId)
  return found?.kind === 'entry' ? { ...account, entry: found.entry } : null
}
