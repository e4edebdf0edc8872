// Logos: kept under their names, each organisation its own, as long as a version of the policy names them.
import { createHash, randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Policy } from '../../../src/core/policy/policy.ts'
import type { KeptPicture } from '../../../src/ports/pictures.ts'
import { peek, type TestDatabase } from './databases.ts'
import { type Ground, newOrganisation, policy, tim } from './organisation.ts'

function picture(content: string): KeptPicture {
  const bytes = new TextEncoder().encode(content)
  const id = createHash('sha256').update(bytes).digest('base64url')
  return { id, type: 'image/svg+xml', width: 96, height: 32, bytes }
}

const keep = (each: KeptPicture, { rows }: Ground) =>
  rows.pictures.keep(each, tim.id, { id: randomUUID(), fact: { kind: 'picture-kept', picture: each.id } })

/** Becomes the next version. */
async function name(logo: Policy['branding']['logo'], { rows }: Ground): Promise<void> {
  const { version } = await rows.policies.current()
  const fact = { kind: 'policy-saved', version: version + 1, changes: [], note: null } as const
  const branding = { ...policy.branding, logo }
  const saved = await rows.policies.save({ ...policy, branding }, version, { id: randomUUID(), fact })
  if (saved !== 'moved') throw new Error('the policy was not saved')
}

export function picturesContract(database: () => TestDatabase): void {
  describe('pictures', () => {
    it('are found as they were kept, by their names, in their own organisation alone', async () => {
      const acme = await newOrganisation(database().db)
      const other = await newOrganisation(database().db)
      const logo = picture('<svg\u00e9/>\0')
      expect(await acme.rows.pictures.find(logo.id)).toBeNull()
      expect(await keep(logo, acme)).toBe('kept')
      expect(await keep(logo, acme)).toBe('kept')
      const { bytes, id, ...size } = logo
      const found = await acme.rows.pictures.find(id)
      expect([found?.type, found?.width, found?.height]).toEqual(['image/svg+xml', 96, 32])
      expect(Buffer.from(found?.bytes ?? [])).toEqual(Buffer.from(bytes))
      expect(await acme.rows.pictures.sizes([id, 'another'])).toEqual([{ id, ...size }])
      expect(await other.rows.pictures.find(id)).toBeNull()
      expect(await other.rows.pictures.sizes([id])).toEqual([])
    })

    it('that no version names are so many at most, and go after a day; those that one names stay', async () => {
      const acme = await newOrganisation(database().db)
      const { pictures } = acme.rows
      const [light, dark, ...loose] = Array.from({ length: 32 }, (_, index) => picture(`${index}`))
      if (light === undefined || dark === undefined) throw new Error('there are no pictures')
      await keep(light, acme)
      await keep(dark, acme)
      await name({ light: light.id, dark: dark.id }, acme)
      for (const each of loose) expect(await keep(each, acme)).toBe('kept')
      expect(await keep(picture('one more'), acme)).toBe('full')
      const noted = `select subject, fact from audit_events where tenant_id = '${acme.tenant}' and fact ->> 'kind' = 'picture-kept'`
      const facts = await peek(database().db, noted)
      expect(facts).toHaveLength(32)
      expect(facts).toContainEqual({ subject: tim.subject, fact: { kind: 'picture-kept', picture: light.id } })
      expect(await keep(light, acme)).toBe('kept')
      await name({ light: null, dark: null }, acme)

      const ids = [light, dark, ...loose].map(({ id }) => id)
      await acme.storage.housekeeping.purge()
      expect(await pictures.sizes(ids)).toHaveLength(32)
      await database().db.script(
        `update pictures set kept_at = now() - interval '25 hours' where tenant_id = '${acme.tenant}'`,
      )
      await acme.storage.housekeeping.purge()
      expect((await pictures.sizes(ids)).map(({ id }) => id).sort()).toEqual([light.id, dark.id].sort())
      expect(await keep(picture('one more'), acme)).toBe('kept')
    })
  })
}
