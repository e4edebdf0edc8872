// The command line: which verbs there are and what each is called with. One file a verb; what a verb needs done is given.
import { Command } from 'commander'
import { accountVerbs } from './account.ts'
import { accountsVerbs } from './accounts.ts'
import type { Actions } from './actions.ts'
import { adminVerbs } from './admin.ts'
import { auditExportVerb } from './audit-export.ts'
import { auditKeyVerb } from './audit-key.ts'
import { auditVerifyVerb } from './audit-verify.ts'
import { configVerbs } from './config-check.ts'
import { demoVerb } from './demo.ts'
import { doctorVerb } from './doctor.ts'
import { editionVerbs } from './edition-set.ts'
import { keysVerbs } from './keys.ts'
import { policyVerbs } from './policy/policy.ts'
import { restoredVerb } from './restored.ts'
import { serveVerb } from './serve.ts'
import { asLines, processTerminal, type Terminal } from './terminal.ts'

/** `await createProgram(actions).parseAsync()` runs the verb this process was called with and sets its exit code. */
export function createProgram(actions: Actions, terminal: Terminal = processTerminal): Command {
  const program = new Command('rekey')
    .description('Self-service password reset for the directory you already have.')
    .version(actions.version, '--version', 'print the version')
    .addHelpText(
      'after',
      '\nEvery verb ends with 0 when it is done, 1 when it was refused or failed, 2 when it was called wrongly.',
    )
    .addCommand(serveVerb(actions, terminal))
    .addCommand(demoVerb(actions, terminal))
    .addCommand(configVerbs(actions, terminal))
    .addCommand(doctorVerb(actions, terminal))
    .addCommand(
      new Command('audit')
        .summary('what happened, and its proof')
        .addCommand(auditExportVerb(actions, terminal))
        .addCommand(auditVerifyVerb(actions, terminal))
        .addCommand(auditKeyVerb(actions, terminal)),
    )
    .addCommand(adminVerbs(actions, terminal))
    .addCommand(accountVerbs(actions, terminal))
    .addCommand(accountsVerbs(actions, terminal))
    .addCommand(policyVerbs(actions, terminal))
    .addCommand(editionVerbs(actions, terminal))
    .addCommand(keysVerbs(actions, terminal))
    .addCommand(restoredVerb(actions, terminal))
  for (const command of withAllBelow(program)) speakThrough(command, terminal)
  return program
}

/** Commander ends a process with 1 for a wrong call; here that is 2, so that a script can tell it from a refusal. */
function speakThrough(command: Command, terminal: Terminal): void {
  command
    .configureOutput({
      writeOut: (text) => terminal.print(asLines(text)),
      writeErr: (text) => terminal.complain(asLines(text)),
    })
    .configureHelp({ helpWidth: 80 })
    .helpOption('-h, --help', 'print this')
    .helpCommand(false)
    .exitOverride(({ exitCode }) => terminal.quit(exitCode === 0 ? 0 : 2))
}

const withAllBelow = (command: Command): Command[] => [command, ...command.commands.flatMap(withAllBelow)]
