// The organisation's alarm: raised once when attack mode begins, and again only after it has ended.
import { emptyCounters } from '../core/throttle/counters.ts'
import { underAttack } from '../core/throttle/networks.ts'
import { noSessionParts } from './account/session-write.ts'
import { accountWrite, emptyDraft, recordFacts } from './journey/step-draft.ts'
import type { OrganisationRoom } from './organisation-room.ts'

/** Looked at every few seconds by each process; `alarm` is told when an attack begins. */
export function createAttackWatch(room: OrganisationRoom, alarm: () => void): () => Promise<void> {
  let attacked = false
  return async () => {
    const { tallies, enabledAccounts, policy, now } = await room.journeys.load({
      handle: { by: 'none' },
      browser: null,
      network: null,
    })
    const before = attacked
    attacked = underAttack(tallies, enabledAccounts, policy.limits, now)
    if (!attacked || before) return
    alarm()
    const facts = recordFacts([{ kind: 'attack-mode-entered' }], { account: null, journey: null }, room)
    const about = { counters: null, value: emptyCounters, network: null, facts }
    await room.sessions.commit({
      ...accountWrite(emptyDraft(), about, room),
      ...noSessionParts,
    })
  }
}
