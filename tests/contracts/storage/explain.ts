// The plan of a statement as a connection keeps it: made without its values.
import type { TestDatabase } from './databases.ts'

export const explain = (db: TestDatabase['db'], text: string): Promise<readonly string[]> =>
  planOf<string>(db, text, 'text')

/** A node of a plan, with those beneath it. PostgreSQL's names. */
export interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly PlanNode[]
  readonly [part: string]: unknown
}

export async function explainAsTree(db: TestDatabase['db'], text: string): Promise<PlanNode> {
  const [plans] = await planOf<readonly { readonly Plan: PlanNode }[]>(db, text, 'json')
  const [first] = plans ?? []
  if (first === undefined) throw new Error('no plan was made')
  return first.Plan
}

async function planOf<Row>(db: TestDatabase['db'], text: string, format: 'text' | 'json'): Promise<readonly Row[]> {
  const parameters = Math.max(0, ...[...text.matchAll(/\$(\d+)/g)].map((match) => Number(match[1])))
  const nulls = parameters === 0 ? '' : `(${Array.from({ length: parameters }, () => 'null').join(', ')})`
  return db.transaction(async ({ run, script }) => {
    await script(`prepare explained as ${text}`)
    const rows = await run<{ 'QUERY PLAN': Row }>({
      name: '',
      text: `explain (format ${format}) execute explained${nulls}`,
      parameters: [],
    })
    await script('deallocate explained')
    return rows.map((each) => each['QUERY PLAN'])
  })
}
