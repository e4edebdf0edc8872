// AT-07: files from elsewhere, made to be too large, to grow, or to set what nobody described. Each is refused before a row of it
// is used, and none is ever unpacked.
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { actionsThat } from '../../tests/transcripts/actions.ts'
import { inProcess } from '../../tests/transcripts/replay.ts'
import { readYaml } from '../config/read-yaml.ts'
import { documentOf } from '../contract/policy-document.ts'
import { methodKind } from '../core/people/identifiers.ts'
import { initialPolicy } from '../core/policy/policy.ts'
import { readPolicyFile } from './policy/policy-file.ts'
import { readBounded } from './read-bounded.ts'
import { readPeopleFile, UnreadablePeople } from './read-people-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'rekey-hostile-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Of zeros, and of no room on the disk. */
function fileOf(bytes: number): string {
  const file = join(folder, `zeros-${bytes}`)
  writeFileSync(file, '')
  truncateSync(file, bytes)
  return file
}

const layers = 'bcdefghij'
const growing = [...layers].reduce((text, name, index) => {
  const below = index === 0 ? 'a' : layers[index - 1]
  return `${text}${name}: &${name} [${Array(9).fill(`*${below}`).join(', ')}]\n`
}, 'a: &a [x, x, x, x, x, x, x, x, x]\n')

describe('AT-07: a file from elsewhere', () => {
  it('that would grow without end is refused as a policy and as a configuration', () => {
    expect(readPolicyFile(growing)).toHaveProperty('problems')
    expect(readYaml(growing)).toHaveProperty('problems')
  })

  it.each([
    ['open brackets', '['.repeat(200_000)],
    ['brackets that are closed', `${'{a: '.repeat(20_000)}1${'}'.repeat(20_000)}`],
    ['lists on one line', '- '.repeat(200_000)],
  ])('of nothing but %s is refused before it is built', (_, text) => {
    expect(readPolicyFile(text)).toEqual({ problems: [{ line: 1, path: '', what: 'it nests deeper than any policy' }] })
    expect(readYaml(text)).toMatchObject({ problems: [{ path: 'line 1' }] })
  })

  it.each([
    ['of a gigabyte', () => fileOf(1_073_741_824)],
    ['of a byte too many', () => fileOf(4_194_305)],
    ['without an end', () => '/dev/zero'],
  ])('%s is refused by every verb that takes a policy, and nothing is asked of the installation', async (_, make) => {
    const file = make()
    for (const verb of ['diff', 'apply', 'simulate --user tim']) {
      const [name = '', ...more] = verb.split(' ')
      const shown = await inProcess(actionsThat({}))(['policy', name, file, ...more, '--organisation', 'Acme'])
      expect(shown).toEqual({
        stdout: '',
        stderr: `${file} is larger than 4 MB, and was not read.\nTo cure it: name the right file\n`,
        code: 1,
      })
    }
  })

  it('is read whole where it is as long as it may be', () => {
    const file = fileOf(4_194_304)
    const read = readBounded(file, 4_194_304)
    expect('bytes' in read && read.bytes.equals(Buffer.alloc(4_194_304))).toBe(true)
    expect(readBounded(file, 4_194_303)).toHaveProperty('refused')
    expect(readBounded(folder, 1)).toEqual({ refused: `${folder} cannot be read (EISDIR).` })
  })

  it('with a setting that nobody described, at any place of a policy, is refused by its name', () => {
    const document = documentOf(initialPolicy([methodKind('email'), methodKind('authenticator-app')]))
    const places = fc.constantFrom(null, 'policy', 'policy.passwords')
    fc.assert(
      fc.property(places, fc.stringMatching(/^[a-zA-Z_]{1,40}$/), fc.json(), (place, name, value) => {
        const key = `x-${name}`
        const file: { version: number; policy: Record<string, unknown> } = {
          version: 1,
          policy: structuredClone({ ...document }),
        }
        const parents = { policy: file.policy, 'policy.passwords': file.policy['passwords'] as Record<string, unknown> }
        const parent: Record<string, unknown> = place === null ? (file as never) : parents[place]
        parent[key] = JSON.parse(value)
        const path = place === null ? key : `${place}.${key}`
        expect(readPolicyFile(JSON.stringify(file))).toMatchObject({
          problems: expect.arrayContaining([expect.objectContaining({ path, what: 'is no setting' })]),
        })
      }),
    )
  })

  it.each([
    ['of another program', 'services:\n  web:\n    image: nginx\n'],
    ['packed', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 4, 0])],
    ['with a cell of a megabyte', `username\n"${'x'.repeat(1_048_576)}"\n`],
    ['with a column that nobody described', 'username,is global administrator\ntim,yes\n'],
  ])('%s is not read as people', async (_, content) => {
    const file = join(folder, 'people.csv')
    writeFileSync(file, content)
    const rows: unknown[] = []
    const reading = async () => {
      for await (const row of readPeopleFile(file, () => undefined)) rows.push(row)
    }
    await expect(reading()).rejects.toBeInstanceOf(UnreadablePeople)
    expect(rows).toEqual([])
  })
})
