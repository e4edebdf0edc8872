import { describe, expect, it } from 'vitest'
import { call, catalogue, policy, questions, sales, staff, text } from '../../../tests/model/cast.ts'
import { initialBranding } from '../branding/branding.ts'
import { directoryKey, groupId, methodKind } from '../people/identifiers.ts'
import { judgePolicy, type KnownThings, type PolicyFault, policyWarnings } from './judge-policy.ts'
import type { Policy } from './policy.ts'

const known: KnownThings = {
  catalogue,
  directories: new Set([staff]),
  groups: new Set([sales]),
  pictures: new Set(['kept']),
  locales: new Set(['en', 'de']),
}
const help = { text: null, phone: '+44 20 7946 0100', url: null, mail: null }
const right: Policy = { ...policy, scope: { kind: 'all' }, gates: 2, help, directories: {} }

const { people, administrators: toAdministrators } = right.notifications

const faults = (change: Partial<Policy>): readonly (readonly [PolicyFault, string])[] =>
  judgePolicy({ ...right, ...change }, known).map(({ fault, path }) => [fault, path])

describe('a policy', () => {
  it('that works is right', () => {
    expect(faults({})).toEqual([])
    const texts = { signIn: 'Two\nlines', reset: '{{7*7}} <b>', mail: 'مرحبا' }
    const links = [{ label: 'Intranet', url: 'https://intranet.acme.example/it?a=1#top' }]
    const translations = { de: { signIn: 'Zwei\nZeilen', reset: null, mail: null } }
    const logo = { light: 'kept', dark: 'kept' }
    const branding = { name: 'Acme', accent: '#FFD400', logo, texts, translations, links, madeWithRekey: false }
    expect(faults({ branding })).toEqual([])
  })

  it.each<readonly [PolicyFault, string, Partial<Policy>]>([
    ['unknown-method', 'methods', { methods: [...right.methods, methodKind('carrier-pigeon')] }],
    ['method-twice', 'methods', { methods: [...right.methods, ...right.methods.slice(0, 1)] }],
    ['methods-of-one-class', 'methods', { methods: right.methods.slice(0, 1) }],
    ['no-methods', 'methods', { methods: [questions.kind] }],
    ['unknown-group', 'scope.include', { scope: { kind: 'groups', include: [groupId('nobody')], exclude: [] } }],
    ['no-groups', 'scope.include', { scope: { kind: 'groups', include: [], exclude: [] } }],
    ['group-in-and-out', 'scope.exclude', { scope: { kind: 'groups', include: [sales], exclude: [sales] } }],
    ['help-contact-missing', 'help', { help: { ...help, phone: null } }],
    [
      'unknown-directory',
      'directories.attic',
      { directories: { [directoryKey('attic')]: { writeback: true, unlock: true } } },
    ],
    ['no-colour', 'branding.accent', { branding: { ...initialBranding, accent: '#fff' } }],
    [
      'unseen-characters',
      'branding.texts.reset',
      { branding: { ...initialBranding, texts: { ...initialBranding.texts, reset: 'Call \u202e0019' } } },
    ],
    [
      'unseen-characters',
      'branding.translations.de.mail',
      {
        branding: { ...initialBranding, translations: { de: { ...initialBranding.texts, mail: 'Ruf \u202e0019' } } },
      },
    ],
    [
      'unknown-language',
      'branding.translations.fr',
      { branding: { ...initialBranding, translations: { fr: initialBranding.texts } } },
    ],
    [
      'unknown-picture',
      'branding.logo.light',
      { branding: { ...initialBranding, logo: { light: 'gone', dark: null } } },
    ],
    [
      'dark-logo-alone',
      'branding.logo.light',
      { branding: { ...initialBranding, logo: { light: null, dark: 'kept' } } },
    ],
    ['unseen-characters', 'branding.name', { branding: { ...initialBranding, name: 'Acme\nBcc: all' } }],
    ...[
      'javascript:alert(1)',
      'http://acme.example',
      'https://acme.example@evil.test/',
      'https://a"><script>',
      'https:/acme',
    ].map(
      (url) =>
        [
          'no-https-address',
          'branding.links.0.url',
          { branding: { ...initialBranding, links: [{ label: 'Help', url }] } },
        ] as const,
    ),
    ['idle-longer-than-absolute', 'times.idleMinutes', { times: { ...right.times, idle: right.times.absolute + 1 } }],
    [
      'mailbox-no-address',
      'notifications.administrators.mailboxes',
      { notifications: { ...right.notifications, administrators: { ...toAdministrators, mailboxes: ['soc'] } } },
    ],
    [
      'number-alone-for-administrators',
      'administrators.methods',
      { administrators: { on: true, methods: [text.kind, call.kind] } },
    ],
    [
      'knowledge-for-administrators',
      'administrators.methods',
      { administrators: { on: true, methods: [...right.methods, questions.kind] } },
    ],
  ])('is refused for %s, at %s', (fault, path, change) => {
    expect(faults(change)).toEqual([[fault, path]])
  })

  it.each([true, false])(
    'leaves administrators two kinds of proof to sign in with, also where they can’t reset (on: %s)',
    (on) => {
      const left = (methods: Policy['methods']) => faults({ administrators: { on, methods } })
      expect(left([])).toEqual([['methods-of-one-class', 'administrators.methods']])
      expect(left(right.methods.slice(0, 1))).toEqual([['methods-of-one-class', 'administrators.methods']])
      expect(left(right.methods)).toEqual([])
    },
  )

  it('that reaches nobody asks for neither methods nor a help contact', () => {
    expect(faults({ scope: { kind: 'none' }, methods: [], help: { ...help, phone: null } })).toEqual([])
  })

  it('is told everything that is wrong with it at once', () => {
    const change = {
      methods: right.methods.slice(0, 1),
      help: { ...help, phone: null },
      times: { ...right.times, idle: 9e9 },
    }
    expect(faults(change).map(([fault]) => fault)).toEqual([
      'methods-of-one-class',
      'help-contact-missing',
      'idle-longer-than-absolute',
    ])
  })
})

describe('a loose choice', () => {
  const strict: Policy = {
    ...right,
    trustImported: false,
    askOldPassword: 'always',
    registration: {
      required: true,
      skips: 3,
      reconfirmAfterDays: 180,
      firstEnrolment: 'known-address',
      ownMailDomains: [],
    },
  }

  it('is not seen in a strict policy', () => {
    expect(policyWarnings(strict)).toEqual([])
  })

  it('is named for each setting that makes it', () => {
    const { registration } = strict
    expect(policyWarnings({ ...strict, gates: 1 })).toEqual(['one-gate'])
    expect(policyWarnings({ ...strict, trustImported: true })).toEqual(['trust-imported'])
    expect(policyWarnings({ ...strict, askOldPassword: 'unless-proven-twice' })).toEqual(['old-password-spared'])
    expect(policyWarnings({ ...strict, registration: { ...registration, skips: null } })).toEqual(['endless-skips'])
    expect(policyWarnings({ ...strict, registration: { ...registration, required: false, skips: null } })).toEqual([
      'not-required',
    ])
    expect(policyWarnings({ ...strict, registration: { ...registration, reconfirmAfterDays: 0 } })).toEqual([
      'no-reconfirmation',
    ])
    expect(policyWarnings({ ...strict, registration: { ...registration, firstEnrolment: 'password' } })).toEqual([
      'first-enrolment-by-password',
    ])
  })

  it('is named for each that is no longer told', () => {
    const warned = (change: Partial<Policy['notifications']>) =>
      policyWarnings({ ...strict, notifications: { people, administrators: toAdministrators, ...change } })
    expect(warned({ people: { ...people, reset: false } })).toEqual(['reset-untold'])
    expect(warned({ people: { ...people, unlock: false } })).toEqual(['unlock-untold'])
    expect(warned({ people: { ...people, change: false } })).toEqual(['change-untold'])
    expect(warned({ administrators: { ...toAdministrators, passwords: 'nobody' } })).toEqual(['administrators-untold'])
    expect(warned({ administrators: { ...toAdministrators, passwords: 'all-administrators' } })).toEqual([])
    expect(warned({ administrators: { ...toAdministrators, policySaved: false } })).toEqual(['policy-untold'])
  })
})
