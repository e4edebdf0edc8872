// What is made of one organisation: who administers it, and what its policy lets people do.
import { type Finding, failure, ok, warning } from './finding.ts'

export interface SeenPolicy {
  readonly scope: 'none' | 'groups' | 'all'
  readonly on: boolean
  readonly hasHelp: boolean
  readonly globalAdministrators: number
}

/** Null: the organisation is made at the first start. */
export function judgePolicySeen(seen: SeenPolicy | null): readonly Finding[] {
  if (seen === null) return [ok('policy', 'The first start makes the organisation.')]
  const findings: Finding[] = []
  if (seen.globalAdministrators === 0) {
    findings.push(failure('policy.administrators', 'There is no global administrator.', 'rekey admin create'))
  } else if (seen.globalAdministrators === 1) {
    findings.push(
      warning(
        'policy.administrators',
        'There is one global administrator. Who lets them back in?',
        'give the role to another, in /admin/administrators',
      ),
    )
  } else findings.push(ok('policy.administrators', `There are ${seen.globalAdministrators} global administrators.`))
  if (!seen.on || seen.scope === 'none') {
    findings.push(warning('policy.scope', 'Nobody can reset.', 'choose who can, in /admin/who-can-reset'))
  } else
    findings.push(
      ok('policy.scope', seen.scope === 'all' ? 'Everybody can reset.' : 'Members of some groups can reset.'),
    )
  if (!seen.hasHelp) {
    findings.push(warning('policy.help', 'No page says whom to ask for help.', 'name somebody, in /admin/help-desk'))
  }
  return findings
}
