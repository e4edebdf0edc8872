// The policy as code, as an operator lives with it: exported, looked at, put in force, and refused when it is out of date.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { setup as buildProgram } from '../support/built-program.ts'
import { rightConfig } from './actions.ts'
import { built, expectTranscript, folderWith } from './replay.ts'

beforeAll(buildProgram)

it('a policy is exported, changed, shown, refused where it is wrong, put in force once, and simulated', async () => {
  const folder = folderWith({
    'rekey.yaml': rightConfig,
    'people.csv': 'username,display name,recovery email\ntim,Tim Walker,tim@home.example\nann,Ann Lee,\n',
  })
  const rekey = built(folder)
  const edit = (from: string, to: string) => {
    const file = join(folder, 'policy.yaml')
    const text = readFileSync(file, 'utf8')
    expect(text).toContain(from)
    writeFileSync(file, text.replace(from, to))
  }
  await rekey(['keys', 'new', '--file', 'keyring'])
  await rekey(['accounts', 'import', 'people.csv', '--organisation', 'Acme'])

  await expectTranscript(
    `
    $ rekey policy export --organisation Acme --out policy.yaml
    Version 1 is in policy.yaml.

    $ rekey policy export --organisation Acme --out policy.yaml
    ! policy.yaml is there already, and was left as it is.
    ! To cure it: choose another name
    [exit 1]

    $ rekey policy diff policy.yaml --organisation Acme
    The file says what is in force.
    `,
    rekey,
  )

  edit('kind: none', 'kind: groups\n    include: [sales]\n    exclude: []')
  edit('minimumLength: 15', 'minimumLength: 7')
  await expectTranscript(
    `
    $ rekey policy diff policy.yaml --organisation Acme
    ! policy.yaml has 1 problem; nothing was changed.
    ! line 31, policy.passwords.minimumLength: Too small: expected number to be >=8
    [exit 1]
    `,
    rekey,
  )
  edit('minimumLength: 7', 'minimumLength: 15')
  edit(
    '    # One colour as #7a2348, made readable where it isn’t; null: Rekey’s own\n    accent: null',
    '    accent: red',
  )
  await expectTranscript(
    `
    $ rekey policy diff policy.yaml --organisation Acme
    ! policy.yaml has 3 problems; nothing was changed.
    ! policy.scope.include: sales is no group. To cure it: write the id of a group that exists
    ! policy.branding.accent: is no colour. To cure it: write it as #7a2348
    ! policy.help: says nothing, and whoever can’t reset must know whom to ask. To cure it: give a text, a phone number, an address or a mailbox
    [exit 1]
    `,
    rekey,
  )

  writeFileSync(join(folder, 'acme.svg'), '<svg viewBox="0 0 120 40"><path d="M0 0h9v9z"/></svg>')
  writeFileSync(join(folder, 'bad.svg'), '<svg viewBox="0 0 120 40"><text>Acme</text></svg>')
  writeFileSync(join(folder, 'huge.png'), Buffer.alloc(40 * 1024 + 1))
  await expectTranscript(
    `
    $ rekey policy logo bad.svg --organisation Acme
    ! bad.svg has in it what a logo may not have: text.
    ! To cure it: save it as a plain SVG: letters as outlines, and no scripts, links, filters or pictures in it
    [exit 1]

    $ rekey policy logo huge.png --organisation Acme
    ! huge.png is larger than 40 KB, and was not read.
    ! To cure it: name the right file
    [exit 1]

    $ rekey policy logo none.svg --organisation Acme
    ! none.svg cannot be read (ENOENT).
    [exit 1]

    $ rekey policy logo acme.svg --organisation Acme
    Kept, 96 × 32 pixels. In a policy file:
      logo:
        light: IImwMRxua8Erx06NxFgGvNJ7xAnLPZ0pcyfWui1RI60
    `,
    rekey,
  )
  edit('light: null', `light: ${'x'.repeat(43)}`)
  await expectTranscript(
    `
    $ rekey policy diff policy.yaml --organisation Acme
    ! policy.yaml has 4 problems; nothing was changed.
    ! policy.scope.include: sales is no group. To cure it: write the id of a group that exists
    ! policy.branding.accent: is no colour. To cure it: write it as #7a2348
    ! policy.branding.logo.light: is no picture that is kept. To cure it: bring it again, and write the name it is given
    ! policy.help: says nothing, and whoever can’t reset must know whom to ask. To cure it: give a text, a phone number, an address or a mailbox
    [exit 1]
    `,
    rekey,
  )
  edit(`light: ${'x'.repeat(43)}`, 'light: IImwMRxua8Erx06NxFgGvNJ7xAnLPZ0pcyfWui1RI60')

  edit('kind: groups\n    include: [sales]\n    exclude: []', 'kind: all')
  edit('accent: red', 'accent: "#7a2348"')
  edit('phone: null', 'phone: "+44 20 7946 0100"')
  edit('gates: 2', 'gates: 1')
  edit('trustImported: false', 'trustImported: true')
  const shown = `branding.accent: nothing → "#7a2348"
    branding.logo.light: nothing → "IImwMRxua8Erx06NxFgGvNJ7xAnLPZ0pcyfWui1RI60"
    gates: 2 → 1
    help.phone: nothing → "+44 20 7946 0100"
    scope.kind: "none" → "all"
    trustImported: false → true

    Can reset now: 0 of 2 accounts. After it: 1.
      +1  gain it. Before: Not among those who can reset
            tim (Tim Walker)
      1  will be asked to register at their next sign-in
    Mind: One proof is enough: a stolen mailbox or phone opens an account.
    Mind: Imported contact data passes a gate without its owner ever having proved it. It adds 1 account.
    Mind: Whoever knows the password of an account without methods can register theirs.`
  await expectTranscript(
    `
    $ rekey policy diff policy.yaml --organisation Acme
    ${shown}
    [exit 1]

    $ rekey policy apply policy.yaml --organisation Acme
    ${shown}
    Nothing was changed. To put it in force, add --yes.

    $ rekey policy simulate --user tim --organisation Acme
    tim can’t reset the password: out-of-scope (SSPR_0013).
      yes  Below every limit
      yes  Not frozen
      yes  The account is enabled
      yes  Not locked by an administrator
      yes  Reset is switched on
      yes  The edition includes it
      yes  Not an administrator, or administrators may reset
      yes  The directory is writable
      yes  Unlocking is allowed, or not asked for
      NO   Not among those who can reset
       -   Enough usable methods?
       -   The directory accepts us?
       -   The directory answers?
    [exit 1]

    $ rekey policy simulate --user tim policy.yaml --organisation Acme
    tim can reset the password.
      yes  Below every limit
      yes  Not frozen
      yes  The account is enabled
      yes  Not locked by an administrator
      yes  Reset is switched on
      yes  The edition includes it
      yes  Not an administrator, or administrators may reset
      yes  The directory is writable
      yes  Unlocking is allowed, or not asked for
      yes  In scope
      yes  Enough usable methods
      yes  The directory accepts us
      yes  The directory answers

    $ rekey policy simulate --user nobody --organisation Acme
    ! Nobody has the name nobody.
    ! To cure it: write it as it is typed at the sign-in
    [exit 1]

    $ rekey policy apply policy.yaml --organisation Acme --yes --note "The pilot begins"
    ${shown}
    Version 2 is in force.

    $ rekey policy apply policy.yaml --organisation Acme --yes
    ! The file builds on version 1; version 2 is in force.
    ! To cure it: export the policy again, make the change there, and apply that
    [exit 1]

    $ rekey policy diff none.yaml --organisation Acme
    ! none.yaml cannot be read (ENOENT).
    [exit 1]
    `,
    rekey,
  )
})
