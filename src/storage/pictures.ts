// Logos, each under the hash of what it is.
import type { Picture } from '../core/branding/picture.ts'
import type { TenantId } from '../core/people/identifiers.ts'
import type { KeepsPictures, KeptPicture } from '../ports/pictures.ts'
import type { Database } from './database.ts'
import { noteFact } from './note-fact.ts'
import { statement } from './statement.ts'

/** That no version of the policy names: somebody tries them out. */
const mostLoose = 30

export function createPictures(db: Database, tenant: TenantId): KeepsPictures {
  return {
    async keep({ id, type, width, height, bytes }, by, recorded) {
      const kept = await db.run(keepPicture, {
        tenant,
        ...{ id, type, width, height, base64: Buffer.from(bytes).toString('base64') },
        ...{ by, factId: recorded.id, fact: JSON.stringify(recorded.fact), most: mostLoose },
      })
      return kept.length > 0 ? 'kept' : 'full'
    },
    async find(id) {
      const [row] = await db.run<PictureRow>(findPicture, { tenant, id })
      if (row === undefined) return null
      const { type, width, height, base64 } = row
      return { type, width, height, bytes: Buffer.from(base64, 'base64') }
    },
    sizes: (ids) => db.run<Omit<KeptPicture, 'bytes'>>(pictureSizes, { tenant, ids: JSON.stringify(ids) }),
  }
}

interface PictureRow extends Omit<Picture, 'bytes'> {
  readonly base64: string
}

/** What makes a picture of `p` loose; it may go when it has been so for a day. */
export const isLoose = (p: string): string =>
  `not exists (
    select 1 from policies v where v.tenant_id = ${p}.tenant_id
      and (v.value #>> '{branding,logo,light}' = ${p}.id or v.value #>> '{branding,logo,dark}' = ${p}.id)
  )`

const keepPicture = statement(
  'keep-picture',
  `with kept as (
  insert into pictures (tenant_id, id, type, width, height, bytes)
  select :tenant, :id, :type, :width::integer, :height::integer, decode(:base64, 'base64')
  where exists (select 1 from pictures p where p.tenant_id = :tenant and p.id = :id)
    or (select count(*) from pictures p where p.tenant_id = :tenant and ${isLoose('p')}) < :most::integer
  on conflict (tenant_id, id) do update set kept_at = now()
  returning 1
),
noted as (${noteFact(':by', 'kept')}
)
select 1 from kept`,
)

const findPicture = statement(
  'find-picture',
  `select type, width, height, encode(bytes, 'base64') as base64 from pictures where tenant_id = :tenant and id = :id`,
)

const pictureSizes = statement(
  'picture-sizes',
  `select id, type, width, height from pictures
where tenant_id = :tenant and id in (select jsonb_array_elements_text(:ids::jsonb))`,
)
