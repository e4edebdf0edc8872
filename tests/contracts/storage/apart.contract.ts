// AT-01: what row security would refuse at run time is refused here, for every statement there is. A plan that reads a table of
// organisations without saying whose rows it means fails by its statement's name.
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { lookupHash, sealedText } from '../../../src/core/people/identifiers.ts'
import { days } from '../../../src/core/time.ts'
import { lookAtDatabase } from '../../../src/storage/look-at-database.ts'
import { isProductCode, readSourceFiles } from '../../architecture/source-files.ts'
import { named, type TestDatabase } from './databases.ts'
import { explainAsTree, type PlanNode } from './explain.ts'
import { newOrganisation, tim } from './organisation.ts'
import { newToken } from './steps.ts'

const global = ['installation', 'tenants']

/** About the whole installation: which organisations have work, how much there is, and what a restore or a key does to everybody. */
const aboutAll = ['backlog', 'dirty-tenants', 'end-links', 'spend-steps', 'values-by-key']

/** After all other contracts: what none of them runs is run here, so that its plan is seen. */
export function apartContract(database: () => TestDatabase): void {
  it('every statement says of each table whose rows it reads, changes or deletes, or is about all of them', async () => {
    const { db } = database()
    await runTheOthers(db)
    const written = readSourceFiles('src/storage')
      .filter(isProductCode)
      .flatMap(({ text }) => [...text.matchAll(/\bstatement\(\s*'([\w-]+)'/g)].map(([, name = '']) => name))
    expect(written.length).toBeGreaterThan(100)
    expect(written.filter((name) => !named.has(name))).toEqual([])

    const loose = new Map<string, readonly string[]>()
    for (const [name, text] of named) {
      const tables = withoutTenant(await explainAsTree(db, text))
      if (tables.length > 0) loose.set(name, tables)
    }
    expect([...loose.keys()].toSorted()).toEqual(aboutAll)
    expect([...named].filter(([, text]) => !insertsAsOne(text)).map(([name]) => name)).toEqual([])
  })
}

/** Whatever is inserted has the organisation that the statement was given, and not one of a row's own. */
function insertsAsOne(text: string): boolean {
  const inserts = [...text.matchAll(/\binsert into (\w+)/g)].filter(([, table = '']) => !global.includes(table))
  const bound = text.matchAll(
    /\binsert into \w+(?: as \w+)? \(tenant_id,[^)]*\)\s*(?:select(?: distinct)?|values \()\s*\$\d+(?:::uuid)?,/g,
  )
  return inserts.length === [...bound].length
}

/** Tables that are read at or beneath this node with no condition on their tenant. `above`: what the nodes over it compare. */
function withoutTenant(node: PlanNode, above = ''): readonly string[] {
  const own = Object.entries(node)
    .filter(([part]) => /(?:Cond|Filter)$/.test(part))
    .map(([, condition]) => String(condition))
    .join(' ')
  const beneath = (node.Plans ?? []).flatMap((each) => withoutTenant(each, `${above} ${own}`))
  const table = node['Relation Name']
  if (table === undefined || node['Node Type'] === 'ModifyTable' || global.includes(table) || table.startsWith('pg_')) {
    return beneath
  }
  const alias = String(node['Alias'])
  const bound = /\btenant_id = /.test(own) || new RegExp(`\\b${alias}\\.tenant_id( = |\\))`).test(above)
  return bound ? beneath : [table, ...beneath]
}

async function runTheOthers(db: TestDatabase['db']): Promise<void> {
  const { storage, rows, tenant } = await newOrganisation(db)
  const { apiTokens, apiAnswers, audit, seeding } = rows
  const noted = () => ({ id: randomUUID(), fact: { kind: 'signed-in' } }) as const
  const hash = newToken()
  const token = { id: randomUUID(), name: 'ci', permissions: [], hash, by: tim.id, span: days(1) }
  await apiTokens.make(token, noted())
  expect((await apiTokens.use(hash))?.maker.id).toBe(tim.id)
  expect(await apiTokens.list()).toHaveLength(1)
  expect(await apiTokens.end(token.id, tim.id, noted())).toBe(true)
  expect(await apiAnswers.claim('me', 'k', [lookupHash('k:1')])).toEqual({ kind: 'new' })
  await apiAnswers.release('me', 'k')
  await apiAnswers.keep('me', 'k', 200, sealedText('v1.k.n.answer'))
  expect(await apiAnswers.claim('me', 'broken', [lookupHash('k:1')])).toEqual({ kind: 'new' })
  await apiAnswers.forsake('me', 'broken')
  expect(await apiAnswers.claim('me', 'broken', [lookupHash('k:1')])).toEqual({ kind: 'unknown' })
  await seeding.facts([])
  expect(await audit.deliveries()).toEqual({ waiting: 0, sent: 0, failed: 0 })
  expect([await audit.countActs('one-time-password', tim.id, days(1)), await audit.frozen()]).toEqual([0, 0])
  await storage.backlog()
  expect(await storage.installation.hasSchema()).toBe(true)
  expect(await storage.installation.exchangeKeyCheck('no such', 'other')).toBe(false)
  expect(await storage.reseals.tenants()).toContain(tenant)
  expect((await lookAtDatabase(db)).schema).toBe('current')
}
