import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { describeConfig, exampleConfig } from './describe-config.ts'
import { loadConfig } from './load-config.ts'
import { formatProblems } from './problems.ts'

const page = new URL('../../docs/operators/configuration.md', import.meta.url)

it('the reference of operators says what the schema says', () => {
  const text = describeConfig()
  if (process.env['REKEY_REWRITE_DOCS'] === '1') writeFileSync(page, text)
  expect(readFileSync(page, 'utf8'), 'stale: run REKEY_REWRITE_DOCS=1 npx vitest run src/config').toBe(text)
})

it('the configuration that it shows is a right one', () => {
  const text = exampleConfig.replace(/^```.*$/gm, '')
  const secrets: Record<string, string> = {
    '/run/secrets/rekey-database-url': 'postgres://rekey@db.acme.example/rekey?sslmode=verify-full',
    '/run/secrets/rekey-mail-password': 'a password',
  }
  const readFile = (path: string) => secrets[path] ?? ''
  const loaded = loadConfig(text, { env: { NODE_ENV: 'production' }, readFile, folder: '/', judgeKeyring: null })
  expect('problems' in loaded ? formatProblems(loaded.problems) : []).toEqual([])
})
