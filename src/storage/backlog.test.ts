import { expect, it } from 'vitest'
import { readBacklog } from './backlog.ts'
import { openMemory } from './open-memory.ts'

it('counts what is due and alive, and the facts that no seal covers yet', async () => {
  const db = await openMemory()
  const tenant = crypto.randomUUID()
  await db.script(`
    insert into outbox (tenant_id, id, about, kind, due, dies_at, payload, epoch) values
      ('${tenant}', gen_random_uuid(), 'a', 'code', now() - interval '90 s', now() + interval '1 h', 'due', 1),
      ('${tenant}', gen_random_uuid(), 'a', 'code', now() + interval '60 s', now() + interval '1 h', 'later', 1),
      ('${tenant}', gen_random_uuid(), 'a', 'code', now() - interval '2 h', now() - interval '1 h', 'dead', 1),
      ('${tenant}', gen_random_uuid(), 'a', 'code', now() - interval '2 h', now() + interval '1 h', null, 1),
      ('${tenant}', gen_random_uuid(), 'a', 'code', now() - interval '2 h', now() + interval '1 h', 'old', 0);
    insert into audit_events (tenant_id, id, at, fact, sequence) values
      ('${tenant}', gen_random_uuid(), now() - interval '30 s', '{}', null),
      ('${tenant}', gen_random_uuid(), now() - interval '1 h', '{}', 1);
  `)
  const found = await readBacklog(db)
  expect([found.messages, Math.floor(found.oldestMessage / 10)]).toEqual([1, 9])
  expect([found.facts, Math.floor(found.oldestFact / 10)]).toEqual([1, 3])
  await db.close()
})
