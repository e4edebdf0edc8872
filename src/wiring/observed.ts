// Ports that tell what passes through them. What is observed knows nothing of it, and asks the database for nothing more.
import type { AuditFact } from '../core/audit/facts.ts'
import type { Purpose } from '../core/journey/journey.ts'
import type { Outbox, SendsMail } from '../ports/delivery.ts'
import type { Directory } from '../ports/directory.ts'
import type { Journeys } from '../ports/journeys.ts'
import type { HashesPasswords } from '../ports/secrets.ts'
import type { Sessions } from '../ports/sessions.ts'
import type { DirectoryVerb, JourneyOutcome, Limit, Telemetry } from '../ports/telemetry.ts'

export const observeJourneys = (journeys: Journeys, telemetry: Telemetry): Journeys => ({
  ...journeys,
  async commit(write) {
    const { journey, facts } = write
    const activity = { kind: 'step', at: journey.stage.at } as const
    const outcome = await telemetry.measure(activity, () => journeys.commit(write), itself)
    if (outcome === 'moved') countFacts(facts, journey.purpose, telemetry)
    return outcome
  },
})

export const observeSessions = (sessions: Sessions, telemetry: Telemetry): Sessions => ({
  ...sessions,
  async commit(write) {
    const activity = { kind: 'step', at: 'session' } as const
    const outcome = await telemetry.measure(activity, () => sessions.commit(write), itself)
    if (outcome === 'moved') {
      if (write.starts !== null) telemetry.count({ kind: 'session-started' })
      countFacts(write.facts, null, telemetry)
    }
    return outcome
  },
})

export function observeDirectory(directory: Directory, telemetry: Telemetry): Directory {
  const call = <Result extends { readonly kind?: string }>(verb: DirectoryVerb, work: () => Promise<Result>) =>
    telemetry.measure({ kind: 'directory-call', directory: directory.key, verb }, work, ({ kind }) => kind ?? 'ok')
  return {
    ...directory,
    find: (name) => call('find', () => directory.find(name)),
    read: (id) => call('read', () => directory.read(id)),
    check: (name, password) => call('check', () => directory.check(name, password)),
    set: (...of) => call('set', () => directory.set(...of)),
    change: (...of) => call('change', () => directory.change(...of)),
    unlock: (account) => call('unlock', () => directory.unlock(account)),
    rules: (entry) =>
      telemetry.measure({ kind: 'directory-call', directory: directory.key, verb: 'rules' }, () =>
        directory.rules(entry),
      ),
  }
}

export const observeMail = <Mail extends SendsMail>(mail: Mail, telemetry: Telemetry): Mail => ({
  ...mail,
  send: (message) => telemetry.measure({ kind: 'mail' }, () => mail.send(message), itself),
})

export const observeOutbox = (outbox: Outbox, telemetry: Telemetry): Outbox => ({
  ...outbox,
  async bury(tenant) {
    const count = await outbox.bury(tenant)
    if (count > 0) telemetry.count({ kind: 'messages-died', count })
    return count
  },
})

export function observeHashing<Hashes extends HashesPasswords>(hashes: Hashes, telemetry: Telemetry): Hashes {
  const told = <Result>(result: Result | 'busy'): Result | 'busy' => {
    if (result === 'busy') telemetry.count({ kind: 'refused', limit: 'hashing' })
    return result
  }
  return {
    ...hashes,
    hash: async (...of) => told(await hashes.hash(...of)),
    verify: async (...of) => told(await hashes.verify(...of)),
    isFull: (lane) => {
      const full = hashes.isFull(lane)
      if (full) telemetry.count({ kind: 'refused', limit: 'hashing' })
      return full
    },
  }
}

const itself = <Outcome extends string>(outcome: Outcome): Outcome => outcome

function countFacts(
  facts: readonly { readonly fact: AuditFact }[],
  purpose: Purpose | null,
  telemetry: Telemetry,
): void {
  for (const { fact } of facts) {
    telemetry.count({ kind: 'fact', fact: fact.kind })
    const limit = limits[fact.kind]
    if (limit !== undefined) telemetry.count({ kind: 'refused', limit })
    const outcome = ends[fact.kind]
    if (outcome !== undefined && purpose !== null) telemetry.count({ kind: 'journey-ended', purpose, outcome })
  }
}

const limits: Partial<Record<AuditFact['kind'], Limit>> = {
  'journey-blocked': 'journey',
  'account-locked-out': 'account',
}

const ends: Partial<Record<AuditFact['kind'], JourneyOutcome>> = {
  'password-reset': 'done',
  'account-unlocked': 'done',
  'journey-blocked': 'blocked',
  'not-eligible': 'not-eligible',
  'help-asked': 'contacted-admin',
  'journey-cancelled': 'cancelled',
  'journey-expired': 'expired',
  'password-write-indeterminate': 'indeterminate',
}
