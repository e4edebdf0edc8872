// The built program, as an operator meets it: from an empty folder to a served installation and its audit log.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { startRekey } from '../servers/rekey-process.ts'
import { setup as buildProgram } from '../support/built-program.ts'
import { rightConfig } from './actions.ts'
import { built, expectTranscript, folderWith } from './replay.ts'

beforeAll(buildProgram)

it('a configuration is told all its problems at once, and nothing starts', async () => {
  const bad = `
listen: { port: eighty }
database: { pglite: data, url-file: none }
mail: { host: smtp.acme.example, tls: none, password: hunter2 }
organizations: []
`
  const folder = folderWith({ 'bad.yaml': bad })
  const toldOfBad = `
    ! The configuration has 8 problems; nothing was started.
    !
    ! listen.port: eighty
    !   must be a whole number from 0 to 65535
    !   To cure it: write for example 8443
    !
    ! mail.password
    !   is no setting
    !   To cure it: did you mean password-file?
    !
    ! organisations
    !   is missing
    !   To cure it: write each entry below it, beginning with a dash
    !
    ! organizations
    !   is no setting
    !   To cure it: did you mean organisations?
    !
    ! database
    !   has url-file and pglite
    !   To cure it: give one of url (PostgreSQL), url-file (the same, in a file) and pglite (a folder, for evaluation)
    !
    ! mail.tls: none
    !   would send codes to smtp.acme.example for anyone on the way to read
    !   To cure it: write implicit or starttls; none is for a server on this machine
    !
    ! database.url-file: [redacted]
    !   names a file that cannot be read (ENOENT)
    !   To cure it: write the path of the file, not the secret itself, and let the user who runs Rekey read it
    !
    ! secret-key-file
    !   is not set, and neither is REKEY_SECRET_KEY
    !   To cure it: name a file that holds a line like "k1:$(openssl rand -base64 32)", readable by its owner only
    [exit 1]`
  await expectTranscript(`\n    $ rekey config check --config bad.yaml${toldOfBad}`, built(folder))
  await expectTranscript(`\n    $ rekey serve --config bad.yaml${toldOfBad}`, built(folder))
  expect(() => statSync(join(folder, 'data'))).toThrow('ENOENT')
})

it('an installation is made, checked, served and verified', { timeout: 120_000 }, async () => {
  const folder = folderWith({ 'rekey.yaml': rightConfig })
  const rekey = built(folder)
  await expectTranscript(
    `
    $ rekey keys new --file keyring
    keyring holds a new keyring that only you can read.
    Name it as secret-key-file in rekey.yaml, and keep a copy apart from the database.

    $ rekey config check
    rekey.yaml is right. Nothing was started.
      Listens on 127.0.0.1, port 0.
      Keeps everything in the folder ${join(folder, 'data')}.
      Sends mail through localhost, port 2525, on this machine.
      Serves Acme at http://localhost:8080.
      Serves Blue Harbour at http://127.0.0.1:8080.
    `,
    rekey,
  )
  if (process.platform !== 'win32') expect(statSync(join(folder, 'keyring')).mode & 0o777).toBe(0o600)

  const server = await startRekey(['serve'], { cwd: folder, ready: /"ready"/ })
  expect(await server.stop()).toEqual({ code: 0, signal: null })

  const { stdout: key } = await rekey(['audit', 'key'])
  expect(key).toMatch(/^[\w-]{43}\n$/)
  await expectTranscript(
    `
    $ rekey edition set free --organisation acme
    Acme now has the edition free; before, it had premium.

    $ rekey restored
    Everything that was open in the backup is ended. The epoch is 2 now.
    `,
    rekey,
  )
  const verified = await rekey(['audit', 'verify', '--organisation', 'Acme', '--key', key.trim()])
  expect(verified).toMatchObject({ code: 0, stderr: '' })
  expect(verified.stdout).toContain('The audit log of Acme is whole')
})
