// What signed-in people do to their methods, the sessions that carry it, and tokens that are used once.
import { describe, expect, it } from 'vitest'
import {
  type LookupHash,
  lookupHash,
  methodId,
  methodKind,
  sealedText,
  type TokenHash,
} from '../../../src/core/people/identifiers.ts'
import type { AccountChange, MethodChange } from '../../../src/core/registration/decision.ts'
import { emptySession, passwordProof } from '../../../src/core/registration/session.ts'
import { hours, instantFrom, minutes } from '../../../src/core/time.ts'
import type { SessionHandle, SessionWrite } from '../../../src/ports/sessions.ts'
import type { TenantStorage } from '../../../src/storage/storage.ts'
import { countRows, peek, type TestDatabase } from './databases.ts'
import { type Ground, newOrganisation, tim } from './organisation.ts'
import { begins, newToken, sessionStep, timsCounters } from './steps.ts'

const times = { idle: hours(1), absolute: hours(24) }

export function registrationContract(database: () => TestDatabase): void {
  const load = (rows: TenantStorage, handle: SessionHandle) =>
    rows.sessions.load({ handle, browser: null, network: null, times })
  const bySession = (rows: TenantStorage, hash: TokenHash) => load(rows, { by: 'session', hash })
  const signedIn = async () => {
    const ground = await newOrganisation(database().db)
    const starts = begins()
    await ground.rows.sessions.commit(sessionStep({ counters: timsCounters(), starts }))
    return { ...ground, hash: starts.hash, starts }
  }
  /** One change of Tim's methods on top of whatever his account is now. */
  const change = async (
    { rows, hash }: Pick<Ground, 'rows'> & { hash: TokenHash },
    methods: readonly MethodChange[],
    rest: AccountChange = {},
    more: Partial<SessionWrite> = {},
  ) => {
    const { counters } = await bySession(rows, hash)
    return rows.sessions.commit(sessionStep({ counters, changes: { account: tim.id, methods, rest }, ...more }))
  }
  const methodsOf = async ({ rows, hash }: Pick<Ground, 'rows'> & { hash: TokenHash }) =>
    (await bySession(rows, hash)).account?.methods ?? []

  describe('a session that moves', () => {
    it('goes on under its new identifier with its new state, and the old identifier is dead', async () => {
      const { rows, hash } = await signedIn()
      const to = newToken()
      const state = { ...emptySession, proofs: [passwordProof(instantFrom(5))] }
      const moves = { hash, version: 1, to, kind: 'full', state } as const
      expect(await rows.sessions.commit(sessionStep({ moves }))).toBe('moved')
      expect((await bySession(rows, hash)).session).toBeNull()
      expect((await bySession(rows, to)).session).toMatchObject({ version: 2, state, kind: 'full' })
    })

    it('is lost from an older version, after it ended, and after all sessions ended; nothing is written', async () => {
      const { rows, hash } = await signedIn()
      const moves = { hash, version: 1, to: hash, kind: 'full', state: emptySession } as const
      expect(await rows.sessions.commit(sessionStep({ moves }))).toBe('moved')
      const before = await countRows(database().db)
      const facts = [
        { id: crypto.randomUUID(), fact: { kind: 'signed-in' }, account: tim.id, journey: null, reference: null },
      ] as const
      expect(await rows.sessions.commit(sessionStep({ moves, facts }))).toBe('lost')
      await rows.sessions.commit(sessionStep({ ends: hash }))
      expect(await rows.sessions.commit(sessionStep({ moves: { ...moves, version: 2 }, facts }))).toBe('lost')
      expect(await countRows(database().db)).toMatchObject({ ...before, sessions: expect.anything() })
    })

    it('of 20 steps from one version lets one through', async () => {
      const { rows, hash } = await signedIn()
      const steps = Array.from({ length: 20 }, () =>
        rows.sessions.commit(
          sessionStep({ moves: { hash, version: 1, to: newToken(), kind: 'full', state: emptySession } }),
        ),
      )
      expect((await Promise.all(steps)).filter((each) => each === 'moved')).toHaveLength(1)
    })
  })

  describe('sessions of one person', () => {
    it('are listed with where they began, and ended by the id their owner sees; of another account nothing ends', async () => {
      const { rows, hash, starts } = await signedIn()
      const other = begins()
      await rows.sessions.commit(sessionStep({ starts: other }))
      const listed = await rows.sessions.list(tim.id, hash, times)
      expect(listed.map(({ id, current }) => [id, current])).toEqual(
        expect.arrayContaining([
          [starts.id, true],
          [other.id, false],
        ]),
      )
      expect(listed.every(({ origin }) => origin === starts.origin)).toBe(true)
      const nobody = crypto.randomUUID() as typeof tim.id
      await rows.sessions.commit(sessionStep({ endsById: { account: nobody, id: other.id } }))
      expect(await rows.sessions.list(tim.id, hash, times)).toHaveLength(2)
      await rows.sessions.commit(sessionStep({ endsById: { account: tim.id, id: other.id } }))
      expect(await rows.sessions.list(tim.id, hash, times)).toHaveLength(1)
    })

    it('remember where the person was sent from', async () => {
      const { rows, hash } = await signedIn()
      await rows.sessions.touch(hash, 'https://mail.acme.example/')
      expect((await bySession(rows, hash)).session?.returnTo).toBe('https://mail.acme.example/')
      await rows.sessions.touch(hash)
      expect((await bySession(rows, hash)).session?.returnTo).toBe('https://mail.acme.example/')
    })
  })

  describe('methods', () => {
    it('are added proven, on hold until when it was said, and renamed', async () => {
      const at = await signedIn()
      const method = mail('one')
      expect(await change(at, [{ kind: 'add', method }], { skips: 2, defaultMethod: method.id })).toBe('moved')
      const [added] = (await methodsOf(at)).filter(({ id }) => id === method.id)
      expect(added).toMatchObject({
        kind: 'email',
        source: 'self',
        heldUntil: method.heldUntil,
        name: null,
        shared: false,
      })
      expect(added?.provenAt).toEqual(added?.addedAt)
      const name = sealedText('v1.k.n.name')
      await change(at, [{ kind: 'rename', method: method.id, name }], { confirmed: true })
      const { account, now } = await bySession(at.rows, at.hash)
      expect(account?.methods.find(({ id }) => id === method.id)?.name).toBe(name)
      expect(account?.registration).toMatchObject({ skips: 2, defaultMethod: method.id })
      expect(now - (account?.registration.confirmedAt ?? 0)).toBeLessThan(minutes(1))
    })

    it('need the counters of their account: of two changes from one state one is lost', async () => {
      const at = await signedIn()
      const { counters } = await bySession(at.rows, at.hash)
      const outcomes = await Promise.all(
        ['a', 'b'].map((name) => {
          const changes = { account: tim.id, methods: [{ kind: 'add', method: mail(name) } as const], rest: {} }
          return at.rows.sessions.commit(sessionStep({ counters, changes }))
        }),
      )
      expect(outcomes.toSorted()).toEqual(['lost', 'moved'])
      expect(await methodsOf(at)).toHaveLength(2)
      const changes = { account: tim.id, methods: [], rest: {} }
      expect(() => at.rows.sessions.commit(sessionStep({ changes }))).toThrow(TypeError)
    })

    it('that are removed are seen by nothing, and are back with an undo that reaches behind it', async () => {
      const at = await signedIn()
      const { now } = await bySession(at.rows, at.hash)
      const added = mail('attacker')
      await change(at, [
        { kind: 'add', method: added },
        { kind: 'remove', method: tim.method },
      ])
      expect((await methodsOf(at)).map(({ id }) => id)).toEqual([added.id])
      expect(await at.rows.sessions.sharing([added.address], crypto.randomUUID() as typeof tim.id)).toBe(1)
      await at.rows.sessions.commit(sessionStep({ undoes: { account: tim.id, since: now } }))
      expect((await methodsOf(at)).map(({ id }) => id)).toEqual([tim.method])
      expect(await at.rows.sessions.sharing([added.address], crypto.randomUUID() as typeof tim.id)).toBe(0)
      // What was before stays before.
      const later = (await bySession(at.rows, at.hash)).now
      await at.rows.sessions.commit(sessionStep({ undoes: { account: tim.id, since: instantFrom(later + 1) } }))
      expect((await methodsOf(at)).map(({ id }) => id)).toEqual([tim.method])
    })

    it('of another account are not touched', async () => {
      const at = await signedIn()
      const { counters } = await bySession(at.rows, at.hash)
      const methods = [{ kind: 'remove', method: tim.method }] as const
      const changes = {
        account: crypto.randomUUID() as typeof tim.id,
        methods,
        rest: { role: 'global-administrator' } as const,
      }
      await at.rows.sessions.commit(sessionStep({ counters, changes }))
      expect(await methodsOf(at)).toHaveLength(1)
      expect((await bySession(at.rows, at.hash)).account?.entry?.role).toBeNull()
    })

    it('RG-03: that are somebody’s own and not proven can’t be on record', async () => {
      const { tenant } = await signedIn()
      const unproven = `update methods set proven_at = null where tenant_id = '${tenant}'`
      await expect(peek(database().db, unproven)).rejects.toThrow(/own_methods_are_proven/)
    })
  })

  describe('a token for one person', () => {
    const token = { purpose: 'set-up', account: tim.id, about: { role: null }, span: minutes(60) } as const

    it('is found by its purpose alone, with its account, and used once (CG-11, RG-08)', async () => {
      const { rows } = await signedIn()
      const hash = newToken()
      await rows.sessions.commit(sessionStep({ makesToken: { ...token, hash } }))
      const found = await load(rows, { by: 'token', purpose: 'set-up', hash })
      expect([found.account?.id, found.token?.about]).toEqual([tim.id, { role: null }])
      expect((await load(rows, { by: 'token', purpose: 'enrolment-code', hash })).token).toBeNull()
      const wrong = sessionStep({ usesToken: { purpose: 'enrolment-code', hash } })
      expect(await rows.sessions.commit(wrong)).toBe('lost')
      const uses = Array.from({ length: 50 }, () =>
        rows.sessions.commit(sessionStep({ usesToken: { purpose: 'set-up', hash }, starts: begins() })),
      )
      expect((await Promise.all(uses)).filter((each) => each === 'moved')).toHaveLength(1)
      expect((await load(rows, { by: 'token', purpose: 'set-up', hash })).token).toBeNull()
      expect(await rows.sessions.list(tim.id, newToken(), times)).toHaveLength(2)
    })

    it('dies with a newer one, with its time, with its epoch, and when its account is frozen', async () => {
      const { db } = database()
      const dead = async (kill: (at: Awaited<ReturnType<typeof signedIn>>) => Promise<unknown>) => {
        const at = await signedIn()
        const hash = newToken()
        await at.rows.sessions.commit(sessionStep({ makesToken: { ...token, hash } }))
        expect((await load(at.rows, { by: 'token', purpose: 'set-up', hash })).token).not.toBeNull()
        await kill(at)
        return (await load(at.rows, { by: 'token', purpose: 'set-up', hash })).token
      }
      const newer = { ...token, hash: newToken() }
      expect(await dead(({ rows }) => rows.sessions.commit(sessionStep({ makesToken: newer })))).toBeNull()
      const aged = (what: string) => (at: Ground) =>
        peek(db, `update account_tokens set ${what} where tenant_id = '${at.tenant}'`)
      expect(await dead(aged('expires_at = now()'))).toBeNull()
      expect(await dead(aged('epoch = epoch - 1'))).toBeNull()
      expect(await dead(({ rows }) => rows.sessions.commit(sessionStep({ freezes: tim.id })))).toBeNull()
    })
  })
}

let methods = 0
function mail(name: string) {
  methods += 1
  const address: LookupHash = lookupHash(`k:${name}`)
  return {
    id: methodId(crypto.randomUUID()),
    kind: methodKind('email'),
    source: 'self',
    provenAt: instantFrom(0),
    heldUntil: instantFrom(Date.UTC(2030, 0, methods)),
    sealed: sealedText('v1.k.n.address'),
    masked: null,
    address,
    lastStep: null,
    name: null,
    addedAt: instantFrom(0),
    shared: false,
  } as const
}
