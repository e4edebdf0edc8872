// The audit log while a process runs: facts are sealed as they come, and the end of each chain is kept elsewhere.
import { createHash } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import type { SignsAudit } from '../ports/secrets.ts'
import type { Storage } from '../storage/storage.ts'
import { writeCheckpoint } from '../use-cases/audit/checkpoint.ts'
import { createAuditSealer } from '../use-cases/audit/seal.ts'
import type { Plan } from './plan.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url')

export interface Audit {
  seal(): Promise<number>
  /** The signed ends go where the database's owner can't reach: a file of the operator's, and the log. */
  checkpoint(): Promise<void>
  /** Everything that waits is sealed, and a last checkpoint taken. */
  finish(): Promise<void>
}

export function createAudit(
  { organisations, checkpointFile, log }: Plan,
  { auditTrail }: Storage,
  signs: SignsAudit,
): Audit {
  const sealer = createAuditSealer({ trail: auditTrail, sha256, signs })

  async function checkpoint(): Promise<void> {
    for (const { organisation } of organisations) {
      const head = await auditTrail.head(organisation.id)
      if (head === null) continue
      const line = writeCheckpoint({ tenant: organisation.id, ...head })
      log.info({ checkpoint: line }, 'audit checkpoint')
      if (checkpointFile !== null) appendFileSync(checkpointFile, `${line}\n`, { mode: 0o600 })
    }
  }

  return {
    seal: sealer.seal,
    checkpoint,
    async finish() {
      while ((await sealer.seal()) > 0);
      await checkpoint()
    },
  }
}
