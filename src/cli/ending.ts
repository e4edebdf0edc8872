// How a verb ends, and the way there: what it says, on which stream, and with which exit code.
import type { Config, LoadedConfig } from '../config/config.ts'
import { formatProblems } from '../config/problems.ts'
import type { Refused } from './actions.ts'
import { asLine, type ExitCode, type Terminal } from './terminal.ts'

export interface Ending {
  readonly code: ExitCode
  /** Lines for stdout. */
  readonly said: readonly string[]
  /** Lines for stderr. */
  readonly complained: readonly string[]
}

export const done = (...said: readonly string[]): Ending => ({ code: 0, said, complained: [] })

/** The verb looked, and what it found is not as it should be. */
export const found = (...said: readonly string[]): Ending => ({ code: 1, said, complained: [] })

export const refuse = ({ refused, cure }: Refused): Ending => ({
  code: 1,
  said: [],
  complained: cure === undefined ? [refused] : [refused, `To cure it: ${cure}`],
})

/** Goes on with a configuration that is right, or ends with everything that is wrong with it. */
export async function withConfig(loaded: LoadedConfig, work: (config: Config) => Promise<Ending>): Promise<Ending> {
  if ('config' in loaded) return work(loaded.config)
  return { code: 1, said: [], complained: formatProblems(loaded.problems) }
}

/** Runs a verb to its end. What breaks is told in one sentence too; only a fault of the program itself shows its place. */
export async function finish(terminal: Terminal, work: () => Promise<Ending>): Promise<void> {
  const { code, said, complained } = await work().catch(brokeOff)
  for (const line of said) terminal.print(asLine(line))
  for (const line of complained) terminal.complain(asLine(line))
  terminal.endWith(code)
}

const faults = [TypeError, RangeError, ReferenceError, SyntaxError]

function brokeOff(error: unknown): Ending {
  const isFault = error instanceof Error && faults.some((kind) => error instanceof kind)
  const [reason, ...frames] = isFault ? (error.stack ?? error.message).split('\n') : [messagesOf(error)]
  return { code: 1, said: [], complained: [`It could not be finished: ${reason}`, ...frames] }
}

/** With its causes, outermost first. A refused connection has a code and no message. */
function messagesOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const own = error.message || ('code' in error ? String(error.code) : error.name)
  return error.cause === undefined ? own : `${own}: ${messagesOf(error.cause)}`
}
