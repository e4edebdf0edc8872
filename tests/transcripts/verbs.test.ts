// The words of every verb: what it says when it went well, when it was refused, and when it was called wrongly.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Config } from '../../src/config/config.ts'
import { tenantId } from '../../src/core/people/identifiers.ts'
import { instantFrom } from '../../src/core/time.ts'
import { type Checkpoint, writeCheckpoint } from '../../src/use-cases/audit/checkpoint.ts'
import { acmeId, actionsThat } from './actions.ts'
import { expectTranscript, folderWith, inProcess } from './replay.ts'

const KEY = 'K'.repeat(43)
const noon = instantFrom(Date.UTC(2026, 10, 23, 12))

it('serve prints what the server says and ends with 0 when it was asked to stop', async () => {
  const served: Config[] = []
  const serve = inProcess(
    actionsThat({
      serve: async (config, say) => {
        served.push(config)
        say('ready')
        return 'stopped'
      },
    }),
  )
  await expectTranscript(
    `
    $ rekey serve
    ready
    `,
    serve,
  )
  expect(served.map(({ listen }) => listen)).toEqual([{ host: '127.0.0.1', port: 0 }])
})

it('serve starts nothing on a configuration that has a problem', async () => {
  const problem = { path: 'listen.port', value: 'x', message: 'must be a number', cure: 'write for example 8080' }
  const rekey = inProcess(actionsThat({ loadConfig: () => ({ problems: [problem] }) }))
  const told = `
    ! The configuration has 1 problem; nothing was started.
    !
    ! listen.port: x
    !   must be a number
    !   To cure it: write for example 8080
    [exit 1]`
  const verbs = ['serve', 'config check', 'audit key', `audit verify --organisation Acme --key ${KEY}`, 'restored']
  for (const verb of [...verbs, 'edition set free --organisation Acme']) {
    await expectTranscript(`\n    $ rekey ${verb}${told}`, rekey)
  }
})

it('what was refused is told in a plain sentence with its cure', async () => {
  const refused = { refused: 'The port is taken by another program.', cure: 'choose another port' }
  const rekey = inProcess(
    actionsThat({
      serve: async () => refused,
      demo: async () => ({ refused: 'The demo runs at http://localhost:3000.' }),
    }),
  )
  await expectTranscript(
    `
    $ rekey serve --config rekey.yaml
    ! The port is taken by another program.
    ! To cure it: choose another port
    [exit 1]

    $ rekey demo
    ! The demo runs at http://localhost:3000.
    [exit 1]
    `,
    rekey,
  )
})

it('what breaks is told with its causes and without a stack', async () => {
  const lost = new Error('the statement failed', { cause: Object.assign(new Error(''), { code: 'ECONNREFUSED' }) })
  const rekey = inProcess(actionsThat({ restored: () => Promise.reject(lost) }))
  await expectTranscript(
    `
    $ rekey restored
    ! It could not be finished: the statement failed: ECONNREFUSED
    [exit 1]
    `,
    rekey,
  )
})

it('demo begins again only when it is told to', async () => {
  const began: boolean[] = []
  const demo = inProcess(
    actionsThat({
      demo: async ({ fresh }) => {
        began.push(fresh)
        return 'stopped'
      },
    }),
  )
  await expectTranscript('$ rekey demo\n\n$ rekey demo --fresh', demo)
  expect(began).toEqual([false, true])
})

it('edition set says what it was before, and finds the organisation by id or by name', async () => {
  const asked: string[] = []
  const rekey = inProcess(
    actionsThat({
      setEdition: async ({ organisation, edition }) => {
        asked.push(`${organisation.name}: ${edition}`)
        return { before: 'premium' }
      },
    }),
  )
  await expectTranscript(
    `
    $ rekey edition set free --organisation "blue harbour"
    Blue Harbour now has the edition free; before, it had premium.

    $ rekey edition set premium --organisation ${acmeId.toUpperCase()}
    Acme has the edition premium already.

    $ rekey edition set free --organisation Umbrella
    ! No organisation has the id or name Umbrella.
    ! To cure it: name one of: Acme, Blue Harbour
    [exit 1]

    $ rekey edition set gold --organisation Acme
    ! error: command-argument value 'gold' is invalid for argument 'edition'. Allowed choices are free, basic, premium.
    [exit 2]

    $ rekey edition set free
    ! error: required option '--organisation <id|name>' not specified
    [exit 2]
    `,
    rekey,
  )
  expect(asked).toEqual(['Blue Harbour: free', 'Acme: premium'])
})

it('audit verify says that a log is whole, and how far a checkpoint vouches for it', async () => {
  const checkpoint: Checkpoint = {
    tenant: tenantId(acmeId),
    sequence: 1000,
    hash: 'h',
    signature: 's',
    sealedAt: instantFrom(noon - 3_600_000),
  }
  const folder = folderWith({ kept: `{"level":30}\n${writeCheckpoint(checkpoint)}\n`, other: '{}\n' })
  const asked: unknown[] = []
  const rekey = inProcess(
    actionsThat({
      verifyAudit: async ({ checkpoint: given, publicKeys }) => {
        asked.push([given?.sequence ?? null, publicKeys.length])
        return { kind: 'whole', length: 1204, sealedAt: noon }
      },
    }),
  )
  await expectTranscript(
    `
    $ rekey audit verify --organisation Acme --key ${KEY}
    The audit log of Acme is whole: 1204 events, the last sealed at 2026-11-23T12:00:00.000Z.
      No checkpoint was given, so events cut off the end would not show.

    $ rekey audit verify --organisation Acme --key ${KEY} --key ${KEY} --checkpoint ${join(folder, 'kept')}
    The audit log of Acme is whole: 1204 events, the last sealed at 2026-11-23T12:00:00.000Z.
      It holds the checkpoint of 2026-11-23T11:00:00.000Z at event 1000.

    $ rekey audit verify --organisation Acme --key ${KEY} --checkpoint ${join(folder, 'other')}
    ! ${join(folder, 'other')} holds no checkpoint of Acme.
    [exit 1]

    $ rekey audit verify --organisation Acme --key ${KEY} --checkpoint ${join(folder, 'none')}
    ! ${join(folder, 'none')} cannot be read (ENOENT).
    [exit 1]

    $ rekey audit verify --organisation Acme --key abc
    ! error: option '--key <public>' argument 'abc' is invalid. It has 43 of A-Z, a-z, 0-9, - and _.
    [exit 2]
    `,
    rekey,
  )
  expect(asked).toEqual([
    [null, 1],
    [1000, 2],
  ])
})

it('audit verify says where a log is broken, and ends with 1', async () => {
  const breaches = [
    'missing',
    'altered',
    'not-signed',
    'forged',
    'cut-off',
    'not-the-checkpoint',
    'checkpoint-forged',
  ] as const
  const told = []
  for (const breach of breaches) {
    const run = inProcess(actionsThat({ verifyAudit: async () => ({ kind: 'broken', sequence: 17, breach }) }))
    const { stdout, stderr, code } = await run(['audit', 'verify', '--organisation', 'Acme', '--key', KEY])
    expect({ stderr, code }).toEqual({ stderr: '', code: 1 })
    told.push(stdout)
  }
  expect(told[1]).toBe(
    'The audit log of Acme is broken at event 17.\n  This event, or its place, is not what was sealed.\n',
  )
  expect(new Set(told).size).toBe(breaches.length)
})

it('audit verify asks for no secret key', async () => {
  const loads: string[] = []
  const { loadConfig } = actionsThat({})
  const rekey = inProcess(
    actionsThat({
      loadConfig: (path, keyring) => {
        loads.push(`${path}: ${keyring}`)
        return loadConfig(path, keyring)
      },
      verifyAudit: async () => ({ kind: 'whole', length: 0, sealedAt: null }),
      auditKeys: async () => [KEY, 'L'.repeat(43)],
      restored: async () => ({ epoch: 4 }),
    }),
  )
  await expectTranscript(
    `
    $ rekey audit verify --organisation Acme --key ${KEY} --config a.yaml
    The audit log of Acme is whole: nothing was sealed yet.
      No checkpoint was given, so events cut off the end would not show.

    $ rekey audit key --config a.yaml
    ${KEY}
    ${'L'.repeat(43)}

    $ rekey restored
    Everything that was open in the backup is ended. The epoch is 4 now.
    `,
    rekey,
  )
  expect(loads).toEqual(['a.yaml: unread', 'a.yaml: checked', 'rekey.yaml: checked'])
})

it('keys new never writes over a file', async () => {
  const folder = folderWith({})
  const rekey = inProcess(actionsThat({ newKeyring: () => '# fresh\nk1:AAAA\n' }))
  writeFileSync(join(folder, 'old'), 'k0:BBBB\n')
  await expectTranscript(
    `
    $ rekey keys new
    # fresh
    k1:AAAA

    $ rekey keys new --file ${join(folder, 'old')}
    ! ${join(folder, 'old')} is there already, and was left as it is.
    ! To cure it: choose another name
    [exit 1]

    $ rekey keys new --file ${join(folder, 'none', 'keyring')}
    ! ${join(folder, 'none', 'keyring')} cannot be written (ENOENT).
    [exit 1]
    `,
    rekey,
  )
})

it('a slip is answered with what was meant, and a wrong call ends with 2', async () => {
  await expectTranscript(
    `
    $ rekey sevre
    ! error: unknown command 'sevre'
    ! (Did you mean serve?)
    [exit 2]

    $ rekey serve --confg rekey.yaml
    ! error: unknown option '--confg'
    ! (Did you mean --config?)
    [exit 2]

    $ rekey --version
    1.2.3
    `,
    inProcess(actionsThat({})),
  )
})
