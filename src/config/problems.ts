// What is wrong with a configuration, said so that the next attempt can be the last one: where, what was found, what to do.

export interface ConfigProblem {
  /** The setting, `organisations[0].base-url`; the environment variable it came from; or the file itself. */
  readonly path: string
  /** As written, for a person; `[redacted]` for a secret; null where nothing was written. */
  readonly value: string | null
  /** What is wrong, as the rest of a sentence that begins with the path. */
  readonly message: string
  /** What to do about it. */
  readonly cure: string
}

export const redacted = '[redacted]'

/** The path of a file that holds a secret: someone may have put the secret itself there. */
export const showPath = (file: string): string => (/^(?:\.{0,2}\/|[a-z]:\\)[^:]*$/i.test(file) ? file : redacted)

/** Lines for a terminal. */
export function formatProblems(problems: readonly ConfigProblem[]): readonly string[] {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
  const blocks = problems.flatMap(({ path, value, message, cure }) => [
    '',
    `${path}${value === null ? '' : `: ${value}`}`,
    `  ${message}`,
    `  To cure it: ${cure}`,
  ])
  return [`The configuration has ${count}; nothing was started.`, ...blocks]
}
