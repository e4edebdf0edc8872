// Tokens that are given to one person to be used once (set-up links, enrolment codes): holding, using and making them.
//
// The purpose is part of the key: a token of one purpose is not found as one of another, whatever is asked.
import type { SessionWrite } from '../ports/sessions.ts'
import { spanOf } from './instants.ts'
import type { Values } from './statement.ts'

/** Of two that use it at once the second waits here, and then finds it used. */
export const heldToken = `held_token as materialized (
  select 1 from still_there, account_tokens t
  where t.tenant_id = :tenant and t.purpose = :usedPurpose::text and t.hash = :usedToken::text
    and t.used_at is null and t.expires_at > now() and t.epoch = (select epoch from installation where one)
  for no key update of t
)`

/** Earlier ones of the same purpose and account are dead with a new one, and all of an account that is frozen. */
export const accountTokens = `
used_token as (
  update account_tokens t set used_at = now() from gate
  where t.tenant_id = :tenant and t.purpose = :usedPurpose::text and t.hash = :usedToken::text
),
dead_tokens as (
  delete from account_tokens t using gate
  where t.tenant_id = :tenant and t.purpose in ('set-up', 'enrolment-code', 'caller-check', 'caller-proven') and t.used_at is null
    and (t.account_id = :freezes::uuid or (t.account_id = :tokenAccount::uuid and t.purpose = :tokenPurpose::text))
),
new_token as (
  insert into account_tokens (tenant_id, purpose, hash, account_id, about, expires_at, epoch)
  select :tenant, :tokenPurpose::text, :token::text, :tokenAccount::uuid, :tokenAbout::jsonb,
    now() + ${spanOf(':tokenSpan')}, (select epoch from installation where one)
  from gate where :token::text is not null
)`

export const accountTokenValues = ({ usesToken, makesToken }: SessionWrite): Values => ({
  usedPurpose: usesToken?.purpose ?? null,
  usedToken: usesToken?.hash ?? null,
  tokenPurpose: makesToken?.purpose ?? null,
  token: makesToken?.hash ?? null,
  tokenAccount: makesToken?.account ?? null,
  tokenAbout: makesToken ? JSON.stringify(makesToken.about) : null,
  tokenSpan: makesToken?.span ?? null,
})
