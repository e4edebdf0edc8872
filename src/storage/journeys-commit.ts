// Writing a step: one statement that writes all of it or nothing.
import { hasEnded, type Journey } from '../core/journey/journey.ts'
import type { TenantId } from '../core/people/identifiers.ts'
import type { StepWrite } from '../ports/journeys.ts'
import { accountWrites, accountWriteValues } from './account-write.ts'
import type { Database } from './database.ts'
import { gate } from './gate.ts'
import { timestampOf } from './instants.ts'
import { movedOrLost } from './moved-or-lost.ts'
import { statement, type Values } from './statement.ts'

export async function commitJourney(db: Database, tenant: TenantId, write: StepWrite): Promise<'moved' | 'lost'> {
  const { from } = write
  const shared = {
    ...accountWriteValues(tenant, write, {
      spentStep: write.spentStep,
      freezes: null,
      usesLink: null,
      changes: null,
    }),
    ...journeyValues(write.journey),
  }
  return from.kind === 'new'
    ? movedOrLost(db, firstStep, { ...shared, ...pickNew(from) })
    : movedOrLost(db, nextStep, {
        ...shared,
        version: from.version,
        cookie: write.cookie,
        supersedes: write.supersedesCodes,
      })
}

/** The row is new, so there is nothing to hold; an id or cookie that exists already fails the whole statement. */
const firstStep = statement(
  'commit-first-step',
  `with held as materialized (select 1),
${gate},
${accountWrites},
new_journey as (
  insert into journeys (tenant_id, id, version, epoch, cookie_hash, state, account_id, counter_key, bucket, name, locale,
    origin, return_to, challenge_id, started_at, touched_at, ended, unfinished)
  select :tenant, :journey::uuid, 1, (select epoch from installation where one), :cookie::text, :state::jsonb, :account::uuid,
    :countersKey::text, :bucket::text, :name::text, :locale::text, :origin::text, :returnTo::text, :challenge::uuid,
    ${timestampOf(':startedAt')}, ${timestampOf(':touchedAt')}, :ended::boolean, :unfinished::boolean
  from gate
)
select 1 from gate`,
)

/** Codes that still wait are dropped; those of this very step are not seen by its own update. */
const nextStep = statement(
  'commit-next-step',
  `with held as materialized (
  select 1 from journeys j
  where j.tenant_id = :tenant and j.id = :journey::uuid and j.version = :version::integer
    and j.epoch = (select epoch from installation where one)
  for update of j
),
${gate},
${accountWrites},
superseded_codes as (
  update outbox o set payload = null, outcome = 'superseded' from gate
  where o.tenant_id = :tenant and o.about = :journey::uuid::text and o.kind = 'code' and o.payload is not null
    and :supersedes::boolean
),
moved_journey as (
  update journeys j set
    version = j.version + 1,
    state = :state::jsonb,
    account_id = :account::uuid,
    counter_key = coalesce(:countersKey::text, j.counter_key),
    cookie_hash = coalesce(:cookie::text, j.cookie_hash),
    challenge_id = :challenge::uuid,
    touched_at = ${timestampOf(':touchedAt')},
    ended = :ended::boolean,
    unfinished = :unfinished::boolean
  from gate where j.tenant_id = :tenant and j.id = :journey::uuid
)
select 1 from gate`,
)

function pickNew(from: Extract<StepWrite['from'], { kind: 'new' }>): Values {
  const { cookie, name, bucket, locale, origin, returnTo } = from
  return { cookie, name, bucket, locale, origin, returnTo }
}

function journeyValues(journey: Journey): Values {
  const { subject, stage } = journey
  return {
    journey: journey.id,
    state: JSON.stringify(journey),
    account: subject.kind === 'unresolved' ? null : subject.account,
    challenge: stage.at === 'challenged' ? stage.challenge.id : null,
    startedAt: journey.startedAt,
    touchedAt: journey.touchedAt,
    ended: hasEnded(stage),
    unfinished: isUnfinished(journey),
  }
}

/** After a crash nobody may come back to these: the name still has to be resolved, or what became of a write found out. */
function isUnfinished({ subject, stage }: Journey): boolean {
  switch (stage.at) {
    case 'writing':
    case 'indeterminate':
      return true
    case 'unlocking':
      return stage.asked
    case 'reason':
    case 'choosing':
    case 'challenged':
    case 'new-password':
      return subject.kind === 'unresolved'
    case 'done':
    case 'blocked':
    case 'not-eligible':
    case 'contacted-admin':
    case 'cancelled':
    case 'expired':
      return false
  }
}
