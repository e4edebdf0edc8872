// What is stored: the keys it was written with, the audit log, and each organisation.
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Config, OrganisationSettings } from '../../config/config.ts'
import { faultLine, faultWords } from '../../contract/words.ts'
import type { Finding } from '../../core/doctor/finding.ts'
import { judgePolicySeen, type SeenPolicy } from '../../core/doctor/judge-organisation.ts'
import { judgeChain, judgeCheckpointAge, judgeKeys, judgeSealing } from '../../core/doctor/judge-storage.ts'
import { type TenantId, tenantId } from '../../core/people/identifiers.ts'
import { passesKeyCheck } from '../../secrets/key-check.ts'
import type { Keyring } from '../../secrets/keyring.ts'
import type { Database } from '../../storage/database.ts'
import { createStorage, type Storage } from '../../storage/storage.ts'
import { farthestCheckpoint } from '../../use-cases/audit/checkpoint.ts'
import { problemsOf } from '../../use-cases/policy/problems-of.ts'
import { type Host, hostOf } from '../host.ts'

export type Says = (findings: readonly Finding[], organisation?: OrganisationSettings) => void

export async function examineStored(config: Config, database: Database, keyring: Keyring, say: Says): Promise<void> {
  const storage = createStorage(database)
  say(judgeKeys(await keysOf(keyring, storage)))
  const { oldestFact } = await storage.backlog()
  say(judgeSealing({ checkpointFile: checkpointsOf(config.audit.checkpointFile), oldestWaiting: oldestFact * 1000 }))
  const known = new Set((await storage.tenants.list()).map(({ id }) => id))
  for (const organisation of config.organisations) {
    const tenant = tenantId(organisation.id)
    if (!known.has(tenant)) {
      say(judgePolicySeen(null), organisation)
      continue
    }
    const host = hostOf(organisation, storage, keyring)
    say(judgePolicySeen(await policyOf(host)), organisation)
    const { check } = await host.rows.audit.chain()
    say(judgeChain(check?.whole ?? null), organisation)
    say(judgeCheckpointAge(await uncovered(config.audit.checkpointFile, tenant, storage)), organisation)
  }
}

async function policyOf({ room, rows: { policies, roles } }: Host): Promise<SeenPolicy> {
  const policy = await policies.current()
  const problems = await problemsOf(policy, room)
  return {
    scope: policy.scope.kind,
    on: policy.on,
    hasHelp: Object.values(policy.help).some((each) => each !== null),
    administrators: await roles.countGlobal(),
    problems: problems.map((each) => ({ fault: each.fault, said: faultLine(each), cure: faultWords[each.fault].cure })),
  }
}

async function keysOf(keyring: Keyring, storage: Storage) {
  const { keyCheck } = await storage.installation.read()
  const rows = await storage.reseals.count()
  return {
    writing: keyring.writing.id,
    fits: keyCheck === null ? null : passesKeyCheck(keyCheck, keyring),
    older: keyring.all.filter(({ id }) => id !== keyring.writing.id).map(({ id }) => ({ id, rows: rows.get(id) ?? 0 })),
  }
}

/** A file that isn't there yet is made beside the others of its folder. */
function checkpointsOf(file: string | null): 'none' | 'writable' | 'not-writable' {
  if (file === null) return 'none'
  try {
    accessSync(existsSync(file) ? file : dirname(file), constants.W_OK)
    return 'writable'
  } catch {
    return 'not-writable'
  }
}

/** How old the first sealed fact is that comes after the last checkpoint; null where there is none, or no saying. */
async function uncovered(file: string | null, tenant: TenantId, { auditTrail }: Storage): Promise<number | null> {
  const kept = file === null ? null : readPlainFile(file)
  if (kept === null) return null
  const last = farthestCheckpoint(kept, tenant)
  const [oldest] = await auditTrail.sealed(tenant, last?.sequence ?? 0, 1)
  return oldest === undefined ? null : Date.now() - oldest.at
}

/** Null for what can only be written to, as where checkpoints go often should, and for a pipe, which would be waited for. */
function readPlainFile(file: string): string | null {
  try {
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : null
  } catch {
    return null
  }
}
