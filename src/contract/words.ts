// The decision's rules, the faults of policies and pictures, and loose choices in plain English: for the command line and the portal. The API
// answers with the ids alone.
import type { PictureFault } from '../core/branding/picture.ts'
import type { IneligibleReason } from '../core/policy/eligibility.ts'
import type { PolicyFault, PolicyProblem, PolicyWarning } from '../core/policy/judge-policy.ts'

interface RuleWords {
  /** "Reset is switched on" */
  readonly holds: string
  readonly fails: string
}

export const ruleWords: Readonly<Record<IneligibleReason, RuleWords>> = {
  throttled: { holds: 'Below every limit', fails: 'Too many attempts lately: it has to wait' },
  frozen: { holds: 'Not frozen', fails: 'Frozen: somebody said “This was not me”' },
  disabled: { holds: 'The account is enabled', fails: 'The account is disabled in its directory' },
  'locked-by-administrator': { holds: 'Not locked by an administrator', fails: 'Locked by an administrator' },
  'organisation-off': { holds: 'Reset is switched on', fails: 'Reset is switched off for the organisation' },
  edition: { holds: 'The edition includes it', fails: 'The edition does not include it' },
  'administrators-off': {
    holds: 'Not an administrator, or administrators may reset',
    fails: 'Administrators may not reset',
  },
  'writeback-off': { holds: 'The directory is writable', fails: 'Writeback is off for the directory' },
  'unlock-off': { holds: 'Unlocking is allowed, or not asked for', fails: 'Unlocking without a new password is off' },
  'out-of-scope': { holds: 'In scope', fails: 'Not among those who can reset' },
  'not-registered': { holds: 'Enough usable methods', fails: 'Too few usable methods' },
  'directory-misconfigured': { holds: 'The directory accepts us', fails: 'The directory refuses our account' },
  'directory-unreachable': { holds: 'The directory answers', fails: 'The directory does not answer' },
}

/** What is wrong, and how to put it right. */
export const faultWords: Readonly<Record<PolicyFault, { readonly what: string; readonly cure: string }>> = {
  'unknown-method': { what: 'is no method', cure: 'write one of those that rekey policy export lists' },
  'method-twice': { what: 'is named twice', cure: 'name it once' },
  'no-methods': { what: 'leaves nobody a way to prove anything', cure: 'allow at least one method' },
  'methods-of-one-class': {
    what: 'has methods of one kind of proof, and two different ones are asked for',
    cure: 'allow a method of another kind, or ask members for one proof',
  },
  'knowledge-for-administrators': { what: 'lets administrators answer questions', cure: 'leave that method out' },
  'number-alone-for-administrators': {
    what: 'leaves administrators nothing but their number',
    cure: 'allow a method of another kind',
  },
  'unknown-directory': { what: 'is no directory of the organisation', cure: 'write a key from rekey.yaml' },
  'unknown-group': { what: 'is no group', cure: 'write the id of a group that exists' },
  'no-groups': { what: 'names no group', cure: 'name at least one, or choose nobody' },
  'group-in-and-out': { what: 'is included and left out', cure: 'decide on one' },
  'help-contact-missing': {
    what: 'says nothing, and whoever can’t reset must know whom to ask',
    cure: 'give a text, a phone number, an address or a mailbox',
  },
  'mailbox-no-address': { what: 'is no mail address', cure: 'write it as security@acme.example, and nothing round it' },
  'mailbox-twice': { what: 'is named twice', cure: 'name it once' },
  'too-many-mailboxes': {
    what: 'names more than five mailboxes',
    cure: 'keep five at most: one of them may be a list of your mail server',
  },
  'idle-longer-than-absolute': { what: 'is longer than the whole journey may take', cure: 'make it shorter' },
  'no-colour': { what: 'is no colour', cure: 'write it as #7a2348' },
  'unknown-picture': { what: 'is no picture that is kept', cure: 'bring it again, and write the name it is given' },
  'dark-logo-alone': { what: 'is missing, and there is one for dark pages', cure: 'bring one for light pages too' },
  'unknown-language': {
    what: 'is no language that is spoken here',
    cure: 'write the code of one that is, as en or de',
  },
  'no-https-address': { what: 'is no address that a link may lead to', cure: 'write it as https://acme.example/help' },
  'unseen-characters': {
    what: 'has characters that nobody sees and that change how the rest reads',
    cure: 'type the text anew, without what was pasted',
  },
}

/** Of a file that was brought as a logo. */
export const pictureFaultWords: Readonly<
  Record<PictureFault['fault'], { readonly what: string; readonly cure: string }>
> = {
  'no-picture': { what: 'is neither a PNG nor an SVG', cure: 'save the logo as one of the two' },
  'picture-damaged': { what: 'is damaged', cure: 'save it anew as a PNG' },
  'picture-too-large': {
    what: 'is too large',
    cure: 'save it smaller: 40 KB, 2048 pixels a side and a million in all are the most',
  },
  'picture-without-size': { what: 'says nothing of its size', cure: 'save it with a view box' },
  'not-in-pictures': {
    what: 'has in it what a logo may not have',
    cure: 'save it as a plain SVG: letters as outlines, and no scripts, links, filters or pictures in it',
  },
}

/** "policy.scope.include: 7f2c is no group" */
export const faultLine = ({ path, fault, what }: PolicyProblem): string =>
  `policy.${path}: ${what === null ? '' : `${what} `}${faultWords[fault].what}`

export const warningWords: Readonly<Record<PolicyWarning, string>> = {
  'one-gate': 'One proof is enough: a stolen mailbox or phone opens an account.',
  'trust-imported': 'Imported contact data passes a gate without its owner ever having proved it.',
  'endless-skips': 'People may put registration off for ever.',
  'no-reconfirmation': 'Nobody is asked whether their methods are still theirs.',
  'first-enrolment-by-password': 'Whoever knows the password of an account without methods can register theirs.',
  'old-password-spared': 'Two fresh proofs change a password without the old one.',
  'reset-untold': 'Whose password is stolen by a reset hears nothing of it, and has no link to stop it.',
  'unlock-untold': 'Whose account somebody else unlocks hears nothing of it.',
  'change-untold': 'Whose password somebody else changes hears nothing of it, and has no link to stop it.',
  'administrators-untold': 'An administrator’s account can be taken over and no colleague hears of it.',
  'policy-untold': 'The policy can be loosened and no other administrator hears of it.',
  'not-required': 'People are not asked to register: only those who look for it can get back in.',
}
