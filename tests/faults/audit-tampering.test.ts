// DL-05: whoever owns the database changes the audit log behind the program's back, 200 times; the verifier finds each.
import { generateKeyPairSync, sign } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chainNext, chainStart, headText } from '../../src/core/audit/chain.ts'
import { instantFrom } from '../../src/core/time.ts'
import type { AuditHead, SealedEvent } from '../../src/ports/audit-trail.ts'
import { verifyAuditSignature } from '../../src/secrets/audit-signing.ts'
import { createAuditTrail } from '../../src/storage/audit-trail.ts'
import { type Database, databaseOver } from '../../src/storage/database.ts'
import type { Checkpoint } from '../../src/use-cases/audit/checkpoint.ts'
import { createAuditSealer } from '../../src/use-cases/audit/seal.ts'
import { type VerifyReport, verifyTrail } from '../../src/use-cases/audit/verify.ts'
import { sha256 } from '../../src/wiring/audit.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { describeWith } from '../support/required-servers.ts'
import { type Installation, install } from './support/installation.ts'

const length = 60

describeWith('postgres', 'DL-05: the audit log in the hands of the owner of the database', () => {
  const databases = usePostgres()
  let installation: Installation
  let pool: pg.Pool
  let database: Database
  let early: AuditHead
  let checkpoint: Checkpoint
  let events: readonly SealedEvent[]

  beforeAll(async () => {
    const url = await databases.createDatabase()
    installation = await install(url)
    // One connection, so that a transaction can be wrapped round the verifier.
    pool = new pg.Pool({ connectionString: url, max: 1 })
    pool.on('error', () => undefined)
    const driver = { kind: 'postgres', warnings: [], onStatement: undefined, isLost: () => false } as const
    database = databaseOver(pool, { ...driver, close: () => pool.end() })
    const trail = createAuditTrail(database)
    const sealer = createAuditSealer({ trail, sha256, signs: installation.secrets })
    await addEvents(0, length / 2)
    await sealer.seal()
    early = await headOf()
    await addEvents(length / 2, length)
    await sealer.seal()
    checkpoint = { tenant: installation.organisation.id, ...(await headOf()) }
    events = await trail.sealed(checkpoint.tenant, 0, length)
  })
  afterAll(() => pool.end())

  it('finds 200 of 200 changes, and none where nothing was changed', async () => {
    const clean = { kind: 'whole', length, sealedAt: checkpoint.sealedAt }
    expect(await verify()).toEqual(clean)
    const unnoticed: string[] = []
    for (let n = 0; n < 200; n += 1) {
      const { name, change } = tamperings[n % tamperings.length] ?? missing()
      const at = 1 + ((n * 7) % (length - 2))
      await database.script('begin')
      try {
        await change(at)
        if ((await verify()).kind === 'whole') unnoticed.push(`${name} at ${at}`)
      } finally {
        await database.script('rollback')
      }
    }
    expect(unnoticed).toEqual([])
    expect(await verify()).toEqual(clean)
  })

  const run = (sql: string, values: readonly unknown[] = []) => pool.query(sql, [...values])

  const tamperings: readonly { readonly name: string; readonly change: (at: number) => Promise<unknown> }[] = [
    {
      name: 'another outcome',
      change: (at) => run(`update audit_events set fact = fact || '{"gate": 7}' where sequence = $1`, [at]),
    },
    {
      name: 'another time',
      change: (at) => run(`update audit_events set at = at + interval '1 millisecond' where sequence = $1`, [at]),
    },
    {
      name: 'another person',
      change: (at) => run('update audit_events set subject = gen_random_uuid() where sequence = $1', [at]),
    },
    { name: 'nobody', change: (at) => run('update audit_events set subject = null where sequence = $1', [at]) },
    {
      name: 'another journey',
      change: (at) => run('update audit_events set journey_id = gen_random_uuid() where sequence = $1', [at]),
    },
    {
      name: 'another reference',
      change: (at) => run(`update audit_events set reference = 'RK-0000-0000' where sequence = $1`, [at]),
    },
    {
      name: 'another id',
      change: (at) => run('update audit_events set id = gen_random_uuid() where sequence = $1', [at]),
    },
    { name: 'gone', change: (at) => run('delete from audit_events where sequence = $1', [at]) },
    {
      name: 'gone, and the gap closed',
      async change(at) {
        await run('delete from audit_events where sequence = $1', [at])
        await run('update audit_events set sequence = -sequence where sequence > $1', [at])
        await run('update audit_events set sequence = -sequence - 1 where sequence < 0')
      },
    },
    {
      name: 'two change places',
      async change(at) {
        await run('update audit_events set sequence = -1 where sequence = $1', [at])
        await run('update audit_events set sequence = $1 where sequence = $2', [at, at + 1])
        await run('update audit_events set sequence = $1 where sequence = -1', [at + 1])
      },
    },
    {
      name: 'the end cut off',
      change: (at) => run('delete from audit_events where sequence > $1', [at]),
    },
    {
      name: 'cut off to a head that was once signed',
      async change() {
        await run('delete from audit_events where sequence > $1', [early.sequence])
        await setHead(early)
      },
    },
    {
      name: 'all gone, head too',
      async change() {
        await run('delete from audit_events')
        await run('delete from audit_heads')
      },
    },
    {
      name: 'added at the end',
      change: () =>
        run(
          `insert into audit_events select tenant_id, gen_random_uuid(), at, subject, journey_id, reference, fact, sequence + 1, hash
           from audit_events where sequence = $1`,
          [length],
        ),
    },
    { name: 'chained anew, head as it was', change: (at) => rechain(at, false) },
    { name: 'chained anew, signed with another key', change: (at) => rechain(at, true) },
    {
      name: 'another hash',
      change: (at) => run('update audit_events set hash = reverse(hash) where sequence = $1', [at]),
    },
    { name: 'head from before', change: () => setHead(early) },
    {
      name: 'head sealed at another time',
      change: () => run(`update audit_heads set sealed_at = sealed_at + interval '1 hour'`),
    },
    {
      name: 'taken out of the chain again',
      change: (at) => run('update audit_events set sequence = null, hash = null where sequence > $1', [at]),
    },
  ]

  /** As a thief with the source at hand would: every hash from here on is right again. */
  async function rechain(at: number, signs: boolean): Promise<void> {
    let end = chainStart(checkpoint.tenant, sha256)
    for (const event of events) {
      const forged = event.sequence === at ? { ...event, fact: { ...event.fact, gate: 2 } } : event
      end = chainNext(end, forged, sha256)
      await run('update audit_events set fact = $2, hash = $3 where sequence = $1', [
        end.sequence,
        JSON.stringify(forged.fact),
        end.hash,
      ])
    }
    const { privateKey } = generateKeyPairSync('ed25519')
    const text = Buffer.from(headText(checkpoint.tenant, end, checkpoint.sealedAt))
    const signature = signs ? sign(null, text, privateKey).toString('base64url') : checkpoint.signature
    await setHead({ ...end, signature, sealedAt: checkpoint.sealedAt })
  }

  const setHead = ({ sequence, hash, signature, sealedAt }: AuditHead) =>
    run(
      'update audit_heads set sequence = $1, hash = $2, signature = $3, sealed_at = to_timestamp($4::float8 / 1000)',
      [sequence, hash, signature, sealedAt],
    )

  const addEvents = (from: number, to: number) =>
    run(
      `insert into audit_events (tenant_id, id, at, subject, journey_id, reference, fact)
       select $1, gen_random_uuid(), to_timestamp(1700000000 + n), gen_random_uuid(), gen_random_uuid(), 'RK-7F3K-92QD',
         '{"kind": "proof-passed", "method": "email", "gate": 1}' from generate_series($2::integer, $3::integer - 1) n`,
      [installation.organisation.id, from, to],
    )

  async function headOf(): Promise<AuditHead> {
    const head = await createAuditTrail(database).head(installation.organisation.id)
    return head === null ? missing() : { ...head, sealedAt: instantFrom(head.sealedAt) }
  }

  const verify = (): Promise<VerifyReport> =>
    verifyTrail({
      trail: createAuditTrail(database),
      tenant: installation.organisation.id,
      publicKeys: [installation.secrets.publicKey],
      checkpoint,
      sha256,
      verifySignature: verifyAuditSignature,
    })
})

function missing(): never {
  throw new Error('it is not there')
}
