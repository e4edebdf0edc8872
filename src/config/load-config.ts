// Reads a configuration whole: the file, the environment over it, the secrets in files of their own. Everything that is
// wrong is told at once, and nothing starts on half of it.
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { LoadedConfig, SecretKeySettings } from './config.ts'
import { findConflicts } from './conflicts.ts'
import { type Environment, layEnvironmentOver } from './environment.ts'
import { judgeValues } from './judge-values.ts'
import { type ConfigProblem, showPath } from './problems.ts'
import { readSecretFiles } from './read-secret-files.ts'
import { readYaml } from './read-yaml.ts'
import { configSchema } from './schema.ts'
import { toConfig } from './to-config.ts'

export interface ConfigSources {
  readonly env: Environment
  /** Throws as `node:fs` does. */
  readonly readFile: (path: string) => string
  /** Relative paths in the file start here. */
  readonly folder: string
  /** What is wrong with the keyring; null where it isn't needed. */
  readonly judgeKeyring: JudgesKeyring | null
}

/** Reads the keyring that the variables lead to, and says what is wrong with it without repeating any of it. */
export type JudgesKeyring = (settings: SecretKeySettings) => readonly KeyringProblem[]

interface KeyringProblem {
  readonly setting: keyof SecretKeySettings
  readonly line?: number
  readonly message: string
  readonly cure: string
}

/** Relative paths in the file start from the folder it is in. */
export function loadConfigFile(path: string, env: Environment, judgeKeyring: JudgesKeyring | null): LoadedConfig {
  const readFile = (name: string): string => readFileSync(name, 'utf8')
  let text: string
  try {
    text = readFile(path)
  } catch (error) {
    return { problems: [unreadable(path, error)] }
  }
  return loadConfig(text, { env, readFile, folder: dirname(resolve(path)), judgeKeyring })
}

export function loadConfig(text: string, sources: ConfigSources): LoadedConfig {
  const yaml = readYaml(text)
  if ('problems' in yaml) return yaml

  const { tree, origins, problems: mistyped } = layEnvironmentOver(yaml.tree, sources.env, configSchema)
  const { problems: ofValues, sound, settings } = judgeValues(tree)
  const production = sources.env['NODE_ENV'] === 'production'
  const secrets = readSecretFiles(sound, (path) => sources.readFile(resolve(sources.folder, path)))
  const keyFile = sound['secret-key-file']
  const secretKey = findSecretKey(keyFile, sources)
  const problems = [
    ...ofValues,
    ...findConflicts(sound, production),
    ...secrets.problems,
    ...describeKeyring(sources.judgeKeyring?.(secretKey) ?? [], keyFile),
  ].map((problem) => ({ ...problem, path: origins.get(problem.path) ?? problem.path }))

  if (settings === null || problems.length + mistyped.length > 0) return { problems: [...problems, ...mistyped] }
  return { config: toConfig(settings, { secrets: secrets.values, secretKey, production, folder: sources.folder }) }
}

function findSecretKey(file: string | undefined, { env, folder }: ConfigSources): SecretKeySettings {
  return {
    REKEY_SECRET_KEY_FILE: file === undefined ? undefined : resolve(folder, file),
    REKEY_SECRET_KEY: env['REKEY_SECRET_KEY'] || undefined,
  }
}

function describeKeyring(problems: readonly KeyringProblem[], file: string | undefined): ConfigProblem[] {
  return problems.map(({ setting, line, message, cure }) => {
    const inFile = setting === 'REKEY_SECRET_KEY_FILE'
    return {
      path: inFile ? 'secret-key-file' : setting,
      value: inFile && file !== undefined ? showPath(file) : null,
      message: line === undefined ? message : `line ${line}: ${message}`,
      cure,
    }
  })
}

function unreadable(path: string, error: unknown): ConfigProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
  const cure = 'name the file with --config, and let the user who runs Rekey read it'
  return { path, value: null, message: `cannot be read (${code})`, cure }
}
