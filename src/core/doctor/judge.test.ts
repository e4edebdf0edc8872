import { describe, expect, it } from 'vitest'
import type { PolicyFault } from '../policy/judge-policy.ts'
import { days, hours, minutes } from '../time.ts'
import { type Finding, heaviest } from './finding.ts'
import { judgeDatabase, type SeenDatabase } from './judge-database.ts'
import { judgePolicySeen, type SeenPolicy } from './judge-organisation.ts'
import { judgeAddress, judgeMail, judgeServer, type SeenAddress } from './judge-reach.ts'
import { judgeChain, judgeCheckpointAge, judgeKeys, judgeSealing } from './judge-storage.ts'

const told = (findings: readonly Finding[]) => findings.map(({ id, weight }) => `${id} ${weight}`)

const database: SeenDatabase = {
  engine: 'postgres',
  version: 150_018,
  schema: 'current',
  clockAhead: 0,
  superuser: false,
  production: true,
}
const well = ['database ok', 'database.schema ok', 'database.clock ok', 'database.role ok']

describe('a database', () => {
  it.each<[string, Partial<SeenDatabase>, string]>([
    ['is well', {}, ''],
    ['is too old', { version: 140_009 }, 'database failure'],
    ['is new', { version: 180_000 }, ''],
    ['is empty', { schema: 'none' }, ''],
    ['is of an older version', { schema: 'older' }, ''],
    ['is of a newer version', { schema: 'newer' }, 'database.schema failure'],
    ['has a clock just close enough', { clockAhead: -30_000 }, ''],
    ['has a clock too far off', { clockAhead: 30_001 }, 'database.clock failure'],
    ['is used by a superuser', { superuser: true }, 'database.role warning'],
  ])('that %s', (_, traits, unlike) => {
    const id = unlike.split(' ')[0]
    const expected = well.map((each) => (each.split(' ')[0] === id ? unlike : each))
    expect(told(judgeDatabase({ ...database, ...traits }))).toEqual(expected)
  })

  it('that is the built-in one is a warning in production only', () => {
    const weight = (production: boolean) => told(judgeDatabase({ ...database, engine: 'pglite', production }))[0]
    expect([weight(true), weight(false)]).toEqual(['database warning', 'database ok'])
  })

  it('that is the built-in one and not opened is as it should be, whether it is missing or a running server holds it', () => {
    const of = (unopened: 'missing' | { heldBy: string }, production = false) => judgeDatabase({ unopened, production })
    expect(told(of('missing'))).toEqual(['database ok', 'database.schema ok'])
    expect(told(of({ heldBy: 'port 8080' }))).toEqual(['database ok', 'database.content ok'])
    expect(of({ heldBy: 'port 8080' })[1]?.seen).toContain('A running server holds it (port 8080)')
    expect(of({ heldBy: '' })[1]?.seen).toContain('A running server holds it, as')
    expect(told(of({ heldBy: 'port 8080' }, true))).toEqual(['database warning', 'database.content ok'])
  })

  it('that can not be reached is one failure with why', () => {
    const [finding, ...more] = judgeDatabase({ unreachable: 'ECONNREFUSED' })
    expect(finding).toMatchObject({ weight: 'failure', seen: 'It can’t be reached: ECONNREFUSED' })
    expect(more).toEqual([])
  })
})

it('keys fit, are not used yet, or are those of something else; an older one that nothing needs can go', () => {
  const of = (fits: boolean | null, rows: number) => judgeKeys({ writing: 'k2', fits, older: [{ id: 'k1', rows }] })
  expect(told(of(true, 3))).toEqual(['keys ok', 'keys.k1 ok'])
  expect(told(of(null, 0))).toEqual(['keys ok', 'keys.k1 warning'])
  expect(told(of(false, 3))).toEqual(['keys failure', 'keys.k1 ok'])
})

it('a log is whole, broken or not looked at; late sealing and lost checkpoints are said', () => {
  expect([true, false, null].flatMap((whole) => told(judgeChain(whole)))).toEqual([
    'audit.chain ok',
    'audit.chain failure',
    'audit.chain ok',
  ])
  const sealing = (checkpointFile: 'none' | 'writable' | 'not-writable', oldestWaiting: number) =>
    told(judgeSealing({ checkpointFile, oldestWaiting }))
  expect(sealing('writable', minutes(1))).toEqual(['audit.checkpoints ok'])
  expect(sealing('none', minutes(2))).toEqual(['audit.sealing warning', 'audit.checkpoints warning'])
  expect(sealing('not-writable', 0)).toEqual(['audit.checkpoints failure'])
  const age = (waits: number | null) => told(judgeCheckpointAge(waits))
  expect([age(null), age(0), age(hours(2)), age(hours(2) + 1)]).toEqual([[], [], [], ['audit.checkpoint-age warning']])
})

it('a policy that lets nobody back in is a warning; without an administrator nobody can change that', () => {
  const administrators = { holders: 2, able: 2 }
  const seen: SeenPolicy = { scope: 'all', on: true, hasHelp: true, problems: [], administrators }
  const of = (traits: Partial<SeenPolicy>) => told(judgePolicySeen({ ...seen, ...traits }))
  expect(of({})).toEqual(['policy.administrators ok', 'policy.scope ok'])
  expect(of({ scope: 'none' })).toEqual(['policy.administrators ok', 'policy.scope warning'])
  expect(of({ on: false })).toEqual(['policy.administrators ok', 'policy.scope warning'])
  expect(of({ hasHelp: false })).toContain('policy.help warning')
  const administered = (holders: number, able: number) => of({ administrators: { holders, able } })[0]
  expect(administered(1, 1)).toBe('policy.administrators warning')
  expect(administered(0, 0)).toBe('policy.administrators failure')
  expect(administered(1, 0), 'who holds it and can’t sign in is none').toBe('policy.administrators failure')
  expect(administered(2, 1)).toBe('policy.administrators warning')
  expect(administered(3, 2)).toBe('policy.administrators ok')
  expect(told(judgePolicySeen(null))).toEqual(['policy ok'])
})

it('a policy with fewer ways than gates fails; what else went away beneath it is a warning, and missing help is said once', () => {
  const problem = (fault: PolicyFault) => ({ fault, said: `policy.methods: ${fault}`, cure: 'mend it' })
  const of = (...faults: PolicyFault[]) =>
    judgePolicySeen({
      scope: 'all',
      on: true,
      hasHelp: false,
      administrators: { holders: 2, able: 2 },
      problems: faults.map(problem),
    }).slice(2)
  expect(told(of('methods-of-one-class', 'no-methods', 'unknown-group'))).toEqual([
    'policy.help warning',
    'policy.methods-of-one-class failure',
    'policy.no-methods failure',
    'policy.unknown-group warning',
  ])
  expect(told(of('help-contact-missing'))).toEqual(['policy.help warning'])
  expect(of('no-methods')[1]).toMatchObject({ seen: 'policy.methods: no-methods.', cure: 'mend it' })
})

it('mail is ready or not, and a test message went or did not', () => {
  for (const kind of ['unreachable', 'tls', 'login'] as const) {
    expect(told(judgeMail({ kind, code: 'X' }, null))).toEqual(['mail failure'])
  }
  const ready = { kind: 'ready', tls: 'starttls' } as const
  expect(told(judgeMail(ready, null))).toEqual(['mail ok'])
  expect(told(judgeMail(ready, 'sent'))).toEqual(['mail ok', 'mail-test ok'])
  expect(told(judgeMail(ready, 'refused'))).toEqual(['mail ok', 'mail-test failure'])
  expect(told(judgeMail(ready, 'retry'))).toEqual(['mail ok', 'mail-test failure'])
})

it('an address leads here, elsewhere or nowhere; a certificate lasts, ends soon or is refused', () => {
  const seen: SeenAddress = {
    baseUrl: 'https://reset.acme.example',
    answer: 'this',
    detail: '',
    certificateLasts: days(90),
    plainHttp: 'redirects',
  }
  const of = (traits: Partial<SeenAddress>) => told(judgeAddress({ ...seen, ...traits }))
  expect(of({})).toEqual(['address ok', 'address.certificate ok'])
  expect(of({ answer: 'other' })[0]).toBe('address failure')
  expect(of({ answer: 'another' })[0]).toBe('address failure')
  expect(of({ answer: 'unreachable', certificateLasts: null })).toEqual(['address warning'])
  expect(of({ answer: 'certificate', certificateLasts: -1 })).toEqual(['address failure'])
  expect(of({ certificateLasts: days(14) })[1]).toBe('address.certificate ok')
  expect(of({ certificateLasts: days(14) - 1 })[1]).toBe('address.certificate warning')
  expect(of({ plainHttp: 'answers' })[2]).toBe('address.http warning')
})

it('more hashes at once than the cores can bear are a warning', () => {
  const of = (hashesAtOnce: number) => told(judgeServer({ hashesAtOnce, cores: 2, metrics: false }))
  expect(of(4)).toEqual(['server.hashing ok', 'server.metrics ok'])
  expect(of(5)).toEqual(['server.hashing warning', 'server.metrics ok'])
})

it('a script is told the heaviest', () => {
  const of = (...weights: Finding['weight'][]) =>
    heaviest(weights.map((weight) => ({ id: 'x', weight, seen: '', cure: null })))
  expect([of(), of('ok'), of('ok', 'warning'), of('warning', 'failure', 'ok')]).toEqual([
    'ok',
    'ok',
    'warning',
    'failure',
  ])
})
