// Every storage contract on every database. Without REKEY_TEST_POSTGRES (the run found no server) PGlite stands alone.
import { afterAll, beforeAll, describe } from 'vitest'
import { accountWritesContract } from './account-writes.contract.ts'
import { apartContract } from './apart.contract.ts'
import { auditPlansContract } from './audit-plans.contract.ts'
import { auditSearchContract } from './audit-search.contract.ts'
import { auditTrailContract } from './audit-trail.contract.ts'
import { connectionsContract } from './connections.contract.ts'
import { engines, type TestDatabase } from './databases.ts'
import { journeysContract } from './journeys.contract.ts'
import { keepingContract } from './keeping.contract.ts'
import { loadsContract } from './loads.contract.ts'
import { lookingAtPeopleContract } from './looking-at-people.contract.ts'
import { organisationsContract } from './organisations.contract.ts'
import { outboxContract } from './outbox.contract.ts'
import { peopleContract } from './people.contract.ts'
import { picturesContract } from './pictures.contract.ts'
import { policiesContract } from './policies.contract.ts'
import { racesContract } from './races.contract.ts'
import { registrationContract } from './registration.contract.ts'
import { rotationContract } from './rotation.contract.ts'
import { schemaContract } from './schema.contract.ts'
import { sessionsContract } from './sessions.contract.ts'

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

  schemaContract(database)
  journeysContract(database)
  loadsContract(database)
  accountWritesContract(database)
  racesContract(database)
  sessionsContract(database)
  registrationContract(database)
  rotationContract(database)
  outboxContract(database)
  peopleContract(database)
  policiesContract(database)
  picturesContract(database)
  lookingAtPeopleContract(database)
  auditTrailContract(database)
  auditSearchContract(database)
  organisationsContract(database)
  keepingContract(engine)
  auditPlansContract(engine)
  apartContract(database)
  if (engine.name === 'PostgreSQL') connectionsContract(database)
})
