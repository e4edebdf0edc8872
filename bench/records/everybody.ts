// What reads everybody: the registration report and the impact of a policy, beside one pass over the tables they are about.
import { groupId } from '../../src/core/people/identifiers.ts'
import type { Database } from '../../src/storage/database.ts'
import { statement } from '../../src/storage/statement.ts'
import type { AdministrationRoom } from '../../src/use-cases/administer/administration-room.ts'
import type { Administrator } from '../../src/use-cases/administer/administrator.ts'
import { previewPolicy } from '../../src/use-cases/policy/preview-policy.ts'
import { countCoverage } from '../../src/use-cases/reports/coverage.ts'
import type { Question } from './compare.ts'

export interface AskingOfEverybody {
  readonly db: Database
  readonly room: AdministrationRoom
  readonly by: Administrator
}

const rounds = 10

export function everybodyQuestions({ db, room, by }: AskingOfEverybody): readonly Question[] {
  const tenant = room.organisation.id
  const readOnce = () => db.transaction(({ run }) => run(everyTable, { tenant }), 600_000)
  return [
    {
      what: 'registration report, counted anew',
      rounds,
      product: async () => (await countCoverage(room)).accounts,
      bare: readOnce,
    },
    {
      what: 'impact of another scope, on many',
      rounds,
      product: () => impactOf(['group-2'], ['group-1']),
      bare: readOnce,
    },
    {
      what: 'impact of another scope, on few',
      rounds,
      product: () => impactOf(['group-1', 'group-2'], ['group-3', 'group-4']),
      bare: readOnce,
    },
  ]

  /** With the names of those who gain and lose. */
  async function impactOf(included: readonly string[], excluded: readonly string[]): Promise<number> {
    const scope = { kind: 'groups', include: included.map(groupId), exclude: excluded.map(groupId) } as const
    const seen = await previewPolicy((base) => ({ ...base, scope }), by, room)
    if ('kind' in seen) throw new Error(`the preview was refused: ${seen.kind}`)
    return seen.impact.gains + seen.impact.loses
  }
}

/** Each table once, brought together account by account: no answer about everybody's methods and groups can do with less. */
const everyTable = statement(
  'bench-every-table',
  `select count(*), count(b.disabled), count(g.held), count(m.held)
from accounts a
join built_in_accounts b on b.tenant_id = :tenant and b.directory_key = a.directory_key and b.external_id = a.external_id
left join (select account_id, count(kind) as held from methods where tenant_id = :tenant group by account_id) m on m.account_id = a.id
left join (select external_id, count(group_id) as held from built_in_memberships where tenant_id = :tenant group by external_id) g
  on g.external_id = a.external_id
where a.tenant_id = :tenant and a.gone_at is null`,
)
