// Facts of the audit log in plain words, one for each kind.
import type { AuditKind } from '../../../core/audit/facts.ts'

const words: Readonly<Record<AuditKind, string>> = {
  'journey-started': 'Username given',
  'journey-resolved': 'Username looked up',
  'reason-chosen': 'Said what they want',
  'not-eligible': 'Could not go on',
  'challenge-issued': 'Proof asked for',
  'proof-passed': 'Proof passed',
  'proof-failed': 'Wrong answer',
  'journey-blocked': 'Blocked',
  'journey-expired': 'Ran out of time',
  'journey-cancelled': 'Left by themselves',
  'help-asked': 'Asked for help',
  'password-write-intended': 'About to set the password',
  'password-refused': 'Password refused',
  'password-write-unavailable': 'Directory did not set the password',
  'password-write-indeterminate': 'Directory did not say whether it set the password',
  'password-write-settled': 'Found out what became of the password',
  'password-reset': 'Password reset',
  'account-unlocked': 'Account unlocked',
  'unlock-unavailable': 'Directory did not unlock',
  'password-changed': 'Password changed',
  'signed-in': 'Signed in',
  'sign-in-failed': 'Sign-in refused',
  'account-locked-out': 'Sign-in locked for a while',
  'signed-out': 'Signed out',
  'sessions-ended': 'Signed out everywhere',
  'session-ended': 'One session ended',
  'account-frozen': 'Frozen by “This was not me”',
  'freeze-lifted': 'Freeze lifted',
  'session-proof-passed': 'Proof passed while signed in',
  'session-proof-failed': 'Wrong answer while signed in',
  'session-challenge-issued': 'Proof asked for while signed in',
  'method-added': 'Method added',
  'method-confirmed': 'Known address confirmed',
  'method-replaced': 'Method replaced',
  'method-removed': 'Method removed',
  'method-renamed': 'Method renamed',
  'default-method-chosen': 'First method chosen',
  'methods-confirmed': 'Methods confirmed',
  'registration-skipped': 'Registration put off',
  'method-shared': 'Address on many accounts',
  'enrolment-code-made': 'Enrolment code made',
  'enrolment-code-used': 'Enrolment code used',
  'enrolment-code-refused': 'Enrolment code refused',
  'method-changes-undone': 'Changes of methods undone',
  'set-up-link-made': 'Set-up link made',
  'set-up-started': 'Set-up begun',
  'set-up-password-set': 'Password set by set-up link',
  'set-up-completed': 'Set-up done',
  'role-changed': 'Role changed',
  'accounts-imported': 'Accounts imported',
  invited: 'Invited',
  'attack-mode-entered': 'Attack mode began',
  'edition-set': 'Edition set',
  'policy-saved': 'Policy saved',
  'account-helped': 'Helped by an administrator',
  'caller-check-sent': 'Caller asked for a proof',
  'caller-check-answered': 'Caller answered',
  'account-erased': 'Erased',
  'api-token-made': 'Token made',
  'api-token-ended': 'Token ended',
  'picture-kept': 'Picture for the logo kept',
  'audit-exported': 'Audit log exported',
}

export const factWords = (kind: string): string => words[kind as AuditKind] ?? kind

/** In the order of what they are called. */
export const factKinds = Object.keys(words).sort((one, other) => factWords(one).localeCompare(factWords(other)))

const troubled = /refused|failed|blocked|expired|unavailable|indeterminate|frozen|locked|not-eligible|shared|attack/

/** Drawn as something to look at. */
export const isTrouble = (kind: string): boolean => troubled.test(kind)

/** Two or three details of a fact on one line. */
export function detailWords(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${name} ${written(value)}`)
    .join(' · ')
}

const written = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(written).join(', ')
    : typeof value === 'object' && value !== null
      ? Object.values(value).map(written).join(' ')
      : String(value)
