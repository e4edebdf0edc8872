// What `rekey admin …`, `rekey account …` and `rekey accounts …` do on the host.
import { randomUUID } from 'node:crypto'
import type { Actions, Refused } from '../cli/actions.ts'
import { isDisplayName, longestDisplayName } from '../core/people/display-name.ts'
import { accountId, externalId } from '../core/people/identifiers.ts'
import { isAdministrator } from '../core/people/roles.ts'
import { canonicalName, readTypedName } from '../core/people/typed-name.ts'
import { loadCatalogue } from '../messages/catalogue.ts'
import { noPasswordYet } from '../ports/directory.ts'
import { findByName, type NamedAccount } from '../use-cases/administer/find-by-name.ts'
import { importAccounts as bringPeople, type ImportOutcome } from '../use-cases/administer/import-accounts.ts'
import { inviteUnregistered as invite } from '../use-cases/administer/invite.ts'
import { makeEnrolmentCode as makeCode, makeSetUpLink as makeLink } from '../use-cases/administer/make-tokens.ts'
import { atHost, type Host } from './host.ts'

export const createAdministrator: Actions['createAdministrator'] = ({
  config,
  organisation,
  username,
  displayName,
  liftFreeze,
}) =>
  atHost(config, organisation, async (host) => {
    const { room } = host
    const known = await findByName(username, room)
    const created = known === 'unknown'
    const named = created ? await addAccount(username, displayName, host) : known
    if (typeof named === 'string') return notFound(named, username)
    if ('refused' in named) return named
    const { account } = named
    const barred = whyBarred(named, username)
    if (barred !== null) return barred
    if (account.frozenAt !== null && !liftFreeze) {
      return {
        refused: `${username} is frozen: somebody said "This was not me" about it.`,
        cure: 'find out who that was, then run it again with --lift-freeze',
      }
    }
    const breakGlass = (await room.sessions.holders(['global-administrator'], null)).length > 0
    const options = { breakGlass, liftsFreeze: account.frozenAt !== null }
    const link = await makeLink(named, 'global-administrator', options, room)
    return link === null ? changedMeanwhile : { link, created, breakGlass }
  })

export const listAdministrators: Actions['listAdministrators'] = ({ config, organisation }) =>
  atHost(config, organisation, async ({ rows }) => ({ holders: await rows.roles.list() }))

export const removeAdministrator: Actions['removeAdministrator'] = ({ config, organisation, username }) =>
  atHost(config, organisation, async ({ room, rows }) => {
    const named = await findByName(username, room)
    if (typeof named === 'string') return notFound(named, username)
    const { role } = named.account.entry
    if (role === null) return { refused: `${username} holds no role.` }
    const fact = { id: randomUUID(), fact: { kind: 'role-changed', from: role, to: null } } as const
    const outcome = await rows.roles.takeAway(named.account.id, fact)
    return outcome === 'last'
      ? {
          refused: `${username} is the last global administrator, and stays one.`,
          cure: 'make another one first: rekey admin create',
        }
      : { was: role }
  })

export const makeSetUpLink: Actions['makeSetUpLink'] = ({ config, organisation, username }) =>
  atHost(config, organisation, async ({ room }) => {
    const named = await findByName(username, room)
    if (typeof named === 'string') return notFound(named, username)
    const { entry, frozenAt } = named.account
    if (entry.role === 'global-administrator') {
      return {
        refused: `${username} is a global administrator.`,
        cure: `make the link with: rekey admin create ${username}`,
      }
    }
    const barred = whyBarred(named, username)
    if (barred !== null) return barred
    if (frozenAt !== null) return { refused: `${username} is frozen: somebody said "This was not me" about it.` }
    const breakGlass = isAdministrator(entry.role)
    const link = await makeLink(named, null, { breakGlass, liftsFreeze: false }, room)
    return link === null ? changedMeanwhile : { link, breakGlass }
  })

export const makeEnrolmentCode: Actions['makeEnrolmentCode'] = ({ config, organisation, username }) =>
  atHost(config, organisation, async ({ room }) => {
    const named = await findByName(username, room)
    if (typeof named === 'string') return notFound(named, username)
    const code = await makeCode(named, room)
    return code === null ? changedMeanwhile : { code }
  })

export const importAccounts: Actions['importAccounts'] = ({ config, organisation, directory, ...order }) =>
  atHost(config, organisation, async ({ room, rows }): Promise<ImportOutcome | Refused> => {
    const [first] = room.directories.keys()
    const key = directory === null ? first : [...room.directories.keys()].find((each) => each === directory)
    if (key === undefined) {
      const known = [...room.directories.keys()].join(', ')
      return { refused: `${organisation.name} has no directory ${directory}.`, cure: `name one of: ${known}` }
    }
    return bringPeople({ ...order, directory: key, locales: loadCatalogue().locales }, rows.imports, room)
  })

export const inviteUnregistered: Actions['inviteUnregistered'] = ({ config, organisation, ...order }) =>
  atHost(config, organisation, ({ room, rows }) => invite(order, rows.imports, room))

/** Such an account opens to nobody, and a link would be of no use. */
function whyBarred({ account: { entry } }: NamedAccount, username: string): Refused | null {
  if (entry.disabled) return { refused: `${username} is disabled.`, cure: 'enable the account first' }
  if (entry.lockedByAdministrator) {
    return { refused: `${username} is locked by an administrator.`, cure: 'unlock the account first' }
  }
  return null
}

const changedMeanwhile: Refused = { refused: 'The account was changed meanwhile.', cure: 'run it again' }

const notFound = (why: Exclude<Awaited<ReturnType<typeof findByName>>, NamedAccount>, username: string): Refused => {
  switch (why) {
    case 'unknown':
      return { refused: `No account has the name ${username}.` }
    case 'ambiguous':
      return { refused: `${username} is not the name of one account.`, cure: 'write it as it is signed in with' }
    case 'unreachable':
      return { refused: 'The directory does not answer.', cure: 'try again in a few minutes' }
  }
}

/** In the first directory of the organisation, without a password: the link is the only way in. */
async function addAccount(
  username: string,
  displayName: string | null,
  { room, rows }: Host,
): Promise<NamedAccount | Refused> {
  const [directory] = room.directories.keys()
  if (directory === undefined) throw new Error('an organisation has a directory')
  const { policy } = await room.journeys.load({ handle: { by: 'none' }, browser: null, network: null })
  if (typeof readTypedName(username, policy.suffixes) === 'string')
    return { refused: `${username} can be nobody's name.` }
  if (displayName !== null && !isDisplayName(displayName)) {
    return {
      refused: 'The display name is too long or has characters that cannot be seen.',
      cure: `write at most ${longestDisplayName} visible characters`,
    }
  }
  const id = accountId(randomUUID())
  await rows.seeding.account({
    id,
    subject: randomUUID(),
    directory,
    externalId: externalId(id.replaceAll('-', '')),
    username,
    displayName: displayName ?? username,
    canonicalNames: [canonicalName(username, policy.suffixes)],
    passwordHash: noPasswordYet,
    passwordExpiresAt: null,
    mustChangePassword: false,
    disabled: false,
    lockedByAdministrator: false,
    role: null,
    groups: [],
    locale: null,
    timeZone: null,
    contactMail: null,
  })
  const named = await findByName(username, room)
  if (typeof named === 'string') throw new Error('the account that was just made is not there')
  return named
}
