// The built-in directory: accounts of our own. Its rows are kept by storage; its writes are staged into the step's one statement.
import type { AccountFacts, DirectoryEntry } from '../../core/people/account.ts'
import type { DirectoryKey, TenantId } from '../../core/people/identifiers.ts'
import { type NewPassword, revealPassword } from '../../core/people/new-password.ts'
import { isAdministrator, type Role } from '../../core/people/roles.ts'
import {
  type BuiltInRow,
  type BuiltInRows,
  type Directory,
  type NewPasswordTerms,
  noPasswordYet,
  type StagedWrite,
} from '../../ports/directory.ts'
import type { HashesPasswords, HashStrength } from '../../ports/secrets.ts'

export interface BuiltInParts {
  readonly tenant: TenantId
  readonly key: DirectoryKey
  readonly rows: BuiltInRows
  readonly hashes: HashesPasswords
}

export function createBuiltInDirectory({ tenant, key, rows, hashes }: BuiltInParts): Directory {
  return {
    key,
    capabilities: {
      writesWithStep: true,
      readsWithStep: true,
      unlocks: true,
      enforcesHistoryOnReset: true,
      keepsSignInThrottle: false,
    },

    find: async (name) => found(await rows.byName(tenant, key, name)),
    read: async (id) => found(await rows.byId(tenant, key, id)),

    check: async (name, password) => {
      const row = await rows.byName(tenant, key, name)
      const strength = strengthOf(row?.entry.role ?? null)
      // RFC 4513 §5.1.2 is LDAP's trap, not ours; an empty password is refused here all the same, after the same work.
      const hash = revealPassword(password) === '' ? undefined : hashOf(row)
      const verdict = await hashes.verify(hash, password, strength, 'check')
      if (verdict === 'busy') return { kind: 'busy' }
      if (row === null || verdict === 'wrong') return { kind: 'wrong', entry: row?.entry ?? null }
      return { kind: 'right', entry: row.entry, rehash: () => rehash(row, password, strength) }
    },

    set: async (account, password, terms) => {
      const row = await rows.byId(tenant, key, account.entry.externalId)
      if (row === null) return { kind: 'unavailable' }
      return replacePassword(account, row, password, terms)
    },

    change: async (account, old, password, terms) => {
      const row = await rows.byId(tenant, key, account.entry.externalId)
      if (row === null) return { kind: 'unavailable' }
      const verdict = await hashes.verify(hashOf(row), old, strengthOf(row.entry.role), 'check')
      if (verdict !== 'right') return { kind: verdict }
      // A change that changes nothing isn't one, whatever the history's length.
      if (revealPassword(old) === revealPassword(password)) return { kind: 'rejected', because: 'password-used-before' }
      return replacePassword(account, row, password, terms)
    },

    // Lockouts of built-in accounts are counters of ours and clear with the step that reports this.
    unlock: async () => ({ kind: 'unlocked' }),

    rules: async () => ({ minimumLength: 0, historyLength: 0 }),
  }

  async function replacePassword(
    account: AccountFacts,
    row: BuiltInRow,
    password: NewPassword,
    terms: NewPasswordTerms,
  ) {
    const strength = strengthOf(account.entry.role)
    const present = hashOf(row)
    const earlier = [...(present === undefined ? [] : [present]), ...row.history].slice(0, terms.historyLength)
    // One after another: a single reset must not take all the places that hashing has.
    for (const hash of earlier) {
      const verdict = await hashes.verify(hash, password, strength, 'write')
      if (verdict === 'busy') return { kind: 'busy' } as const
      if (verdict === 'right') return { kind: 'rejected', because: 'password-used-before' } as const
    }
    const hash = await hashes.hash(password, strength)
    if (hash === 'busy') return { kind: 'busy' } as const
    return staged(row.entry, { kind: 'set-password', hash, history: earlier })
  }

  /** A hash made with yesterday's parameters is renewed while the password is at hand. Not worth a refusal when there is no room. */
  async function rehash(row: BuiltInRow, password: NewPassword, strength: HashStrength): Promise<StagedWrite | null> {
    if (!hashes.isOutdated(row.passwordHash, strength)) return null
    const hash = await hashes.hash(password, strength)
    return hash === 'busy' ? null : staged(row.entry, { kind: 'rehash', hash })
  }

  function staged(entry: DirectoryEntry, change: StagedWrite['change']): StagedWrite {
    return { kind: 'staged', directory: key, externalId: entry.externalId, change }
  }
}

/** Without a password the work is that of a name which nobody has. */
const hashOf = (row: BuiltInRow | null): string | undefined =>
  row === null || row.passwordHash === noPasswordYet ? undefined : row.passwordHash

const found = (row: BuiltInRow | null) =>
  row === null ? ({ kind: 'none' } as const) : ({ kind: 'entry', entry: row.entry } as const)

const strengthOf = (role: Role | null): HashStrength => (isAdministrator(role) ? 'administrator' : 'member')
