// The words of the verbs about everybody at once: bringing people, and inviting them.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { ImportOutcome } from '../../src/use-cases/administer/import-accounts.ts'
import { actionsThat } from './actions.ts'
import { expectTranscript, folderWith, inProcess } from './replay.ts'

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
