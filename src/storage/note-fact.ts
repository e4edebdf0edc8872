// One fact on record with what it is about: part of the statement that does it, so that there is neither without the other.

/**
 * Of `:factId` and `:fact`, about whoever is meant by `:account` or did it (`:by`; null for the installation and the host). `from`:
 * noted if there is a row in it.
 */
export const noteFact = (whose: ':by' | ':account', from?: string): string => `
  insert into audit_events (tenant_id, id, at, subject, fact)
  select :tenant, :factId::uuid, now(),
    (select s.id from subjects s where s.tenant_id = :tenant and s.account_id = ${whose}::uuid), :fact::jsonb${
      from === undefined ? '' : `\n  from ${from}`
    }`
