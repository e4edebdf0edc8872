// Every storage contract on every database. Without REKEY_TEST_POSTGRES (the run found no server) PGlite stands alone.
import { afterAll, beforeAll, describe } from 'vitest'
import { engines, type TestDatabase } from './databases.ts'
import { journeysContract } from './journeys.contract.ts'

describe.each(engines)('storage on $name', (engine) => {
  let opened: TestDatabase | undefined
  const database = (): TestDatabase => {
    if (opened === undefined) throw new Error('the database is not open')
    return opened
  }
  beforeAll(async () => {
    opened = await engine.open()
  })
  afterAll(async () => {
    await opened?.close()
  })

  journeysContract(database)
})
