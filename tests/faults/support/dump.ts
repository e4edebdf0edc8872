// Everything a database holds, as text: what a thief of it would have, less its layout.
import type { Database } from '../../../src/storage/database.ts'
import { statement } from '../../../src/storage/statement.ts'

export async function dumpOf(database: Pick<Database, 'run'>): Promise<string> {
  const tables = await database.run<{ readonly name: string }>(allTables)
  const texts: string[] = []
  for (const { name } of tables) {
    const rows = await database.run<{ readonly row: string }>(
      statement(`dump-${name}`, `select to_jsonb(t)::text as row from ${name} t`),
    )
    texts.push(name, ...rows.map(({ row }) => row))
  }
  return texts.join('\n')
}

const allTables = statement(
  'all-tables',
  `select quote_ident(relname) as name from pg_class
where relnamespace = current_schema()::regnamespace and relkind = 'r' order by relname`,
)
