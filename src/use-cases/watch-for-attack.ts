// The organisation's alarm: raised once when attack mode begins, and again only after it has ended.
import type { AuditFact } from '../core/audit/facts.ts'
import { countSend, emptyCounters, forgetOld } from '../core/throttle/counters.ts'
import { underAttack } from '../core/throttle/networks.ts'
import { mayMail } from '../core/throttle/standing.ts'
import { earlier } from '../core/time.ts'
import type { Loaded } from '../ports/journeys.ts'
import { noSessionParts } from './account/session-write.ts'
import { accountWrite, emptyDraft, recordFacts } from './journey/step-draft.ts'
import { announcementsOf } from './messages/announcements.ts'
import type { OrganisationRoom } from './organisation-room.ts'
import { Busy, tries } from './request.ts'

/** Looked at every few seconds by each process; `alarm` is told when an attack begins and is on record. */
export function createAttackWatch(room: OrganisationRoom, alarm: () => void): () => Promise<void> {
  let attacked = false
  return async () => {
    const loaded = await load(room)
    const under = isAttacked(loaded)
    if (under && !attacked) {
      await recordOnce(loaded, room)
      alarm()
    }
    // Only now: what could not be recorded is tried again in the next round.
    attacked = under
  }
}

async function recordOnce(first: Loaded, room: OrganisationRoom): Promise<void> {
  let loaded = first
  for (let attempt = 0; attempt < tries; attempt += 1) {
    if ((await record(loaded, room)) === 'moved') return
    loaded = await load(room)
  }
  throw new Busy('the history of attacks moved under every try')
}

const isAttacked = ({ tallies, enabledAccounts, policy, now }: Loaded): boolean =>
  underAttack(tallies, enabledAccounts, policy.limits, now)

/**
 * Where the mails about attacks are counted, like the history of a name that nobody has: so that of several processes one sends
 * them, and an attack that flares up again sends few.
 */
const history = (room: OrganisationRoom) => room.secrets.lookups(room.organisation.id, 'alarm', 'attack-mode')

const load = (room: OrganisationRoom): Promise<Loaded> =>
  room.journeys.load({
    handle: { by: 'none' },
    browser: null,
    network: null,
    resolving: { candidate: null, buckets: history(room) },
  })

async function record({ counters, policy, now }: Loaded, room: OrganisationRoom): Promise<'moved' | 'lost'> {
  const facts: readonly AuditFact[] = [{ kind: 'attack-mode-entered' }]
  const reference = room.secrets.reference()
  const draft = emptyDraft()
  const [address] = history(room)
  const found = counters?.value ?? emptyCounters
  // Nothing else is counted here; before a rotation it had another hash.
  const value = { ...found, sends: found.sends.map((each) => ({ ...each, address })) }
  const since = earlier(now, policy.limits.attackFailures.span)
  const tells = value.sends.every(({ at }) => at <= since) && mayMail(value, address, false, policy.limits, now)
  if (tells) {
    const circumstances = { now, reference, about: 'attack', device: '', address: '' }
    const terms = { notifications: policy.notifications, role: null }
    draft.outbox.push(...announcementsOf(facts, { account: null, username: '' }, terms, circumstances, room))
  }
  const about = {
    counters: tells ? counters : null,
    value: countSend(forgetOld(value, now), { address, at: now, asked: false }),
    network: null,
    facts: recordFacts(facts, { account: null, journey: null, reference }, room),
  }
  const outcome = await room.sessions.commit({ ...accountWrite(draft, about, room), ...noSessionParts })
  if (outcome === 'moved' && tells) room.nudgeDelivery()
  return outcome
}
