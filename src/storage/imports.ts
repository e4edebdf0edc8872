// Importing people: rows wait in a table of their own, and one transaction puts all of them in place. Memory holds a batch at a
// time, however long the file is; the database does the rest in sets.
import { type AccountId, accountId, type GroupId, groupId, type TenantId } from '../core/people/identifiers.ts'
import { hours } from '../core/time.ts'
import { noPasswordYet } from '../ports/directory.ts'
import type { Imported, ImportsAccounts } from '../ports/imports.ts'
import type { LoadedAccount } from '../ports/journeys.ts'
import { type Database, type RunsStatements, Undone } from './database.ts'
import * as sql from './import-statements.ts'

export function createImports(db: Database, tenant: TenantId): ImportsAccounts {
  return {
    async find(directory, names) {
      const rows = await db.run<{ readonly name: string; readonly id: string }>(sql.takenNames, {
        tenant,
        directory,
        names,
      })
      return new Map(rows.map(({ name, id }): [string, AccountId] => [name, accountId(id)]))
    },
    async groups(directory) {
      const rows = await db.run<{ readonly name: string; readonly id: string }>(sql.groupNames, { tenant, directory })
      return new Map(rows.map(({ name, id }): [string, GroupId] => [name, groupId(id)]))
    },
    stage: (id, rows) => db.run(sql.stageRows, { tenant, import: id, rows: JSON.stringify(rows) }),
    async apply(id, directory, newGroups, facts) {
      try {
        return await db.transaction(
          (inside) => applyAll(inside, { tenant, import: id, directory, newGroups, facts }),
          patience,
        )
      } catch (error) {
        if (error instanceof NobodyLeft) return 'last-administrator'
        // A name or an address that was free when its row was read (PostgreSQL, appendix A: unique_violation).
        if (error instanceof Error && 'code' in error && error.code === '23505') return 'changed'
        throw error
      }
    },
    async forget(id) {
      await db.run(sql.forgetRows, { tenant, import: id })
    },
    async accountsAfter(last, most) {
      const rows = await db.run<ListedRow>(sql.accountsAfter, { tenant, last, most, noPassword: noPasswordYet })
      return rows.map(({ account, has_password, invited_ago }) => ({
        account,
        hasPassword: has_password,
        invitedAgo: invited_ago,
      }))
    },
  }
}

/** For each statement over everything that was staged: no request waits for it, and a million rows take minutes. */
const patience = hours(1)

interface ListedRow {
  readonly account: LoadedAccount
  readonly has_password: boolean
  readonly invited_ago: number | null
}

class NobodyLeft extends Undone {}

interface Order {
  readonly tenant: TenantId
  readonly import: string
  readonly directory: string
  readonly newGroups: Parameters<ImportsAccounts['apply']>[2]
  readonly facts: Parameters<ImportsAccounts['apply']>[3]
}

async function applyAll({ run, script }: RunsStatements, { newGroups, facts, ...order }: Order): Promise<Imported> {
  // Its rows are minutes old, and a plan for an empty table would compare each of them with each.
  await script('analyze import_rows')
  const count = async (...asked: Parameters<RunsStatements['run']>) =>
    (await run<{ readonly count: number }>(...asked))[0]?.count ?? 0
  const { tenant } = order
  const administrators = await count(sql.countGlobalAdministrators, { tenant })
  await run(sql.addGroups, { ...order, groups: JSON.stringify(newGroups) })
  const created = await count(sql.addAccounts, { ...order, noPassword: noPasswordYet })
  const updated = await count(sql.updateAccounts, order)
  await run(sql.noteNewRoles, order)
  await run(sql.leaveGroups, order)
  await run(sql.joinGroups, order)
  const methods = await count(sql.addMethods, order)
  const shared = await run<Imported['shared'][number]>(sql.flagShared, order)
  if (administrators > 0 && (await count(sql.countGlobalAdministrators, { tenant })) === 0) throw new NobodyLeft()
  const imported = { created, updated, methods, shared }
  await run(sql.noteImport, { tenant, facts: JSON.stringify(facts(imported)) })
  await run(sql.forgetRows, order)
  return imported
}
