// What a policy may not be, all of it at once; and what it may be at a price that has to be said.
import { type BrandingFault, type BrandingKnown, judgeBranding } from '../branding/branding.ts'
import type { MethodCatalogue } from '../methods/method.ts'
import type { DirectoryKey, MethodKind } from '../people/identifiers.ts'
import { allowedKinds } from './gates.ts'
import { type MailboxFault, mailboxProblems } from './notifications.ts'
import type { Policy } from './policy.ts'

export type PolicyFault =
  | 'unknown-method'
  | 'method-twice'
  | 'no-methods'
  | 'methods-of-one-class'
  | 'knowledge-for-administrators'
  | 'number-alone-for-administrators'
  | 'unknown-directory'
  | 'unknown-group'
  | 'no-groups'
  | 'group-in-and-out'
  | 'help-contact-missing'
  | 'idle-longer-than-absolute'
  | MailboxFault
  | BrandingFault

export interface PolicyProblem {
  readonly path: string
  readonly fault: PolicyFault
  /** What is at fault: a kind, a group, a directory. */
  readonly what: string | null
}

export interface KnownThings extends BrandingKnown {
  readonly catalogue: MethodCatalogue
  readonly directories: ReadonlySet<DirectoryKey>
  /** Of the groups that the policy names, those that exist. */
  readonly groups: ReadonlySet<string>
}

export function judgePolicy(policy: Policy, known: KnownThings): readonly PolicyProblem[] {
  const { scope, help, times, administrators } = policy
  const problems: PolicyProblem[] = [
    ...kindProblems('methods', policy.methods, known),
    ...kindProblems('administrators.methods', administrators.methods, known),
    ...scopeProblems(policy, known),
    ...mailboxProblems(policy.notifications.administrators.mailboxes),
    ...judgeBranding(policy.branding, known),
  ]
  const say = (path: string, fault: PolicyFault, what: string | null = null) => problems.push({ path, fault, what })

  if (scope.kind !== 'none') {
    const able = allowedKinds(policy, false, known.catalogue)
    if (!able.some((kind) => classOf(kind, known) !== 'knowledge')) say('methods', 'no-methods')
    else if (policy.gates === 2 && classes(able, known).size < 2) say('methods', 'methods-of-one-class')
    if (Object.values(help).every((each) => each === null)) say('help', 'help-contact-missing')
  }
  // Whether they can reset or not: these are what their second proof at every sign-in is made with.
  if (administrators.methods.some((kind) => classOf(kind, known) === 'knowledge')) {
    say('administrators.methods', 'knowledge-for-administrators')
  }
  const theirs = classes(allowedKinds(policy, true, known.catalogue), known)
  if (theirs.size > 0 && [...theirs].every((each) => each === 'number')) {
    say('administrators.methods', 'number-alone-for-administrators')
  } else if (theirs.size < 2) say('administrators.methods', 'methods-of-one-class')
  for (const key of Object.keys(policy.directories)) {
    if (![...known.directories].some((each) => each === key)) say(`directories.${key}`, 'unknown-directory', key)
  }
  if (times.idle > times.absolute) say('times.idleMinutes', 'idle-longer-than-absolute')
  return problems
}

function kindProblems(path: string, kinds: readonly MethodKind[], { catalogue }: KnownThings): PolicyProblem[] {
  const unknown = kinds.filter((kind) => !catalogue.has(kind))
  const twice = kinds.filter((kind, index) => kinds.indexOf(kind) !== index)
  return [
    ...unknown.map((what) => ({ path, fault: 'unknown-method', what }) as const),
    ...twice.map((what) => ({ path, fault: 'method-twice', what }) as const),
  ]
}

function scopeProblems({ scope }: Policy, { groups }: KnownThings): PolicyProblem[] {
  if (scope.kind !== 'groups') return []
  const { include, exclude } = scope
  const unknown = (path: string, named: readonly string[]) =>
    named.filter((each) => !groups.has(each)).map((what) => ({ path, fault: 'unknown-group', what }) as const)
  return [
    ...(include.length === 0 ? [{ path: 'scope.include', fault: 'no-groups', what: null } as const] : []),
    ...unknown('scope.include', include),
    ...unknown('scope.exclude', exclude),
    ...include
      .filter((each) => exclude.includes(each))
      .map((what) => ({ path: 'scope.exclude', fault: 'group-in-and-out', what }) as const),
  ]
}

const classOf = (kind: MethodKind, { catalogue }: KnownThings) => catalogue.get(kind)?.class
const classes = (kinds: readonly MethodKind[], known: KnownThings) => new Set(kinds.map((kind) => classOf(kind, known)))

/** A loose choice that is allowed: its price stands beside it, in one sentence of this name. */
export type PolicyWarning =
  | 'one-gate'
  | 'trust-imported'
  | 'endless-skips'
  | 'no-reconfirmation'
  | 'first-enrolment-by-password'
  | 'old-password-spared'
  | 'not-required'
  | 'reset-untold'
  | 'unlock-untold'
  | 'change-untold'
  | 'administrators-untold'
  | 'policy-untold'

export function policyWarnings({
  gates,
  trustImported,
  registration,
  askOldPassword,
  notifications: { people, administrators },
}: Policy): readonly PolicyWarning[] {
  const holds: readonly (readonly [PolicyWarning, boolean])[] = [
    ['one-gate', gates === 1],
    ['trust-imported', trustImported],
    ['not-required', !registration.required],
    ['endless-skips', registration.required && registration.skips === null],
    ['no-reconfirmation', registration.reconfirmAfterDays === 0],
    ['first-enrolment-by-password', registration.firstEnrolment === 'password'],
    ['old-password-spared', askOldPassword === 'unless-proven-twice'],
    ['reset-untold', !people.reset],
    ['unlock-untold', !people.unlock],
    ['change-untold', !people.change],
    ['administrators-untold', administrators.passwords === 'nobody'],
    ['policy-untold', !administrators.policySaved],
  ]
  return holds.flatMap(([warning, held]) => (held ? [warning] : []))
}
