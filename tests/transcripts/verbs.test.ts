// The words of every verb: what it says when it went well, when it was refused, and when it was called wrongly.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Config } from '../../src/config/config.ts'
import { loadConfigFile } from '../../src/config/load-config.ts'
import { acmeId, actionsThat } from './actions.ts'
import { expectTranscript, folderWith, inProcess } from './replay.ts'

const KEY = 'K'.repeat(43)

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
  expect(served.map(({ listen }) => listen)).toEqual([{ host: '127.0.0.1', port: 0, drain: 0 }])
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

it('config check tells by its line what is not YAML, and by its name what is not there', async () => {
  const folder = folderWith({ 'broken.yaml': 'listen:\n  port: [1\n' })
  const rekey = inProcess(actionsThat({ loadConfig: (path) => loadConfigFile(path, {}, null) }))
  await expectTranscript(
    `
    $ rekey config check --config ${join(folder, 'broken.yaml')}
    ! The configuration has 1 problem; nothing was started.
    !
    ! line 3
    !   is not YAML: flow sequence in block collection must be sufficiently indented and end with a ]
    !   To cure it: one setting a line, as "name: value", those of a section indented by two spaces; quote a text with special characters
    [exit 1]

    $ rekey config check --config ${join(folder, 'none.yaml')}
    ! The configuration has 1 problem; nothing was started.
    !
    ! ${join(folder, 'none.yaml')}
    !   cannot be read (ENOENT)
    !   To cure it: name the file with --config, and let the user who runs Rekey read it
    [exit 1]
    `,
    rekey,
  )
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

it('restored takes the counters for lost unless it is told that they were taken along', async () => {
  const rekey = inProcess(
    actionsThat({ restored: async ({ counters }) => ({ refused: `They are ${counters}.`, cure: 'nothing to cure' }) }),
  )
  const said = (how: string) => `\n    ! They are ${how}.\n    ! To cure it: nothing to cure\n    [exit 1]`
  await expectTranscript(
    `
    $ rekey restored${said('lost')}

    $ rekey restored --counters-kept${said('kept')}
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
