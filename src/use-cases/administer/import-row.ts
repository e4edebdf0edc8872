// One row of a file of people: what its cells say, or everything that is wrong with them.
import { isDisplayName, longestDisplayName } from '../../core/people/display-name.ts'
import { isMailAddress } from '../../core/people/mail-address.ts'
import { readPhoneNumber } from '../../core/people/phone-number.ts'
import { type Role, roles } from '../../core/people/roles.ts'
import { readTypedName } from '../../core/people/typed-name.ts'
import type { Policy } from '../../core/policy/policy.ts'
import { readRecoveryAddress } from '../../core/registration/address.ts'
import { hasUnprintable, shorten } from '../../core/wording/foreign-text.ts'

export const importColumns = [
  'username',
  'display name',
  'recovery email',
  'mobile phone',
  'groups',
  'role',
  'locale',
] as const
export type ImportColumn = (typeof importColumns)[number]

export interface RowProblem {
  readonly line: number
  readonly column: ImportColumn | null
  readonly what: string
  readonly cure: string
}

export interface ReadRow {
  readonly line: number
  readonly username: string
  readonly canonicalName: string
  readonly displayName: string | null
  readonly mail: string | null
  readonly phone: string | null
  /** By name; null where the file says nothing of groups. */
  readonly groups: readonly string[] | null
  readonly role: Role | null
  readonly locale: string | null
}

/** A cell that is empty says nothing, and changes nothing. `knows`: whether there is, or will be, a group of that name. */
export function readImportRow(
  line: number,
  cells: Readonly<Partial<Record<ImportColumn, string>>>,
  { policy, locales, knows }: { policy: Policy; locales: readonly string[]; knows: (group: string) => boolean },
): ReadRow | readonly RowProblem[] {
  const problems: RowProblem[] = []
  const cell = (column: ImportColumn): string => (cells[column] ?? '').normalize('NFC').trim()
  const wrong = (column: ImportColumn, what: string, cure: string): null => {
    problems.push({ line, column, what, cure })
    return null
  }
  const row: ReadRow = {
    line,
    username: cell('username'),
    canonicalName: readName(cell('username'), policy, wrong),
    displayName: readDisplayName(cell('display name'), wrong),
    mail: readMail(cell('recovery email'), policy, wrong),
    phone: readPhone(cell('mobile phone'), wrong),
    groups: cells.groups === undefined ? null : readGroups(cell('groups'), knows, wrong),
    role: readRole(cell('role'), wrong),
    locale: readLocale(cell('locale'), locales, wrong),
  }
  return problems.length > 0 ? problems : row
}

type Wrong = (column: ImportColumn, what: string, cure: string) => null

function readName(text: string, policy: Policy, wrong: Wrong): string {
  const name = readTypedName(text, policy.suffixes)
  if (typeof name !== 'string') return name.canonical
  wrong(
    'username',
    text === '' ? 'is empty' : `is no name: ${shorten(text)}`,
    'write the name that the person signs in with',
  )
  return ''
}

function readDisplayName(text: string, wrong: Wrong): string | null {
  if (text === '') return null
  if (isDisplayName(text)) return text
  return wrong(
    'display name',
    'is too long or has characters that cannot be seen',
    `write at most ${longestDisplayName} visible characters`,
  )
}

function readMail(text: string, policy: Policy, wrong: Wrong): string | null {
  if (text === '') return null
  if (!isMailAddress(text))
    return wrong('recovery email', `is no plain mail address: ${shorten(text)}`, 'write it like name@home.example')
  const read = readRecoveryAddress(text, policy)
  return typeof read === 'string'
    ? wrong('recovery email', `is in the organisation's own domain: ${shorten(text)}`, 'name a private address')
    : read.address
}

function readPhone(text: string, wrong: Wrong): string | null {
  if (text === '') return null
  return (
    readPhoneNumber(text) ??
    wrong('mobile phone', `is no whole number: ${shorten(text)}`, 'write it like +44 7700 900123')
  )
}

/** As the policy may name one. */
const longestGroupName = 256

function readGroups(text: string, knows: (group: string) => boolean, wrong: Wrong): readonly string[] {
  const names = text
    .split(';')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  for (const name of names) {
    if ([...name].length > longestGroupName || hasUnprintable(name))
      wrong('groups', `is no group name: ${shorten(name)}`, `write at most ${longestGroupName} visible characters`)
    else if (!knows(name))
      wrong('groups', `no group has the name ${shorten(name)}`, 'correct it, or add --create-groups')
  }
  return names
}

function readRole(text: string, wrong: Wrong): Role | null {
  if (text === '') return null
  return (
    roles.find((each) => each === text) ??
    wrong('role', `is none: ${shorten(text)}`, `write one of ${roles.join(', ')}`)
  )
}

function readLocale(text: string, locales: readonly string[], wrong: Wrong): string | null {
  if (text === '') return null
  return (
    locales.find((each) => each === text.toLowerCase()) ??
    wrong('locale', `is not spoken here: ${shorten(text)}`, `write one of ${locales.join(', ')}`)
  )
}
