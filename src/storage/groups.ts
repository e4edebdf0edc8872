// Groups of the built-in directory, as administrators look for them: by name, with everybody inside.
import { directoryKey, groupId, type TenantId } from '../core/people/identifiers.ts'
import type { ListedGroup, ListsGroups } from '../ports/policies.ts'
import type { Database } from './database.ts'
import { statement } from './statement.ts'

export function createGroups(db: Database, tenant: TenantId): ListsGroups {
  return {
    search: async (search, after, most) =>
      (
        await db.run<GroupRow>(searchGroups, {
          tenant,
          search: `%${search.replace(/[\\%_]/g, '\\$&')}%`,
          afterName: after?.name ?? null,
          afterId: after?.id ?? null,
          most,
        })
      ).map(listedGroup),
    byIds: async (ids) => (await db.run<GroupRow>(groupsByIds, { tenant, ids })).map(listedGroup),
  }
}

interface GroupRow {
  readonly id: string
  readonly directory: string
  readonly name: string
  readonly members: number
}

const listedGroup = ({ id, directory, name, members }: GroupRow): ListedGroup => ({
  id: groupId(id),
  directory: directoryKey(directory),
  name,
  members,
})

const columns = `g.id, g.directory_key as directory, g.name, (
  with recursive inside(group_id) as (
    select g.id
    union
    select n.inner_group_id from inside i join built_in_nested_groups n
      on n.tenant_id = :tenant and n.directory_key = g.directory_key and n.outer_group_id = i.group_id
  )
  select count(distinct m.external_id)::integer from inside i join built_in_memberships m
    on m.tenant_id = :tenant and m.directory_key = g.directory_key and m.group_id = i.group_id
) as members`

const searchGroups = statement(
  'search-groups',
  `select ${columns} from built_in_groups g
where g.tenant_id = :tenant and g.name ilike :search::text
  and (:afterName::text is null or (g.name, g.id) > (:afterName::text, :afterId::text))
order by g.name, g.id limit :most::integer`,
)

const groupsByIds = statement(
  'groups-by-ids',
  `select ${columns} from built_in_groups g where g.tenant_id = :tenant and g.id = any(:ids::text[]) order by g.name, g.id`,
)
