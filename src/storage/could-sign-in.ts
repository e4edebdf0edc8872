// Whether an account opens to anybody at all, as SQL over `accounts a`: whoever is disabled, locked or frozen can't give a role to
// anybody, however many hold it. One text, so that the last administrator is the same one wherever that is asked.

export const withEntry = `left join built_in_accounts b
    on b.tenant_id = :tenant and b.directory_key = a.directory_key and b.external_id = a.external_id`

/** Beside `withEntry`. */
export const couldSignIn = 'a.frozen_at is null and not coalesce(b.disabled or b.locked_by_administrator, false)'
