// A failure is a page of ours, whatever else fails meanwhile.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestOrganisation, type TestOrganisation } from '../../../../tests/support/test-organisation.ts'
import { DatabaseUnavailable } from '../../../storage/database.ts'
import { openMemory } from '../../../storage/open-memory.ts'

let acme: TestOrganisation
let reachable = true

beforeAll(async () => {
  const memory = await openMemory()
  const run: typeof memory.run = (...asked) =>
    reachable ? memory.run(...asked) : Promise.reject(new DatabaseUnavailable('connect ECONNREFUSED 10.1.2.3:5432'))
  acme = await startTestOrganisation({ database: { ...memory, run } })
})
afterAll(() => acme.stop())

it('refuses a post from another site with a page, even while the database is out of reach', async () => {
  reachable = false
  const page = await acme
    .browser()
    .raw('POST', '/reset', { body: 'username=ann', headers: { 'sec-fetch-site': 'cross-site' } })
  reachable = true
  expect(page.status).toBe(403)
  expect(page.headers['content-type']).toContain('text/html')
  expect(page.html).not.toContain('10.1.2.3')
})
