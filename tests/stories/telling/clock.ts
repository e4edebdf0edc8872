// A clock that a story can put forward, in place of waiting. The product takes its time from the database's `now()`, so a
// database whose `now()` is ours is all it takes; the program is not changed and does not know.
import pg from 'pg'

export interface Clock {
  /** Of a database in which the clock runs ahead. */
  readonly database: string
  putForward(seconds: number): Promise<void>
  /** How late it is in the story, in milliseconds. */
  now(): number
  /** What a story does to the database in an administrator's place, while there is no page for it. */
  sql(text: string): Promise<void>
}

/** `database`: the URL of an empty one. A schema named after `public` and before `pg_catalog` is searched in that order. */
export async function openClock(database: string): Promise<Clock> {
  const ask = async (sql: string) => {
    const client = new pg.Client({ connectionString: database })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  await ask(`
    create schema ahead;
    create table ahead.clock (by interval not null);
    insert into ahead.clock values ('0');
    create function ahead.now() returns timestamptz stable language sql
      as 'select pg_catalog.now() + by from ahead.clock';
    do $$ begin
      execute format('alter database %I set search_path = public, ahead, pg_catalog', current_database());
    end $$;
  `)
  let ahead = 0
  return {
    database,
    putForward: async (seconds) => {
      ahead += seconds * 1_000
      await ask(`update ahead.clock set by = by + interval '${seconds} seconds'`)
    },
    now: () => Date.now() + ahead,
    sql: ask,
  }
}
