// The roles of Rekey. Whoever holds one is an administrator: another policy, two gates, stronger hashing.

export const roles = [
  'global-administrator',
  'authentication-policy-administrator',
  'user-administrator',
  'help-desk-administrator',
  'reports-reader',
] as const

export type Role = (typeof roles)[number]

/** Somebody has to be left who can give the role back: the last holder keeps it, and the account with it. */
export const mayLoseRole = (role: Role | null, othersWithIt: number): boolean =>
  role !== 'global-administrator' || othersWithIt > 0

/** Reading reports is a duty, not a power over accounts: its holders follow the members' policy. */
export const isAdministrator = (role: Role | null): boolean => role !== null && role !== 'reports-reader'
