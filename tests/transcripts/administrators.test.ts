// The words of `rekey admin …` and `rekey account …`: what opens an account is handed to one person, and to no log.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Actions } from '../../src/cli/actions.ts'
import { accountId } from '../../src/core/people/identifiers.ts'
import { actionsThat } from './actions.ts'
import { expectTranscript, folderWith, inProcess } from './replay.ts'

const link = 'http://localhost:8080/set-up/T0KEN'
type Made = Awaited<ReturnType<Actions['createAdministrator']>>
const made = { link, created: false, breakGlass: false }

const creating = (answer: Made, isRead = true, asked: unknown[] = []) =>
  inProcess(
    actionsThat({
      createAdministrator: async ({ username, displayName, liftFreeze }) => {
        asked.push({ username, displayName, liftFreeze })
        return answer
      },
    }),
    isRead,
  )

/** An empty folder of the test's own, and in it. */
function inFolder(files: Readonly<Record<string, string>> = {}): string {
  const before = process.cwd()
  const folder = folderWith(files)
  process.chdir(folder)
  onTestFinished(() => process.chdir(before))
  return folder
}

it('admin create prints the link to whoever sits there', async () => {
  const folder = inFolder()
  const asked: unknown[] = []
  await expectTranscript(
    `
    $ rekey admin create grace --display-name "Grace Adeyemi" --organisation Acme
    The account grace is made.
    ${link}
    It works once, within 60 minutes, and replaces every earlier one.
    `,
    creating({ ...made, created: true }, true, asked),
  )
  await expectTranscript(
    `
    $ rekey admin create tim --organisation acme
    ${link}
    It works once, within 60 minutes, and replaces every earlier one.
    `,
    creating(made, true, asked),
  )
  expect(asked).toEqual([
    { username: 'grace', displayName: 'Grace Adeyemi', liftFreeze: false },
    { username: 'tim', displayName: null, liftFreeze: false },
  ])
  expect(readdirSync(folder), 'no file holds it').toEqual([])
})

it('admin create says loudly that the glass is broken', async () => {
  const asked: unknown[] = []
  await expectTranscript(
    `
    $ rekey admin create grace --lift-freeze --organisation Acme
    ${link}
    It works once, within 60 minutes, and replaces every earlier one.
    ! Break glass: Acme has a global administrator already. All of them are told by mail, and it is recorded.
    `,
    creating({ ...made, breakGlass: true }, true, asked),
  )
  expect(asked).toEqual([{ username: 'grace', displayName: null, liftFreeze: true }])
})

it('admin create says why it makes no link, and leaves no file behind', async () => {
  const folder = inFolder()
  const frozen = {
    refused: 'grace is frozen: somebody said "This was not me" about it.',
    cure: 'find out who that was, then run it again with --lift-freeze',
  }
  const told = `
    $ rekey admin create grace --organisation Acme
    ! grace is frozen: somebody said "This was not me" about it.
    ! To cure it: find out who that was, then run it again with --lift-freeze
    [exit 1]
    `
  await expectTranscript(told, creating(frozen))
  await expectTranscript(told, creating(frozen, false))
  expect(readdirSync(folder)).toEqual([])
})

it('where nobody reads, the link goes to a file of its owner’s alone', async () => {
  const folder = inFolder()
  await expectTranscript(
    `
    $ rekey admin create grace --organisation Acme
    The account grace is made.
    The set-up link is in rekey-set-up-link, which only you can read.
    It works once, within 60 minutes, and replaces every earlier one.
    `,
    creating({ ...made, created: true }, false),
  )
  const file = join(folder, 'rekey-set-up-link')
  expect(readFileSync(file, 'utf8')).toBe(`${link}\n`)
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
})

it('with --file it goes there from a terminal too, and never over a file that is there', async () => {
  const folder = inFolder({ taken: 'an older link' })
  const asked: unknown[] = []
  await expectTranscript(
    `
    $ rekey admin create grace --file link --organisation Acme
    The set-up link is in link, which only you can read.
    It works once, within 60 minutes, and replaces every earlier one.

    $ rekey admin create grace --file taken --organisation Acme
    ! taken is there already, and was left as it is.
    ! To cure it: choose another name
    [exit 1]

    $ rekey admin create grace --file none/link --organisation Acme
    ! none/link cannot be written (ENOENT).
    [exit 1]
    `,
    creating(made, true, asked),
  )
  expect(readFileSync(join(folder, 'taken'), 'utf8')).toBe('an older link')
  expect(asked, 'a link that can’t be handed over is not made').toHaveLength(1)
})

it('a file that was taken for a link is given back when the making breaks', async () => {
  const folder = inFolder()
  const breaks = actionsThat({ makeSetUpLink: () => Promise.reject(new Error('the statement failed')) })
  await expectTranscript(
    `
    $ rekey account set-up-link tim --organisation Acme
    ! It could not be finished: the statement failed
    [exit 1]
    `,
    inProcess(breaks, false),
  )
  expect(readdirSync(folder)).toEqual([])
})

it('admin list says who holds what, and admin remove that the last one stays', async () => {
  const holders = [
    { account: accountId('1'), username: 'grace', displayName: 'Grace Adeyemi', role: 'global-administrator' },
    { account: accountId('2'), username: 'rita', displayName: 'Rita Vogel', role: 'reports-reader' },
  ] as const
  const last = {
    refused: 'grace is the last global administrator, and stays one.',
    cure: 'make another one first: rekey admin create',
  }
  await expectTranscript(
    `
    $ rekey admin list --organisation acme
    global-administrator  grace  Grace Adeyemi
    reports-reader  rita  Rita Vogel

    $ rekey admin remove grace --organisation acme
    ! grace is the last global administrator, and stays one.
    ! To cure it: make another one first: rekey admin create
    [exit 1]

    $ rekey admin remove rita --organisation acme
    rita no longer holds the role reports-reader.
    `,
    inProcess(
      actionsThat({
        listAdministrators: async () => ({ holders }),
        removeAdministrator: async ({ username }) => (username === 'grace' ? last : { was: 'reports-reader' }),
      }),
    ),
  )
  await expectTranscript(
    `
    $ rekey admin list --organisation acme
    Nobody in Acme holds a role. Make the first one with: rekey admin create
    `,
    inProcess(actionsThat({ listAdministrators: async () => ({ holders: [] }) })),
  )
})

it('account set-up-link prints a link, and says when it is an administrator’s', async () => {
  await expectTranscript(
    `
    $ rekey account set-up-link tim --organisation Acme
    ${link}
    It works once, within 60 minutes, and replaces every earlier one.

    $ rekey account set-up-link hugo --organisation Acme
    ${link}
    It works once, within 60 minutes, and replaces every earlier one.
    ! Break glass: hugo is an administrator. The global administrators are told by mail, and it is recorded.

    $ rekey account set-up-link grace --organisation Acme
    ! grace is a global administrator.
    ! To cure it: make the link with: rekey admin create grace
    [exit 1]
    `,
    inProcess(
      actionsThat({
        makeSetUpLink: async ({ username }) =>
          username === 'grace'
            ? { refused: 'grace is a global administrator.', cure: 'make the link with: rekey admin create grace' }
            : { link, breakGlass: username === 'hugo' },
      }),
    ),
  )
})

it('account enrolment-code prints a code to read out', async () => {
  await expectTranscript(
    `
    $ rekey account enrolment-code noor --organisation Acme
    AAAA-BBBB-CCCC-DDDD-EEEE-FFFF
    It works once, within 60 minutes, and replaces every earlier one.

    $ rekey account enrolment-code nobody --organisation Acme
    ! No account has the name nobody.
    [exit 1]
    `,
    inProcess(
      actionsThat({
        makeEnrolmentCode: async ({ username }) =>
          username === 'noor'
            ? { code: 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF' }
            : { refused: 'No account has the name nobody.' },
      }),
    ),
  )
})

it('a wrong call does nothing', async () => {
  for (const verb of ['admin create', 'admin remove', 'account set-up-link', 'account enrolment-code']) {
    await expectTranscript(
      `
      $ rekey ${verb} --organisation Acme
      ! error: missing required argument 'username'
      [exit 2]

      $ rekey ${verb} grace
      ! error: required option '--organisation <id|name>' not specified
      [exit 2]

      $ rekey ${verb} grace --organisation Nowhere
      ! No organisation has the id or name Nowhere.
      ! To cure it: name one of: Acme, Blue Harbour
      [exit 1]
      `,
      inProcess(actionsThat({})),
    )
  }
  await expectTranscript(
    `
    $ rekey admin list
    ! error: required option '--organisation <id|name>' not specified
    [exit 2]
    `,
    inProcess(actionsThat({})),
  )
})
