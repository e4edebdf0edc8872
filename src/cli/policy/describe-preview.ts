// What a change of policy would do, as lines for a terminal.
import { faultLine, faultWords, ruleWords, warningWords } from '../../contract/words.ts'
import type { PolicyChange } from '../../core/policy/changes.ts'
import type { PolicyProblem } from '../../core/policy/judge-policy.ts'
import type { AffectedAccount, Preview } from '../../use-cases/policy/preview-policy.ts'

export function describePreview({ impact, warnings, changes, gaining, losing }: Preview): readonly string[] {
  return [
    ...changes.map(describeChange),
    '',
    `Can reset now: ${impact.ableNow} of ${accounts(impact.accounts)}. After it: ${impact.ableAfter}.`,
    ...impact.gainsBecause.map((each) => `  +${each.accounts}  gain it. Before: ${ruleWords[each.reason].fails}`),
    ...(gaining ?? []).map(nameOf),
    ...impact.losesBecause.map((each) => `  −${each.accounts}  lose it. After: ${ruleWords[each.reason].fails}`),
    ...(losing ?? []).map(nameOf),
    ...(impact.asked === 0 ? [] : [`  ${impact.asked}  will be asked to register at their next sign-in`]),
    ...(impact.underWay === 0 ? [] : [`  ${impact.underWay}  resets are under way for people who lose it`]),
    ...warnings.map(
      ({ id, accounts: count }) => `Mind: ${warningWords[id]}${count === null ? '' : ` It adds ${accounts(count)}.`}`,
    ),
  ]
}

const describeChange = ({ path, from, to }: PolicyChange): string => `${path}: ${written(from)} → ${written(to)}`

export const describeProblem = (problem: PolicyProblem): string =>
  `${faultLine(problem)}. To cure it: ${faultWords[problem.fault].cure}`

const nameOf = ({ username, displayName }: AffectedAccount): string => `        ${username} (${displayName})`
const accounts = (count: number): string => (count === 1 ? '1 account' : `${count} accounts`)
const written = (value: unknown): string => (value === null ? 'nothing' : JSON.stringify(value))
