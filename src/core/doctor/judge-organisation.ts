// What is made of one organisation: who administers it, and what its policy lets people do.
import type { PolicyFault } from '../policy/judge-policy.ts'
import { type Finding, failure, ok, warning } from './finding.ts'

export interface SeenPolicy {
  readonly scope: 'none' | 'groups' | 'all'
  readonly on: boolean
  readonly hasHelp: boolean
  /** What keeps it from being saved as it is, in the words of whoever saves one. */
  readonly problems: readonly { readonly fault: PolicyFault; readonly said: string; readonly cure: string }[]
  /** `able`: of those who hold the role, who could sign in. */
  readonly administrators: { readonly holders: number; readonly able: number }
}

/** Null: the organisation is made at the first start. */
export function judgePolicySeen(seen: SeenPolicy | null): readonly Finding[] {
  if (seen === null) return [ok('policy', 'The first start makes the organisation.')]
  const findings: Finding[] = [judgeAdministrators(seen)]
  if (!seen.on || seen.scope === 'none') {
    findings.push(warning('policy.scope', 'Nobody can reset.', 'choose who can, in /admin/who-can-reset'))
  } else
    findings.push(
      ok('policy.scope', seen.scope === 'all' ? 'Everybody can reset.' : 'Members of some groups can reset.'),
    )
  if (!seen.hasHelp) {
    findings.push(warning('policy.help', 'No page says whom to ask for help.', 'name somebody, in /admin/help-desk'))
  }
  return [...findings, ...judgeProblems(seen)]
}

/** It was right when it was saved; since then a group, a directory or a method went away beneath it. */
function judgeProblems({ problems }: SeenPolicy): readonly Finding[] {
  const others = problems.filter(({ fault }) => fault !== 'help-contact-missing')
  return others.map(({ fault, said, cure }) =>
    letsNobodyThrough.includes(fault)
      ? failure(`policy.${fault}`, `${said}.`, cure)
      : warning(`policy.${fault}`, `${said}.`, cure),
  )
}

/** Fewer ways to prove oneself than proofs that are asked for: whoever stands before such a gate can't pass it. */
const letsNobodyThrough: readonly PolicyFault[] = ['no-methods', 'methods-of-one-class']

function judgeAdministrators({ administrators: { holders, able } }: SeenPolicy): Finding {
  const id = 'policy.administrators'
  if (holders === 0) return failure(id, 'There is no global administrator.', 'rekey admin create')
  if (able === 0) {
    return failure(
      id,
      'Nobody who could sign in is global administrator: whoever is, is disabled, locked or frozen.',
      'rekey admin create for somebody else, or with --lift-freeze once you know who froze the account and why',
    )
  }
  if (able > 1) return ok(id, `There are ${able} global administrators${holders > able ? ' who could sign in' : ''}.`)
  return warning(
    id,
    holders === 1
      ? 'There is one global administrator. Who lets them back in?'
      : `Of ${holders} global administrators one could sign in; the others are disabled, locked or frozen.`,
    'give the role to another, in /admin/administrators',
  )
}
