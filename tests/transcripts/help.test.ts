// What `--help` says of the program and of each verb: the only manual that most people open.
import { expect, it } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { actionsThat } from './actions.ts'
import { expectTranscript, inProcess } from './replay.ts'

const rekey = inProcess(actionsThat({}))

it('help lists the verbs, and says of a verb what it does and what it takes', async () => {
  await expectTranscript(
    `
    $ rekey --help
    Usage: rekey [options] [command]

    Self-service password reset for the directory you already have.

    Options:
      --version           print the version
      -h, --help          print this

    Commands:
      serve [options]     serve the pages
      demo [options]      try the product on this machine
      config              look at the configuration
      doctor [options]    look whether everything it stands on works
      audit               what happened, and its proof
      admin               administrators, from the host
      account             one account, from the host
      accounts            everybody at once
      policy              who can reset, with what, as a file
      edition             what an organisation is entitled to
      keys                the secret keys
      restored [options]  say that the database came back from a backup

    Every verb ends with 0 when it is done, 1 when it was refused or failed, 2 when it was called wrongly.

    $ rekey audit verify --help
    Usage: rekey audit verify [options]

    Walks the whole audit log of an organisation and says whether any event was
    changed, moved, added or removed. Reads only the database, and needs no secret
    key. Without a checkpoint that was kept elsewhere it cannot tell that events
    were cut off the end.

    Options:
      --organisation <id|name>  one of the organisations in the configuration
      --key <public>            a key from \`rekey audit key\`; give it again for each
                                older key
      --checkpoint <file>       checkpoints of the log that were kept elsewhere; the
                                farthest one counts
      --config <file>           the configuration of the installation (default:
                                "rekey.yaml")
      -h, --help                print this

    $ rekey edition set --help
    Usage: rekey edition set [options] <edition>

    Sets the edition of an organisation. With free only administrators reset; with
    basic members of the built-in directory too; with premium everyone the policy
    includes.

    Arguments:
      edition                   what the organisation is entitled to (choices:
                                "free", "basic", "premium")

    Options:
      --organisation <id|name>  one of the organisations in the configuration
      --config <file>           the configuration of the installation (default:
                                "rekey.yaml")
      -h, --help                print this

    $ rekey keys new --help
    Usage: rekey keys new [options]

    Makes a keyring with one key. What Rekey stores is sealed with it: keep a copy
    apart from the database, for without it the sealed part of the database is lost.

    Options:
      --file <file>  where to write it, readable by you only; never over a file that
                     is there
      -h, --help     print this
    `,
    rekey,
  )
})

it('every verb and every option is described', () => {
  const { commands } = createProgram(actionsThat({}))
  const verbs = commands.flatMap((command) => (command.commands.length > 0 ? command.commands : [command]))
  expect(verbs.map((verb) => verb.name())).toHaveLength(30)
  expect(verbs.filter((verb) => verb.summary() === '' || verb.description() === '')).toEqual([])
  expect(verbs.flatMap(({ options }) => options).filter(({ description }) => description === '')).toEqual([])
})

it('a call without a verb is a wrong one, and shows the help on stderr', async () => {
  const { stdout, stderr, code } = await rekey([])
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 })
  expect(stderr).toContain('serve the pages')
})
