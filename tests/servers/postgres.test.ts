// The PostgreSQL that tests start for themselves.
import pg from 'pg'
import { expect, it } from 'vitest'
import { describeWith } from '../support/required-servers.ts'
import { startPostgres } from './postgres.ts'
import { usePostgres } from './use-postgres.ts'

describeWith('postgres', 'a PostgreSQL of our own', () => {
  const databases = usePostgres()

  it('gives each test a database that holds nothing of another', async () => {
    const first = await query(await databases.createDatabase(), 'CREATE TABLE only_here (); SELECT 1 AS one')
    const second = await query(await databases.createDatabase(), "SELECT to_regclass('only_here') AS found")
    expect(first).toEqual([{ one: 1 }])
    expect(second).toEqual([{ found: null }])
  })

  it('keeps fsync on unless asked otherwise, listens on loopback only, and is gone after stop', async () => {
    const postgres = await startPostgres()
    if (postgres === undefined) throw new Error('PostgreSQL disappeared between two tests.')
    expect(await query(postgres.url, 'SHOW fsync')).toEqual([{ fsync: 'on' }])
    expect(await query(postgres.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    const named = await postgres.createDatabase('with "quotes"')
    expect(await query(named, 'SELECT current_database() AS name')).toEqual([{ name: 'with "quotes"' }])

    await postgres.stop()
    await expect(query(postgres.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')
  })
})

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const result: pg.QueryResult | pg.QueryResult[] = await client.query(sql)
    return (Array.isArray(result) ? result.at(-1) : result).rows
  } finally {
    await client.end()
  }
}
