// Sign-ins, sessions, and links that say "this was not me".
import { describe, expect, it } from 'vitest'
import { lookupHash, type TokenHash } from '../../../src/core/people/identifiers.ts'
import { emptySession } from '../../../src/core/registration/session.ts'
import { hours, minutes } from '../../../src/core/time.ts'
import type { SessionHandle } from '../../../src/ports/sessions.ts'
import type { TenantStorage } from '../../../src/storage/storage.ts'
import { countRows, peek, type TestDatabase } from './databases.ts'
import { builtIn, newOrganisation, tim } from './organisation.ts'
import { begins, firstStep, newJourney, newToken, nextStep, recordedFact, sessionStep, timsCounters } from './steps.ts'

const times = { idle: hours(1), absolute: hours(24) }

export function sessionsContract(database: () => TestDatabase): void {
  const load = (rows: TenantStorage, handle: SessionHandle) =>
    rows.sessions.load({ handle, browser: null, network: null, times })
  const bySession = (rows: TenantStorage, hash: TokenHash) => load(rows, { by: 'session', hash })
  const signedIn = async () => {
    const ground = await newOrganisation(database().db)
    const hash = newToken()
    const starts = begins(hash)
    await ground.rows.sessions.commit(sessionStep({ counters: timsCounters(), starts }))
    return { ...ground, hash }
  }

  describe('sessions', () => {
    it('begin with a sign-in and are found by their hash alone, with everything about the account', async () => {
      const { rows, hash } = await signedIn()
      const loaded = await bySession(rows, hash)
      expect(loaded.session).toEqual({
        hash,
        id: expect.any(String),
        kind: 'full',
        state: emptySession,
        version: 1,
        returnTo: null,
        startedAt: expect.any(Number),
        seenAt: loaded.session?.startedAt,
      })
      expect([loaded.account?.entry?.username, loaded.counters?.version]).toEqual(['tim', 1])
      const stranger = await bySession(rows, newToken())
      expect([stranger.session, stranger.account, stranger.counters]).toEqual([null, null, null])
    })

    it('cost one statement to read and one to write', async () => {
      const { statements } = database()
      const { rows, hash } = await signedIn()
      const before = statements.length
      await bySession(rows, hash)
      await rows.sessions.commit(sessionStep({ ends: hash }))
      expect(statements.length - before).toBe(2)
    })

    it('are over when signed out, idle too long, too old, or of an earlier epoch', async () => {
      const { db } = database()
      const aged = async (change: string) => {
        const { rows, hash, tenant } = await signedIn()
        expect((await bySession(rows, hash)).session).not.toBeNull()
        await peek(db, `update sessions set ${change} where tenant_id = '${tenant}'`)
        return (await bySession(rows, hash)).session
      }
      expect(await aged(`seen_at = now() - interval '61 minutes'`)).toBeNull()
      expect(await aged(`started_at = now() - interval '25 hours'`)).toBeNull()
      expect(await aged('epoch = epoch - 1')).toBeNull()

      const { rows, hash } = await signedIn()
      await rows.sessions.commit(sessionStep({ ends: hash }))
      expect((await bySession(rows, hash)).session).toBeNull()
    })

    it('stay awake when touched, whatever the idle time was', async () => {
      const { rows, hash, tenant } = await signedIn()
      await peek(
        database().db,
        `update sessions set seen_at = now() - interval '59 minutes' where tenant_id = '${tenant}'`,
      )
      await rows.sessions.touch(hash)
      const { session, now } = await bySession(rows, hash)
      expect(now - (session?.seenAt ?? 0)).toBeLessThan(minutes(1))
    })

    it('all end with a reset, except the one that begins in that very step', async () => {
      const { rows, hash } = await signedIn()
      const starts = begins()
      await rows.sessions.commit(sessionStep({ counters: timsCounters(1), endsSessionsOf: tim.id, starts }))
      expect((await bySession(rows, hash)).session).toBeNull()
      expect((await bySession(rows, starts.hash)).session).not.toBeNull()

      const journey = newJourney()
      await rows.journeys.commit(firstStep(journey))
      await rows.journeys.commit(nextStep(journey, 1, { endsSessionsOf: tim.id }))
      expect((await bySession(rows, starts.hash)).session).toBeNull()
    })

    it('load a sign-in by the candidate a name was found to be, or by the name’s bucket', async () => {
      const { rows } = await signedIn()
      const bucket = lookupHash('k:tim')
      const candidate = { directory: builtIn, externalId: tim.externalId }
      const found = await load(rows, { by: 'name', candidate, buckets: [bucket] })
      expect([found.account?.id, found.counters?.key]).toEqual([tim.id, `account:${tim.id}`])
      const unknown = await load(rows, { by: 'name', candidate: null, buckets: [bucket] })
      expect([unknown.account, unknown.counters?.key, unknown.counters?.version]).toEqual([null, 'name:k:tim', 0])
    })

    it('and their links are used once: the second use is lost and writes nothing', async () => {
      const { db } = database()
      const { rows, hash } = await signedIn()
      const link = newToken()
      const about = 'v1.k.n.about' as never
      await rows.sessions.commit(sessionStep({ notMeLink: { account: tim.id, hash: link, span: minutes(5), about } }))
      expect((await load(rows, { by: 'not-me', hash: link })).notMe?.about).toBe(about)

      const use = sessionStep({ usesNotMe: link, freezes: tim.id, endsSessionsOf: tim.id })
      expect(await rows.sessions.commit(use)).toBe('moved')
      expect((await bySession(rows, hash)).session).toBeNull()
      const loaded = await load(rows, { by: 'not-me', hash: link })
      expect([loaded.notMe, loaded.account]).toEqual([null, null])

      const before = await countRows(db)
      const facts = [recordedFact(newJourney())]
      expect(await rows.sessions.commit({ ...use, facts })).toBe('lost')
      expect(await rows.sessions.commit(sessionStep({ usesNotMe: newToken(), facts }))).toBe('lost')
      expect(await countRows(db)).toEqual(before)
    })

    it('freeze an account for good, as its next load says', async () => {
      const { rows } = await signedIn()
      await rows.sessions.commit(sessionStep({ freezes: tim.id }))
      const candidate = { directory: builtIn, externalId: tim.externalId }
      const { account, now } = await load(rows, { by: 'name', candidate, buckets: [lookupHash('k:tim')] })
      expect(now - (account?.frozenAt ?? 0)).toBeLessThan(minutes(1))
    })

    it('remember the newest facts of their account, of the kinds asked for', async () => {
      const { rows } = await signedIn()
      const journey = newJourney()
      const signIn = { ...recordedFact(journey), fact: { kind: 'signed-in' } as const }
      await rows.sessions.commit(sessionStep({ facts: [signIn, recordedFact(journey)] }))
      const facts = await rows.sessions.recentFacts(tim.id, ['signed-in'], 5)
      expect(facts).toEqual([{ at: expect.any(Number), fact: { kind: 'signed-in' }, reference: journey.reference }])
      expect(await rows.sessions.recentFacts(tim.id, ['signed-out'], 5)).toEqual([])
    })
  })
}
