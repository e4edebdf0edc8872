// Steps to commit: everything a contract does not speak of is empty.
import { randomUUID } from 'node:crypto'
import { beginJourney } from '../../../src/core/journey/begin.ts'
import type { Journey } from '../../../src/core/journey/journey.ts'
import {
  journeyId,
  lookupHash,
  reference,
  sealedText,
  type TokenHash,
  tokenHash,
} from '../../../src/core/people/identifiers.ts'
import { emptySession } from '../../../src/core/registration/session.ts'
import { emptyCounters } from '../../../src/core/throttle/counters.ts'
import { instantFrom } from '../../../src/core/time.ts'
import type { LoadedCounters, LoadQuestion, StepWrite } from '../../../src/ports/journeys.ts'
import type { SessionWrite } from '../../../src/ports/sessions.ts'
import { noSessionParts } from '../../../src/use-cases/account/session-write.ts'
import { builtIn, policy, tim } from './organisation.ts'

export const network = { address: '203.0.113.7', network: '203.0.113.0/24', private: false }
export const newToken = () => tokenHash(randomUUID())
export const newJourney = (now = instantFrom(Date.now())): Journey =>
  beginJourney(journeyId(randomUUID()), reference('RK-0000-0001'), policy, false, now)

export const ask = (question: Partial<LoadQuestion>): LoadQuestion => ({
  handle: { by: 'none' },
  browser: null,
  network: null,
  ...question,
})

export const askForJourney = (journey: Journey): LoadQuestion => ask({ handle: { by: 'id', id: journey.id } })

export const timsCounters = (version = 0): LoadedCounters => ({
  key: `account:${tim.id}`,
  version,
  value: emptyCounters,
})

const nothing = {
  counters: null,
  facts: [],
  outbox: [],
  network: null,
  tally: { starts: 0, failures: 0, shard: 0 },
  staged: null,
  endsSessionsOf: null,
  remembersBrowser: null,
  notMeLink: null,
}

export const firstStep = (journey: Journey, rest: Partial<StepWrite> = {}): StepWrite => ({
  ...nothing,
  journey,
  from: {
    kind: 'new',
    cookie: newToken(),
    name: sealedText('v1.k.n.name'),
    bucket: lookupHash('k:bucket'),
    locale: 'en',
    origin: sealedText('v1.k.n.origin'),
    returnTo: null,
  },
  cookie: null,
  supersedesCodes: false,
  spentStep: null,
  ...rest,
})

export const nextStep = (journey: Journey, version: number, rest: Partial<StepWrite> = {}): StepWrite =>
  firstStep(journey, { from: { kind: 'version', version }, ...rest })

export const sessionStep = (rest: Partial<SessionWrite>): SessionWrite => ({
  ...nothing,
  ...noSessionParts,
  ...rest,
})

/** A session of Tim that begins. */
export const begins = (hash: TokenHash = newToken()): NonNullable<SessionWrite['starts']> => ({
  hash,
  id: randomUUID(),
  account: tim.id,
  kind: 'full',
  state: emptySession,
  origin: sealedText('v1.k.n.origin'),
  returnTo: null,
})

/** One of everything a step can write beside journey and counters. */
export const everything = (journey: Journey): Partial<StepWrite> => ({
  counters: timsCounters(),
  facts: [recordedFact(journey)],
  outbox: [message(journey)],
  network,
  tally: { starts: 1, failures: 1, shard: 3 },
  staged: {
    kind: 'staged',
    directory: builtIn,
    externalId: tim.externalId,
    change: { kind: 'set-password', hash: 'new-hash', history: ['old-hash'] },
  },
  endsSessionsOf: tim.id,
  remembersBrowser: { account: tim.id, hash: newToken(), span: 60_000 },
  notMeLink: { account: tim.id, hash: newToken(), span: 60_000, about: sealedText('v1.k.n.about') },
  spentStep: { method: tim.method, step: 101 },
})

export const recordedFact = (journey: Journey) => ({
  id: randomUUID(),
  fact: { kind: 'journey-started' } as const,
  account: tim.id,
  journey: journey.id,
  reference: journey.reference,
})

export const message = (journey: Journey, kind: 'code' | 'notice' = 'code', diesAfter = 60_000) => ({
  id: randomUUID(),
  about: journey.id,
  kind,
  payload: sealedText(`v1.k.n.${kind}`),
  diesAfter,
})
