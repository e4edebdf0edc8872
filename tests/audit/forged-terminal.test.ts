// DL-06: what `rekey` shows of texts that somebody else wrote stays in its line, and commands no terminal.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Actions } from '../../src/cli/actions.ts'
import { readPolicyFile, writePolicyFile } from '../../src/cli/policy/policy-file.ts'
import { documentOf } from '../../src/contract/policy-document.ts'
import { methodKind } from '../../src/core/people/identifiers.ts'
import { initialPolicy } from '../../src/core/policy/policy.ts'
import { actionsThat } from '../transcripts/actions.ts'
import { inProcess } from '../transcripts/replay.ts'
import { hostileText, mischief, shortHostileText, wellFormed } from './hostile-text.ts'

const acme = '7b0c6a52-3f1e-4a86-9d55-0b6f2c9e8d14'

describe('DL-06: a terminal', () => {
  const noone = async () => ({ refused: 'none' })
  const at = ['--organisation', 'Acme']

  /** Each shows `text` in every place where a verb shows what somebody else wrote, and how many lines that are. */
  const verbs: readonly (readonly [string, readonly string[], (text: string) => Partial<Actions>, number])[] = [
    [
      'admin list',
      ['admin', 'list', ...at],
      (text) => ({
        listAdministrators: async () => ({
          holders: [{ account: acme as never, username: text, displayName: text, role: 'global-administrator' }],
        }),
      }),
      1,
    ],
    [
      'account show',
      ['account', 'show', 'tim', ...at],
      (text) => ({
        showAccount: async () => ({
          events: [],
          seen: {
            account: {
              entry: { username: text, displayName: text, directory: text, role: null },
              frozenAt: null,
            } as never,
            reason: null,
            code: null,
            rules: [],
            methods: [
              { kind: 'email' as never, masked: text, provenAt: null, heldUntil: null, usable: false } as never,
            ],
            waits: [],
          } as never,
        }),
      }),
      4,
    ],
    [
      'a refusal',
      ['admin', 'remove', 'tim', ...at],
      (text) => ({ removeAdministrator: async () => ({ refused: text, cure: text }) }),
      2,
    ],
    [
      'an error',
      ['restored'],
      (text) => ({ restored: () => Promise.reject(new Error(text, { cause: new Error(text) })) }),
      1,
    ],
    [
      'a finding',
      ['doctor'],
      (text) => ({
        examine: async (_, tell) => {
          tell({ organisation: text, finding: { id: 'policy.reach', weight: 'warning', seen: text, cure: text } })
          return { done: true }
        },
      }),
      3,
    ],
    [
      'a finding as JSON',
      ['doctor', '--json'],
      (text) => ({
        examine: async (_, tell) => {
          tell({ organisation: text, finding: { id: 'policy.reach', weight: 'warning', seen: text, cure: text } })
          return { done: true }
        },
      }),
      1,
    ],
    [
      'policy simulate',
      ['policy', 'simulate', '--user', 'tim', ...at],
      (text) => ({ simulate: async () => ({ username: text, rules: [], reason: null, code: null }) as never }),
      1,
    ],
    [
      'serve',
      ['serve'],
      (text) => ({
        serve: async (_, say) => {
          say(text)
          return 'stopped'
        },
      }),
      1,
    ],
  ]

  it.each(verbs)(
    'that reads `%s` gets the lines of the verb, without a command or a turned word',
    async (_, args, does, lines) => {
      await fc.assert(
        fc.asyncProperty(hostileText, async (text) => {
          const { stdout, stderr } = await inProcess(actionsThat({ restored: noone, ...does(text) }))(args)
          const shown = stdout + stderr
          expect(shown.endsWith('\n')).toBe(true)
          const all = shown.slice(0, -1).split('\n')
          expect(all).toHaveLength(lines)
          expect(all.filter((line) => mischief.test(line))).toEqual([])
        }),
        { numRuns: 60 },
      )
    },
  )

  it('shows a wrong call as it was written, and no command of it', async () => {
    const { stderr, code } = await inProcess(actionsThat({}))(['--\u001b[2J\u202e', 'x'])
    expect(code).toBe(2)
    expect(stderr).toBe("error: unknown option '--\\u001b[2J\\u202e'\n")
  })

  it('shows a policy in force without anything unseen, and the file still says the same', () => {
    const policy = initialPolicy([methodKind('email'), methodKind('authenticator-app')])
    fc.assert(
      fc.property(shortHostileText, (text) => {
        const short = wellFormed(text.slice(0, 300)).trim()
        fc.pre(short !== '')
        const document = documentOf({
          ...policy,
          branding: { ...policy.branding, texts: { ...policy.branding.texts, reset: short } },
        })
        const file = writePolicyFile({ version: 1, document }, short)
        expect(file.split('\n').filter((line) => mischief.test(line))).toEqual([])
        const read = readPolicyFile(file)
        expect('document' in read && read.document.branding.texts.reset).toBe(short)
      }),
      { numRuns: 100 },
    )
  })
})
