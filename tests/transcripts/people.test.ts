// The words of the verbs about people: administrators, one account, everybody at once.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { ImportOutcome } from '../../src/use-cases/administer/import-accounts.ts'
import { actionsThat } from './actions.ts'
import { expectTranscript, folderWith, inProcess } from './replay.ts'

const link = 'http://localhost:8080/set-up/T0KEN'
const made = { link, created: true, breakGlass: false }

it('admin create prints the link to whoever sits there, and warns where the glass is broken', async () => {
  const asked: unknown[] = []
  const create = (answer: typeof made) =>
    inProcess(
      actionsThat({
        createAdministrator: async ({ username, displayName, liftFreeze }) => {
          asked.push({ username, displayName, liftFreeze })
          return answer
        },
      }),
    )
  await expectTranscript(
    `
    $ rekey admin create grace --display-name "Grace Adeyemi" --organisation Acme
    The account grace is made.
    ${link}
    It works once, within 60 minutes, and replaces every earlier one.
    `,
    create(made),
  )
  await expectTranscript(
    `
    $ rekey admin create grace --lift-freeze --organisation Acme
    ${link}
    It works once, within 60 minutes, and replaces every earlier one.
    ! There are global administrators of Acme already: this breaks the glass, and they are told.
    `,
    create({ link, created: false, breakGlass: true }),
  )
  expect(asked).toEqual([
    { username: 'grace', displayName: 'Grace Adeyemi', liftFreeze: false },
    { username: 'grace', displayName: null, liftFreeze: true },
  ])
})

it('where nobody reads, the link goes to a file of its owner’s alone, and into no log', async () => {
  const folder = folderWith({ taken: 'an older link' })
  const calls: string[] = []
  const rekey = inProcess(
    actionsThat({
      createAdministrator: async () => {
        calls.push('admin')
        return made
      },
      makeSetUpLink: async () => {
        calls.push('account')
        return { link }
      },
    }),
    false,
  )
  const file = join(folder, 'link')
  await expectTranscript(
    `
    $ rekey admin create grace --organisation Acme --file ${file}
    The account grace is made.
    The set-up link is in ${file}, which only you can read.
    It works once, within 60 minutes, and replaces every earlier one.

    $ rekey account set-up-link tim --organisation Acme --file ${join(folder, 'taken')}
    ! ${join(folder, 'taken')} is there already, and no link was made.
    ! To cure it: delete it, or name another with --file
    [exit 1]
    `,
    rekey,
  )
  expect(readFileSync(file, 'utf8')).toBe(`${link}\n`)
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(folder, 'taken'), 'utf8')).toBe('an older link')
  expect(calls, 'a link that could not be handed over is not made').toEqual(['admin'])
  expect(existsSync('set-up-link')).toBe(false)
})

it('admin list and admin remove say who holds what, and that the last one stays', async () => {
  const holder = { username: 'grace', displayName: 'Grace Adeyemi', role: 'global-administrator' } as const
  const cure = 'make another one first: rekey admin create'
  const refused = { refused: 'grace is the last global administrator, and stays one.', cure }
  await expectTranscript(
    `
    $ rekey admin list --organisation acme
    global-administrator  grace  Grace Adeyemi

    $ rekey admin remove grace --organisation acme
    ! grace is the last global administrator, and stays one.
    ! To cure it: make another one first: rekey admin create
    [exit 1]
    `,
    inProcess(
      actionsThat({
        listAdministrators: async () => ({ holders: [holder] }),
        removeAdministrator: async () => refused,
      }),
    ),
  )
  await expectTranscript(
    `
    $ rekey admin list --organisation acme
    Nobody in Acme holds a role. Make the first one with: rekey admin create

    $ rekey admin remove rita --organisation acme
    rita no longer holds the role reports-reader.

    $ rekey admin remove
    ! error: required option '--organisation <id|name>' not specified
    [exit 2]
    `,
    inProcess(
      actionsThat({
        listAdministrators: async () => ({ holders: [] }),
        removeAdministrator: async () => ({ was: 'reports-reader' }),
      }),
    ),
  )
})

it('account enrolment-code prints a code to read out; account set-up-link a link', async () => {
  await expectTranscript(
    `
    $ rekey account enrolment-code noor --organisation Acme
    AAAA-BBBB-CCCC-DDDD-EEEE-FFFF
    It works once, within 60 minutes, and replaces every earlier one.

    $ rekey account set-up-link noor --organisation Acme
    ${link}
    It works once, within 60 minutes, and replaces every earlier one.

    $ rekey account enrolment-code noor --organisation Nowhere
    ! No organisation has the id or name Nowhere.
    ! To cure it: name one of: Acme, Blue Harbour
    [exit 1]
    `,
    inProcess(
      actionsThat({
        makeEnrolmentCode: async () => ({ code: 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF' }),
        makeSetUpLink: async () => ({ link }),
      }),
    ),
  )
})

it('accounts import tells what was done, what would be, and every bad row by its line', async () => {
  const folder = folderWith({ 'people.csv': 'username,locale\ntim,en\n' })
  const file = join(folder, 'people.csv')
  const read: unknown[] = []
  const importing = (outcome: ImportOutcome) =>
    inProcess(
      actionsThat({
        importAccounts: async ({ rows, dryRun, createGroups, directory }) => {
          for await (const row of rows) read.push(row)
          read.push({ dryRun, createGroups, directory })
          return outcome
        },
      }),
      false,
    )
  const shared = [{ kind: 'email' as never, masked: 'f•••@h•••', accounts: 5 }]
  await expectTranscript(
    `
    $ rekey accounts import ${file} --organisation Acme
    Imported: 1 account made, 2 brought up to date, 3 addresses added.
    ! f•••@h••• stands on 5 accounts: it is not trusted before it is proven.
    `,
    importing({ kind: 'imported', imported: { created: 1, updated: 2, methods: 3, shared } }),
  )
  await expectTranscript(
    `
    $ rekey accounts import ${file} --organisation Acme --dry-run --create-groups --directory staff
    Nothing was changed. 3 rows are right: 1 account would be made, 2 brought up to date.
    Groups that would be made: Sales
    `,
    importing({ kind: 'would-import', rows: 3, created: 1, newGroups: ['Sales'] }),
  )
  const problem = { line: 4, column: 'role', what: 'is none: boss', cure: 'write one of a, b' } as const
  await expectTranscript(
    `
    $ rekey accounts import ${file} --organisation Acme
    ! The file has 102 problems; nothing was imported.
    ! line 4, role: is none: boss. To cure it: write one of a, b
    ! and 101 more.
    [exit 1]
    `,
    importing({ kind: 'problems', problems: [problem], count: 102 }),
  )
  await expectTranscript(
    `
    $ rekey accounts import ${file} --organisation Acme
    ! The file would leave nobody in the role of global administrator; nothing was imported.
    ! To cure it: leave the role of one of them as it is
    [exit 1]
    `,
    importing({ kind: 'last-administrator' }),
  )
  expect(read.slice(0, 2)).toEqual([
    { line: 2, cells: { username: 'tim', locale: 'en' } },
    { dryRun: false, createGroups: false, directory: null },
  ])
  expect(read).toContainEqual({ dryRun: true, createGroups: true, directory: 'staff' })
})

it('accounts import reads the file as it is written: columns in any order, quoted lines, and says what it can’t read', async () => {
  const folder = folderWith({})
  const file = join(folder, 'people.csv')
  const rows: unknown[] = []
  const rekey = inProcess(
    actionsThat({
      importAccounts: async (request) => {
        for await (const row of request.rows) rows.push(row)
        return { kind: 'would-import', rows: rows.length, created: 0, newGroups: [] }
      },
    }),
  )
  const importing = async (text: string) => {
    rows.length = 0
    writeFileSync(file, text)
    return rekey(['accounts', 'import', file, '--organisation', 'Acme', '--dry-run'])
  }
  await importing(
    '\ufeffLocale,User_Name\r\nen,tim\r\n"e\nn","a ""b"""\r\n\r\nde,zoe\r\n'.replace('User_Name', 'USERNAME'),
  )
  expect(rows).toEqual([
    { line: 2, cells: { locale: 'en', username: 'tim' } },
    { line: 3, cells: { locale: 'e\nn', username: 'a "b"' } },
    { line: 6, cells: { locale: 'de', username: 'zoe' } },
  ])
  for (const [text, said] of [
    ['', 'is empty'],
    ['username,shoe size\n', 'names a column that is none: shoe size'],
    ['username,username\n', 'names the column username twice'],
    ['locale\nen\n', 'has no column username'],
    ['username,locale\ntim\n', 'line 2 has 1 cells, and line 1 has 2'],
    ['username\n"tim\n', 'cannot be read as CSV'],
  ] as const) {
    const { stderr, code } = await importing(text)
    expect([stderr, code], text).toEqual([expect.stringContaining(said), 1])
  }
  const missing = await rekey(['accounts', 'import', join(folder, 'none.csv'), '--organisation', 'Acme'])
  expect([missing.stderr, missing.code]).toEqual([expect.stringContaining('cannot be read (ENOENT)'), 1])
})

it('accounts invite says to how many, and who was passed over', async () => {
  const passedOver = { lately: 2, 'no-password': 3, 'no-address': 4, capped: 0 }
  await expectTranscript(
    `
    $ rekey accounts invite --organisation Acme --dry-run
    1 person would be invited.
    2 were invited lately.
    4 have no address on file.
    3 have no password yet: rekey account set-up-link.

    $ rekey accounts invite --organisation Acme --again-after-days soon
    ! error: option '--again-after-days <days>' argument 'soon' is invalid. Write a whole number of days.
    [exit 2]
    `,
    inProcess(actionsThat({ inviteUnregistered: async () => ({ invited: 1, passedOver }) })),
  )
})
