// One account as lines for a terminal: the answer first, then what it stands on.
import { ruleWords } from '../contract/words.ts'
import type { Instant } from '../core/time.ts'
import type { AccountEvent } from '../ports/people.ts'
import type { SeenAccount } from '../use-cases/people/look-at-account.ts'

export function describeAccount(seen: SeenAccount, events: readonly AccountEvent[]): readonly string[] {
  const { entry, frozenAt } = seen.account
  const code = seen.code === null ? '' : ` (${seen.code})`
  return [
    `${entry.username}  ${entry.displayName}  ${entry.directory}${entry.role === null ? '' : `  ${entry.role}`}`,
    seen.reason === null ? 'Can reset the password.' : `Can’t reset the password: ${seen.reason}${code}.`,
    ...seen.rules.map(({ rule, holds }) =>
      holds === true
        ? `  yes  ${ruleWords[rule].holds}`
        : holds === false
          ? `  NO   ${ruleWords[rule].fails}`
          : `   -   ${ruleWords[rule].holds}?`,
    ),
    ...(frozenAt === null ? [] : [`Frozen since ${written(frozenAt)}.`]),
    seen.methods.length === 0 ? 'Nothing is registered.' : 'Registered:',
    ...seen.methods.map(
      ({ kind, masked, provenAt, heldUntil, usable }) =>
        `  ${kind}${masked === null ? '' : `  ${masked}`}  ${usable ? 'usable' : provenAt === null ? 'not proven' : heldUntil === null ? 'not usable' : `held until ${written(heldUntil)}`}`,
    ),
    ...(seen.waits.length === 0 ? [] : ['Waiting:']),
    ...seen.waits.map(
      ({ what, whose, failures, until }) =>
        `  ${what}, ${whose === 'known' ? 'browsers it knows' : 'strangers'}: ${failures} failed, ${until === null ? 'until it is cleared' : `until ${written(until)}`}`,
    ),
    ...(events.length === 0 ? [] : ['Lately:']),
    ...events.map(
      ({ at, fact, reference }) => `  ${written(at)}  ${fact.kind}${reference === null ? '' : `  ${reference}`}`,
    ),
  ]
}

/** In UTC, as the audit log has it. */
const written = (at: Instant): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}Z`
