// What a rotation of keys does to the hashes that addresses and names are known by: with real keys, since each hash names its own.
import { randomBytes, randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { email } from '../../../src/core/methods/email/email.ts'
import { accountId, methodId } from '../../../src/core/people/identifiers.ts'
import { countFailure, countSend, emptyCounters } from '../../../src/core/throttle/counters.ts'
import { days, earlier, instantFrom } from '../../../src/core/time.ts'
import type { Buckets } from '../../../src/ports/journeys.ts'
import { sealedFields } from '../../../src/ports/secrets.ts'
import { parseKeyring } from '../../../src/secrets/keyring.ts'
import { createLookup } from '../../../src/secrets/lookup.ts'
import { createSealing } from '../../../src/secrets/sealing.ts'
import { resealAll } from '../../../src/use-cases/administer/reseal.ts'
import { lookupAddress, lookupsOfAddress } from '../../../src/use-cases/messages/recipients.ts'
import { peek, type TestDatabase } from './databases.ts'
import { builtIn, type Ground, newOrganisation, tim } from './organisation.ts'
import { ask, sessionStep, timsCounters } from './steps.ts'

const shared = 'Both@Home.example'
const nobody = accountId(randomUUID())

export function rotationContract(database: () => TestDatabase): void {
  /** Tim's address and its hash under the older of two keys, each with an id that no other test has. */
  const twoKeys = async () => {
    const ground = await newOrganisation(database().db)
    const ids = [`n${randomBytes(4).toString('hex')}`, `o${randomBytes(4).toString('hex')}`] as const
    const [now, older] = ids.map((id) => `${id}:${randomBytes(32).toString('base64')}`)
    const of = (...lines: readonly (string | undefined)[]) => {
      const parsed = parseKeyring(lines.join('\n'))
      if ('problems' in parsed) throw new Error('not a keyring')
      return {
        secrets: { ...createSealing(parsed.keyring), ...createLookup(parsed.keyring) },
        organisation: { id: ground.tenant },
      }
    }
    const then = of(older)
    const place = { tenant: ground.tenant, owner: tim.id, field: sealedFields.method }
    const id = methodId(randomUUID())
    await ground.rows.seeding.method(tim.id, {
      id,
      kind: email.kind,
      source: 'self',
      provenAt: instantFrom(1_000),
      heldUntil: null,
      sealed: then.secrets.seal(place, shared),
      masked: null,
      address: lookupAddress(shared, then),
      lastStep: null,
      name: null,
      addedAt: instantFrom(1_000),
      shared: false,
    })
    return { ...ground, ids, id, then, both: of(now, older), alone: of(now), place }
  }
  type TwoKeys = Awaited<ReturnType<typeof twoKeys>>
  const rotate = ({ storage, tenant, both, ids }: TwoKeys) =>
    resealAll({ ...storage.reseals, tenants: async () => [tenant] }, both.secrets, ids[0], () => undefined)
  const method = async ({ rows, id }: TwoKeys) => {
    const { account } = await rows.sessions.load({
      handle: { by: 'account', account: tim.id },
      browser: null,
      network: null,
      times: { idle: 1, absolute: 1 },
    })
    return account?.methods.find((each) => each.id === id)
  }
  const needs = async ({ storage, ids: [, older] }: TwoKeys) => (await storage.reseals.count()).get(older) ?? 0

  describe('a rotation of keys', () => {
    it('hashes an address anew with what is sealed, so that it is recognised on another account then as before', async () => {
      const at = await twoKeys()
      expect(await at.rows.sessions.sharing(lookupsOfAddress('both@home.example', at.then), nobody)).toBe(1)
      // While the rotation goes on, some are still under the older key.
      expect(await at.rows.sessions.sharing(lookupsOfAddress('both@home.example', at.both), nobody)).toBe(1)
      expect(await at.rows.sessions.sharing(lookupsOfAddress('both@home.example', at.alone), nobody)).toBe(0)
      await rotate(at)
      expect(await at.rows.sessions.sharing(lookupsOfAddress('both@home.example', at.alone), nobody)).toBe(1)
      const found = await method(at)
      expect(found?.address).toBe(lookupAddress(shared, at.alone))
      expect(found && at.alone.secrets.open(at.place, found.sealed)).toBe(shared)
      expect(await needs(at)).toBe(0)
    })

    it('finds a row whose hash alone is of an older key, and leaves a secret that has no hash without one', async () => {
      const at = await twoKeys()
      await rotate(at)
      const [now, older] = at.ids
      await peek(
        database().db,
        `update methods set address_lookup = replace(address_lookup, '${now}', '${older}') where id = '${at.id}'`,
      )
      expect(await needs(at)).toBe(1)
      expect(await rotate(at)).toMatchObject({ rows: 1 })
      expect((await method(at))?.address).toBe(lookupAddress(shared, at.alone))
      const hashes = await peek<{ address_lookup: string | null }>(
        database().db,
        `select address_lookup from methods where tenant_id = '${at.tenant}' and id = '${tim.method}'`,
      )
      expect(hashes).toEqual([{ address_lookup: null }])
    })

    it('counts the hashes of a day as what a key is needed for, and none that no limit looks at any more', async () => {
      const at = await twoKeys()
      await rotate(at)
      const { now } = await at.rows.journeys.load(ask({}))
      const sentAt = async (version: number, span: number) => {
        const send = { address: lookupAddress(shared, at.then), at: earlier(now, span), asked: true }
        const counters = { ...timsCounters(version), value: countSend(emptyCounters, send) }
        expect(await at.rows.sessions.commit(sessionStep({ counters }))).toBe('moved')
        return needs(at)
      }
      expect(await sentAt(0, 0)).toBe(1)
      expect(await sentAt(1, days(1) + 1)).toBe(0)
      await failsAs(at, at.then.secrets.lookups(at.tenant, 'name', 'who'))
      expect(await needs(at)).toBe(1)
      await peek(
        database().db,
        `update counters set touched_at = now() - interval '25 hours' where tenant_id = '${at.tenant}'`,
      )
      expect(await needs(at)).toBe(0)
    })

    it('does not begin the history of a name that nobody has anew', async () => {
      const at = await twoKeys()
      await failsAs(at, at.then.secrets.lookups(at.tenant, 'name', 'who'))
      const buckets = at.both.secrets.lookups(at.tenant, 'name', 'who')
      const { counters } = await loadAs(at, buckets)
      expect([counters?.key, counters?.version]).toEqual([`name:${buckets[0]}`, 0])
      expect(counters?.value.failures.strangers).toHaveLength(1)
      expect(counters && (await at.rows.sessions.commit(sessionStep({ counters })))).toBe('moved')
      // From here on under the key that writes, whatever the older row says.
      expect((await loadAs(at, at.alone.secrets.lookups(at.tenant, 'name', 'who'))).counters).toMatchObject({
        version: 1,
        value: { failures: { strangers: [expect.any(Number)] } },
      })
      expect((await loadAs(at, at.both.secrets.lookups(at.tenant, 'name', 'other'))).counters?.value).toEqual(
        emptyCounters,
      )
    })

    it('gives an account nothing of a name that it was typed by before', async () => {
      const at = await twoKeys()
      const buckets = at.both.secrets.lookups(at.tenant, 'name', 'tim')
      await failsAs(at, at.then.secrets.lookups(at.tenant, 'name', 'tim'))
      const candidate = { directory: builtIn, externalId: tim.externalId }
      const { counters } = await at.rows.journeys.load(ask({ resolving: { candidate, buckets } }))
      expect(counters).toMatchObject({ key: `account:${tim.id}`, value: emptyCounters })
    })

    it('answers a write through the API again that was done under the older key', async () => {
      const { rows, tenant, then, both, alone } = await twoKeys()
      const prints = (ring: typeof then) => ring.secrets.lookups(tenant, 'api-request', 'POST /')
      expect(await rows.apiAnswers.claim('me', 'k', prints(then))).toEqual({ kind: 'new' })
      expect(await rows.apiAnswers.claim('me', 'k', prints(both))).toEqual({ kind: 'running' })
      expect(await rows.apiAnswers.claim('me', 'k', prints(alone))).toEqual({ kind: 'other' })
    })
  })
}

const loadAs = ({ rows }: Ground, buckets: Buckets) =>
  rows.journeys.load(ask({ resolving: { candidate: null, buckets } }))

async function failsAs(at: Ground, buckets: Buckets): Promise<void> {
  const { counters, now } = await loadAs(at, buckets)
  if (counters === null) throw new Error('a name has a history')
  const value = countFailure(counters.value, email.kind, 'strangers', now)
  expect(await at.rows.sessions.commit(sessionStep({ counters: { ...counters, value } }))).toBe('moved')
}
