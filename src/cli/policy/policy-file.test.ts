import { describe, expect, it } from 'vitest'
import { documentOf, policyFrom } from '../../contract/policy-document.ts'
import { methodKind } from '../../core/people/identifiers.ts'
import { initialPolicy } from '../../core/policy/policy.ts'
import { policyFileSchema, readPolicyFile, writePolicyFile } from './policy-file.ts'

const policy = initialPolicy([methodKind('email'), methodKind('authenticator-app')])
const file = { version: 3, document: documentOf(policy) }
const text = writePolicyFile(file, 'Acme')

describe('a policy file', () => {
  it('is read as what was written, and says beside each setting what it means', () => {
    expect(readPolicyFile(text)).toEqual(file)
    expect(policyFrom(file.document, policy)).toEqual(policy)
    expect(text).toContain('  # Proofs of different kinds that members bring\n  gates: 2\n')
  })

  it('is told everything that is wrong with it, each by its line', () => {
    const broken = text
      .replace('gates: 2', 'gates: 3')
      .replace('minimumLength: 15', 'minimumLength: few')
      .replace('  trustImported: false', '  trustImported: false\n  trustEverybody: true')
    const read = readPolicyFile(broken)
    const at = (part: string) => broken.slice(0, broken.indexOf(part)).split('\n').length
    expect('problems' in read && read.problems.map(({ line, path }) => [line, path])).toEqual([
      [at('gates: 3'), 'policy.gates'],
      [at('minimumLength: few'), 'policy.passwords.minimumLength'],
      [at('trustEverybody'), 'policy.trustEverybody'],
    ])
  })

  it('that lacks a setting is told at the nearest line there is', () => {
    const read = readPolicyFile(text.replace(/^ {2}trustImported: false\n/m, ''))
    expect(read).toEqual({ problems: [{ line: 7, path: 'policy.trustImported', what: 'is missing' }] })
  })

  it.each([
    ['no YAML', 'a: [', 'problems'],
    ['a setting twice', text.replace('gates: 2', 'gates: 2\n  gates: 1'), 'problems'],
    ['aliases that grow without end', 'a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n', 'problems'],
    ['nothing', '', 'problems'],
  ])('that is %s changes nothing', (_, broken, outcome) => {
    expect(readPolicyFile(broken)).toHaveProperty(outcome)
  })

  it('has a JSON schema that names every setting', () => {
    const schema = JSON.parse(policyFileSchema()) as { properties: { policy: { properties: object } } }
    expect(Object.keys(schema.properties.policy.properties)).toEqual(Object.keys(file.document))
  })
})
