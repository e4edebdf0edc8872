// A password that was offered, judged by the organisation's rules merged with the directory's. Said back as the first rule it breaks.
import type { Remark } from '../../core/journey/journey.ts'
import { judgePassword, type PasswordContext, type PasswordRules, type RuleId } from '../../core/passwords/rules.ts'
import type { DirectoryEntry } from '../../core/people/account.ts'
import { type NewPassword, revealPassword } from '../../core/people/new-password.ts'
import type { Policy } from '../../core/policy/policy.ts'
import type { Loaded } from '../../ports/journeys.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import { accountFacts } from './journey-facts.ts'

export async function judgeNewPassword(
  password: NewPassword,
  loaded: Pick<Loaded, 'account' | 'policy'>,
  room: OrganisationRoom,
): Promise<Remark | null> {
  const account = loaded.account === null ? null : await accountFacts(loaded.account, room)
  if (account === null) return 'directory-unavailable'
  const terms = await passwordTerms(account.entry, loaded.policy, room)
  const broken = judgePassword(revealPassword(password), terms.rules, terms.context).rules.find(
    (each) => each.state === 'unmet',
  )
  return broken === undefined ? null : remarkOf(broken.id)
}

export interface PasswordTerms {
  readonly rules: PasswordRules
  readonly context: PasswordContext
}

/** The stricter of the organisation's and the directory's own rules, and the words that are too easily guessed for this person. */
export async function passwordTerms(
  entry: DirectoryEntry,
  policy: Policy,
  room: OrganisationRoom,
): Promise<PasswordTerms> {
  const theirs = await room.directories.get(entry.directory)?.rules(entry)
  const { minimumLength, historyLength, organisationWords } = policy.passwords
  return {
    rules: {
      minimumLength: Math.max(minimumLength, theirs?.minimumLength ?? 0),
      historyLength: Math.max(historyLength, theirs?.historyLength ?? 0),
      organisationWords,
    },
    context: { personalWords: [entry.displayName, entry.username], organisationWords: [room.organisation.name] },
  }
}

function remarkOf(rule: RuleId): Remark {
  switch (rule) {
    case 'length-minimum':
      return 'password-too-short'
    case 'length-maximum':
      return 'password-too-long'
    case 'sendable':
      return 'password-refused'
    case 'personal':
      return 'password-personal'
    case 'guessable':
      return 'password-guessable'
    case 'history':
      return 'password-used-before'
  }
}
