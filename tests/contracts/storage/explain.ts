// The plan of a statement as a connection keeps it: made without its values.
import type { TestDatabase } from './databases.ts'

export async function explain(db: TestDatabase['db'], text: string): Promise<readonly string[]> {
  const parameters = Math.max(0, ...[...text.matchAll(/\$(\d+)/g)].map((match) => Number(match[1])))
  const nulls = Array.from({ length: parameters }, () => 'null').join(', ')
  return db.transaction(async ({ run, script }) => {
    await script(`prepare explained as ${text}`)
    const rows = await run<{ 'QUERY PLAN': string }>({
      name: '',
      text: `explain execute explained(${nulls})`,
      parameters: [],
    })
    await script('deallocate explained')
    return rows.map((each) => each['QUERY PLAN'])
  })
}
