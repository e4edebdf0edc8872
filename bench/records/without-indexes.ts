// Filling tables from nothing: their indexes are made again afterwards, sorted, instead of row by row.
import type { RunsStatements } from '../../src/storage/database.ts'
import { statement } from '../../src/storage/statement.ts'

export async function withoutIndexes(
  db: RunsStatements,
  tables: readonly string[],
  fill: () => Promise<void>,
): Promise<void> {
  const indexes = await db.run<{ readonly name: string; readonly definition: string }>(ownIndexes, { tables })
  for (const { name } of indexes) await db.script(`drop index ${name}`)
  await fill()
  for (const { definition } of indexes) await db.script(definition)
  // So that no page is written because it is read for the first time while others are timed.
  for (const table of tables) await db.script(`vacuum (analyze) ${table}`)
}

/** All but those that a constraint stands on. */
const ownIndexes = statement(
  'bench-own-indexes',
  `select i.relname as name, pg_get_indexdef(i.oid) as definition
from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
where t.relname = any(:tables::text[]) and not exists (select from pg_constraint c where c.conindid = i.oid)`,
)
