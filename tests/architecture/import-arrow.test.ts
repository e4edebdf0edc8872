// Every import of src/ points inward. The first test holds the code to it; the others show that it would notice.
import { describe, expect, it } from 'vitest'
import { findViolations } from './find-violations.ts'
import { isProductCode, readSourceFiles } from './source-files.ts'

describe('the import arrow', () => {
  it('is kept by every file of src', () => {
    const files = readSourceFiles('src').filter(isProductCode)
    expect(files.length).toBeGreaterThan(10)
    expect(findViolations(files)).toEqual([])
  })

  it.each([
    ['src/core/a.ts', "import { z } from 'zod'", 'src/core/a.ts:1 imports zod, but core imports only core'],
    [
      'src/core/a.ts',
      "\n\nimport { join } from 'node:path'",
      'src/core/a.ts:3 imports node:path, but core imports only core',
    ],
    ['src/core/a.ts', "import type { X } from '../ports/x.ts'", 'imports src/ports/x.ts, but core imports only core'],
    ['src/core/a.ts', "export * from '../web/x.ts'", 'imports src/web/x.ts'],
    ['src/core/a.ts', "type X = import('../storage/x.ts').X", 'imports src/storage/x.ts'],
    ['src/core/a.ts', 'const x = await import(name)', 'imports (computed)'],
    ['src/core/a.ts', "import { x } from './x.test.ts'", 'imports src/core/x.test.ts'],
    ['src/core/a.ts', 'const now = Date.now()', 'src/core/a.ts:1 uses Date.now, but core imports only core'],
    ['src/core/a.ts', 'const year = new Date(0)', 'uses new Date(…)'],
    ['src/core/a.ts', 'const roll = Math.random()', 'uses Math.random'],
    ['src/core/a.ts', 'const { env } = process', 'uses process'],
    ['src/core/a.ts', 'const now = performance.now()', 'uses performance'],
    ['src/core/a.ts', 'setTimeout(() => {}, 1)', 'uses setTimeout'],
    ['src/core/a.ts', 'const id = crypto.randomUUID()', 'uses crypto'],
    ['src/core/a.ts', "console.log('x')", 'uses console'],
    ['src/core/a.ts', "await fetch('x')", 'uses fetch'],
    ['src/ports/a.ts', "import type { Pool } from 'pg'", 'imports pg, but ports import core'],
    [
      'src/ports/a.ts',
      "import type { X } from '../use-cases/x.ts'",
      'imports src/use-cases/x.ts, but ports import core',
    ],
    [
      'src/use-cases/a.ts',
      "import { x } from '../storage/x.ts'",
      'imports src/storage/x.ts, but use-cases import core',
    ],
    ['src/use-cases/a.ts', 'const now = new Date()', 'uses new Date()'],
    ['src/use-cases/a.ts', 'const now = Date.now()', 'uses Date.now'],
    ['src/use-cases/a.ts', "import { randomBytes } from 'node:crypto'", 'imports node:crypto'],
    [
      'src/web/reset/a.tsx',
      "import { x } from '../../storage/x.ts'",
      'imports src/storage/x.ts, but web imports use-cases',
    ],
    ['src/web/a.ts', "import { port } from '../ports/x.ts'", 'imports src/ports/x.ts, but web imports use-cases'],
    [
      'src/web/browser/a.ts',
      "import { join } from 'node:path'",
      'imports node:path, but web/browser imports core and web',
    ],
    ['src/cli/a.ts', "import { x } from '../secrets/x.ts'", 'imports src/secrets/x.ts, but cli imports use-cases'],
    ['src/delivery/a.ts', "import { x } from '../channels/email/x.ts'", 'but delivery imports use-cases'],
    [
      'src/storage/a.ts',
      "import { x } from '../secrets/x.ts'",
      'imports src/secrets/x.ts, but an adapter imports ports',
    ],
    [
      'src/proofs/a.ts',
      "import { x } from '../use-cases/x.ts'",
      'imports src/use-cases/x.ts, but an adapter imports ports',
    ],
    ['src/channels/sms/a.ts', "import { x } from '../email/x.ts'", 'imports src/channels/email/x.ts'],
    ['src/directories/builtin/a.ts', "import { x } from '../ldap-wire/x.ts'", 'imports src/directories/ldap-wire/x.ts'],
    [
      'src/directories/ldap/a.ts',
      "import { x } from '../active-directory/x.ts'",
      'but ldap and active-directory import',
    ],
    [
      'src/config/a.ts',
      "import { parse } from 'smol-toml'",
      'imports smol-toml, but config imports core, zod and yaml',
    ],
    ['src/demo/a.ts', "import { x } from '../storage/x.ts'", 'imports src/storage/x.ts, but demo imports'],
    ['src/web/a.ts', "import { x } from '../main.ts'", 'imports src/main.ts'],
    ['src/cli/a.ts', "import { x } from '../demo/x.ts'", 'imports src/demo/x.ts'],
    ['src/storage/a.ts', "import { x } from '../../tests/support/x.ts'", 'imports tests/support/x.ts'],
    ['src/helpers/a.ts', 'export {}', 'src/helpers/a.ts is in no known room'],
  ])('refuses in %s: %j', (path, text, expected) => {
    expect(findViolations([{ path, text }])).toEqual([expect.stringContaining(expected)])
  })

  it.each([
    ['src/core/a.ts', "import { x } from './people/x.ts'"],
    ['src/core/a.ts', "// import { z } from 'zod'\nconst told = 'Date.now() and process'"],
    ['src/core/a.ts', 'const read = (journey: { process: string; console: number }) => journey.process'],
    ['src/use-cases/a.ts', 'const shown = new Date(instant)'],
    ['src/web/a.tsx', "import type { Port } from '../ports/x.ts'\nimport { type Other } from '../ports/y.ts'"],
    ['src/web/a.tsx', "const page = <p>Can't import('../storage/x.ts')</p>"],
    ['src/directories/ldap/a.ts', "import { x } from '../ldap-wire/x.ts'"],
    ['src/messages/a.ts', "import german from '../../locales/de.json'"],
    ['src/wiring/a.ts', "import { x } from '../storage/x.ts'\nimport { y } from '../demo/y.ts'"],
    ['src/main.ts', "import { x } from './wiring/x.ts'\nimport { y } from './cli/y.ts'"],
  ])('lets pass in %s: %j', (path, text) => {
    expect(findViolations([{ path, text }])).toEqual([])
  })
})
