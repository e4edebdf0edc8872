// What writes were answered with: the first to claim a key does the work, and everyone after gets its answer.
import type { TenantId } from '../core/people/identifiers.ts'
import { sealedText } from '../core/people/identifiers.ts'
import type { KeepsAnswers } from '../ports/api-access.ts'
import type { Database } from './database.ts'
import { statement } from './statement.ts'

export function createApiAnswers(db: Database, tenant: TenantId): KeepsAnswers {
  return {
    async claim(caller, key, fingerprints) {
      const [fingerprint] = fingerprints
      const claimed = await db.run(claimKey, { tenant, caller, key, fingerprint })
      if (claimed.length > 0) return { kind: 'new' }
      const [row] = await db.run<AnswerRow>(readAnswer, { tenant, caller, key })
      if (row === undefined) return { kind: 'running' }
      if (!fingerprints.includes(row.fingerprint)) return { kind: 'other' }
      if (row.status !== null && row.sealed !== null)
        return { kind: 'answered', status: row.status, sealed: sealedText(row.sealed) }
      return { kind: row.forsaken ? 'unknown' : 'running' }
    },
    async keep(caller, key, status, sealed) {
      await db.run(keepAnswer, { tenant, caller, key, status, sealed })
    },
    async release(caller, key) {
      await db.run(releaseKey, { tenant, caller, key })
    },
    async forsake(caller, key) {
      await db.run(forsakeKey, { tenant, caller, key })
    },
  }
}

interface AnswerRow {
  readonly fingerprint: string
  readonly status: number | null
  readonly sealed: string | null
  readonly forsaken: boolean
}

const claimKey = statement(
  'claim-api-key',
  `insert into api_answers as a (tenant_id, caller, key, fingerprint)
values (:tenant, :caller, :key, :fingerprint)
on conflict (tenant_id, caller, key) do update set fingerprint = excluded.fingerprint, asked_at = now(), status = null, sealed = null
  where a.asked_at < now() - interval '24 hours'
returning 1`,
)

/** Also one whose process died: two minutes are longer than any request may take. A status of 0 is no answer. */
const readAnswer = statement(
  'read-api-answer',
  `select fingerprint, status, sealed, status is not null or asked_at < now() - interval '2 minutes' as forsaken
from api_answers where tenant_id = :tenant and caller = :caller and key = :key`,
)

const keepAnswer = statement(
  'keep-api-answer',
  `update api_answers set status = :status::integer, sealed = :sealed::text
where tenant_id = :tenant and caller = :caller and key = :key`,
)

const releaseKey = statement(
  'release-api-key',
  'delete from api_answers where tenant_id = :tenant and caller = :caller and key = :key and status is null',
)

const forsakeKey = statement(
  'forsake-api-key',
  'update api_answers set status = 0 where tenant_id = :tenant and caller = :caller and key = :key and status is null',
)
