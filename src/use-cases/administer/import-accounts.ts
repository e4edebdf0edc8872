// Importing people: every row is read and judged first, and only if all are right is anything put in place, all of it at once.

import {
  accountId,
  type DirectoryKey,
  externalId,
  type GroupId,
  groupId,
  methodKind,
} from '../../core/people/identifiers.ts'
import { maskEmail, maskPhone } from '../../core/people/masked-address.ts'
import type { Imported, ImportsAccounts, StagedRow } from '../../ports/imports.ts'
import { sealedFields } from '../../ports/secrets.ts'
import { lookupAddress } from '../messages/recipients.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import { type ImportColumn, type ReadRow, type RowProblem, readImportRow } from './import-row.ts'

export interface ImportOrder {
  readonly directory: DirectoryKey
  readonly rows: AsyncIterable<{
    readonly line: number
    readonly cells: Readonly<Partial<Record<ImportColumn, string>>>
  }>
  readonly dryRun: boolean
  /** Groups that no group's name is are made; else they are a problem of their row. */
  readonly createGroups: boolean
  readonly locales: readonly string[]
}

export type ImportOutcome =
  | { readonly kind: 'imported'; readonly imported: Imported }
  /** Nothing was changed: it was not to be. */
  | {
      readonly kind: 'would-import'
      readonly rows: number
      readonly created: number
      readonly newGroups: readonly string[]
    }
  /** Nothing was changed. The first problems, by line, and how many there are. */
  | { readonly kind: 'problems'; readonly problems: readonly RowProblem[]; readonly count: number }
  | { readonly kind: 'last-administrator' }
  | { readonly kind: 'changed' }

const batchSize = 500
const mostProblems = 100

export async function importAccounts(
  order: ImportOrder,
  imports: ImportsAccounts,
  room: OrganisationRoom,
): Promise<ImportOutcome> {
  const id = room.secrets.uuid()
  try {
    const staged = await stageAll(id, order, imports, room)
    const { problems, count, rows, created, newGroups } = staged
    if (count > 0) return { kind: 'problems', problems: problems.toSorted((a, b) => a.line - b.line), count }
    if (order.dryRun) return { kind: 'would-import', rows, created, newGroups: newGroups.map(({ name }) => name) }
    const imported = await imports.apply(id, order.directory, newGroups, (done) => factsOf(done, room))
    return typeof imported === 'string' ? { kind: imported } : { kind: 'imported', imported }
  } finally {
    await imports.forget(id)
  }
}

interface Staged {
  readonly problems: RowProblem[]
  count: number
  rows: number
  created: number
  readonly newGroups: { readonly id: GroupId; readonly name: string }[]
}

async function stageAll(
  id: string,
  order: ImportOrder,
  imports: ImportsAccounts,
  room: OrganisationRoom,
): Promise<Staged> {
  const { policy } = await room.journeys.load({ handle: { by: 'none' }, browser: null, network: null })
  const groups = new Map(await imports.groups(order.directory))
  const staged: Staged = { problems: [], count: 0, rows: 0, created: 0, newGroups: [] }
  const add = (problem: RowProblem) => {
    staged.count += 1
    if (staged.problems.length < mostProblems) staged.problems.push(problem)
  }
  const knows = (name: string): boolean => {
    if (groups.has(name.toLowerCase())) return true
    if (!order.createGroups) return false
    const made = { id: groupId(room.secrets.uuid()), name }
    staged.newGroups.push(made)
    groups.set(name.toLowerCase(), made.id)
    return true
  }
  let batch: ReadRow[] = []
  const flush = async () => {
    const taken = await imports.find(
      order.directory,
      batch.map(({ canonicalName }) => canonicalName),
    )
    const rows = batch.map((row) => toStaged(row, taken.get(row.canonicalName) ?? null, groups, room))
    for (const { line, first } of await imports.stage(id, rows)) {
      add({ line, column: 'username', what: `is the same as in line ${first}`, cure: 'name each person once' })
    }
    staged.rows += rows.length
    staged.created += rows.filter(({ created }) => created !== null).length
    batch = []
  }
  for await (const { line, cells } of order.rows) {
    const row = readImportRow(line, cells, { policy, locales: order.locales, knows })
    if (!('canonicalName' in row)) {
      for (const problem of row) add(problem)
      continue
    }
    batch.push(row)
    if (batch.length === batchSize) await flush()
  }
  await flush()
  return staged
}

function toStaged(
  row: ReadRow,
  known: StagedRow['account'] | null,
  groups: ReadonlyMap<string, GroupId>,
  { secrets, organisation }: OrganisationRoom,
): StagedRow {
  const account = known ?? accountId(secrets.uuid())
  const method = (kind: string, plain: string, masked: StagedRow['methods'][number]['masked']) => ({
    id: secrets.uuid(),
    kind: methodKind(kind),
    sealed: secrets.seal({ tenant: organisation.id, owner: account, field: sealedFields.method }, plain),
    masked,
    address: lookupAddress(plain, { secrets, organisation }),
  })
  return {
    line: row.line,
    canonicalName: row.canonicalName,
    account,
    created:
      known === null
        ? { externalId: externalId(account.replaceAll('-', '')), subject: secrets.uuid(), username: row.username }
        : null,
    displayName: row.displayName,
    locale: row.locale,
    role: row.role,
    groups: row.groups === null ? null : row.groups.flatMap((name) => groups.get(name.toLowerCase()) ?? []),
    methods: [
      ...(row.mail === null ? [] : [method('email', row.mail, maskEmail(row.mail))]),
      // No kind of method reads it yet; it is kept for the day one does.
      ...(row.phone === null ? [] : [method('mobile-phone', row.phone, maskPhone(row.phone))]),
    ],
  }
}

const factsOf = ({ created, updated, methods, shared }: Imported, { secrets }: OrganisationRoom) => [
  { id: secrets.uuid(), fact: { kind: 'accounts-imported', created, updated, added: methods } },
  ...shared.map(({ kind, accounts }) => ({
    id: secrets.uuid(),
    fact: { kind: 'method-shared', method: kind, accounts },
  })),
]
