// For tests: a configuration that is right, the files it may name, and what loading it comes to.
import type { Config } from './config.ts'
import { type ConfigSources, loadConfig } from './load-config.ts'
import { type ConfigProblem, formatProblems } from './problems.ts'

export const right = `
trusted-proxies: [10.0.0.0/8]
database: { url: "postgres://rekey:hunter2@localhost/rekey" }
mail: { host: smtp.acme.example }
organisations:
  - id: 7B0C6A52-3f1e-4a86-9d55-0b6f2c9e8d14
    name: Acme
    base-url: https://Reset.acme.example/
    mail-from: reset@acme.example
    directories: [{ key: staff, kind: built-in }]
`

const files: Record<string, string> = {
  '/etc/rekey/url': 'postgres://rekey:hunter2@db.example/rekey?sslmode=verify-full\n',
  '/etc/rekey/open-url': 'postgres://rekey:hunter2@db.example/rekey\n',
  '/etc/rekey/password': 'hunter2\r\n',
  '/etc/rekey/empty': '\n',
}

const load = (text: string, sources: Partial<ConfigSources> = {}) =>
  loadConfig(text, {
    env: {},
    readFile(path) {
      const content = files[path]
      if (content === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
      return content
    },
    folder: '/etc/rekey',
    judgeKeyring: null,
    ...sources,
  })

export function configOf(text: string, sources: Partial<ConfigSources> = {}): Config {
  const loaded = load(text, sources)
  if ('config' in loaded) return loaded.config
  throw new Error(formatProblems(loaded.problems).join('\n'))
}

export function problemsOf(text: string, sources: Partial<ConfigSources> = {}): readonly ConfigProblem[] {
  const loaded = load(text, sources)
  return 'problems' in loaded ? loaded.problems : []
}

export const brief = (problems: readonly ConfigProblem[]) => problems.map(({ path, message }) => `${path} ${message}`)
