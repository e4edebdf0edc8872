// One account from the host: looked at, helped, and erased; against the built program.
import { beforeAll, expect, it } from 'vitest'
import { auditKinds } from '../../src/core/audit/facts.ts'
import { setup as buildProgram } from '../support/built-program.ts'
import { rightConfig } from './actions.ts'
import { built, expectTranscript, folderWith } from './replay.ts'

beforeAll(buildProgram)

it('an account is shown with what stands in its way, helped with a reason, and erased only when it is really meant', async () => {
  const folder = folderWith({
    'rekey.yaml': rightConfig,
    'people.csv':
      'username,display name,recovery email,role\ntim,Tim Walker,tim@home.example,\ngrace,Grace,,global-administrator\n',
  })
  const rekey = built(folder)
  await rekey(['keys', 'new', '--file', 'keyring'])
  await rekey(['accounts', 'import', 'people.csv', '--organisation', 'Acme'])

  await expectTranscript(
    `
    $ rekey account clear-waits tim --organisation Acme
    ! error: required option '--why <text>' not specified
    [exit 2]

    $ rekey account clear-waits tim --organisation Acme --why "He called from his desk"
    It can be tried again at once.

    $ rekey account lift-freeze tim --organisation Acme --why "He called from his desk"
    ! tim is not frozen.
    [exit 1]

    $ rekey account lift-freeze nobody --organisation Acme --why "Who is that"
    ! Nobody has the name nobody.
    ! To cure it: write it as it is typed at the sign-in
    [exit 1]
    `,
    rekey,
  )

  const shown = await rekey(['account', 'show', 'tim', '--organisation', 'Acme'])
  expect(shown.code).toBe(0)
  expect(shown.stdout).toMatch(
    /^tim {2}Tim Walker {2}staff\nCan’t reset the password: out-of-scope \(SSPR_0013\)\.\n {2}yes {2}Below every limit\n/,
  )
  expect(shown.stdout).toMatch(
    /Registered:\n {2}email {2}t•••@h••• {2}not proven\nLately:\n {2}\d{4}-\d\d-\d\d \d\d:\d\dZ {2}account-helped {2}RK-/,
  )
  expect(shown.stdout).not.toContain('tim@home.example')

  const csv = await rekey(['audit', 'export', '--kind', 'account-helped', '--person', 'tim', '--organisation', 'Acme'])
  expect(csv.code).toBe(0)
  expect(csv.stdout).toMatch(
    /^at,kind,username,account,reference,journey,sequence,details\r\n2\d{3}-[\dT:.-]+Z,account-helped,tim,[\da-f-]{36},RK-[^,]+,,,"\{.*""act"":""clear-waits""/,
  )
  await expectTranscript(
    `
    $ rekey audit export --kind nothing --organisation Acme
    ! No fact is of the kind nothing.
    ! To cure it: write one of ${auditKinds.join(', ')}
    [exit 1]

    $ rekey audit export --from yesterday --organisation Acme
    ! error: option '--from <time>' argument 'yesterday' is invalid. Write a day, or a time with its zone.
    [exit 2]

    $ rekey audit export --format jsonl --kind account-helped --out facts.jsonl --organisation Acme
    1 fact is in facts.jsonl.

    $ rekey audit export --format jsonl --out facts.jsonl --organisation Acme
    ! facts.jsonl cannot be written (EEXIST).
    ! To cure it: choose another name
    [exit 1]
    `,
    rekey,
  )

  await expectTranscript(
    `
    $ rekey account erase tim --organisation Acme
    ! Nothing was erased. tim, with every name, address and method, would be gone for good.
    ! To cure it: run it again with --yes
    [exit 1]

    $ rekey account erase grace --organisation Acme --yes
    ! grace is the last global administrator who could sign in, and stays.
    ! To cure it: make another one first: rekey admin create
    [exit 1]

    $ rekey account erase tim --organisation Acme --yes
    tim is erased. What the audit log holds is about nobody now.

    $ rekey account erase tim --organisation Acme --yes
    ! Nobody has the name tim.
    ! To cure it: write it as it is typed at the sign-in
    [exit 1]
    `,
    rekey,
  )
})
