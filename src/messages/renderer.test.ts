import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reasonCodes } from '../core/policy/eligibility.ts'
import type { MessageContent, Sender } from '../ports/delivery.ts'
import { loadCatalogue, pseudoLocale } from './catalogue.ts'
import { createRenderer } from './renderer.ts'

const catalogue = loadCatalogue()
const { mail } = createRenderer(catalogue)

const sender: Sender = {
  organisation: 'Acme Widgets',
  from: 'no-reply@reset.acme.example',
  baseUrl: 'https://reset.acme.example',
  help: { text: null, phone: '+44 20 7946 0100', url: null, mail: null },
}

const link = 'https://reset.acme.example/not-me/9fT2kQxW7Lr4-_'
const values = {
  name: 'Tim Walker',
  when: 'Monday 23 November at 09:14 GMT',
  device: 'Chrome on Windows',
  address: '203.0.113.7',
  reference: 'RK-7F3K-92QD',
}
const disowned = { ...values, methods: 'email,authenticator-app', link, until: 'Thursday 26 November at 09:14 GMT' }

const colleague = { who: 'ada@acme.example', methods: 'email,authenticator-app' }

const examples: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'mail-code': { ...values, code: '48217730' },
  'mail-caller-code': { ...values, code: '48217730' },
  'notice-reset': disowned,
  'notice-unlocked': disowned,
  'notice-changed': { ...disowned, methods: '' },
  'notice-settled-changed': disowned,
  'notice-settled-unchanged': values,
  'notice-frozen': values,
  'notice-helped': { ...values, act: 'endsessions' },
  'notice-administrator': { ...values, ...colleague, done: 'passwordreset' },
  'notice-attack': values,
  'notice-policy-saved': { ...values, ...colleague, via: 'session', version: '7', settings: 'gates,registration' },
  'why-not': { ...values, reason: 'out-of-scope' },
}
const wordings = Object.keys(examples)
const locales = [...catalogue.locales, pseudoLocale]

const content = (wording: string, more: Record<string, string> = {}, locale = 'en'): MessageContent => ({
  channel: 'email',
  to: 'tim.walker@home.example',
  wording,
  locale,
  values: { ...examples[wording], ...more },
})

describe('every mail', () => {
  it.each(locales.flatMap((locale) => wordings.map((wording) => [locale, wording] as const)))(
    'in %s is whole and says the same in both parts: %s',
    (locale, wording) => {
      const { subject, text, html } = mail(content(wording, {}, locale), sender)
      expect(subject).not.toBe('')
      expect(html).toMatch(new RegExp(`^<!doctype html>\n<html lang="${locale}" dir="${catalogue.direction(locale)}">`))
      expect(html.length).toBeLessThan(16_000)
      expect(text).toContain('RK-7F3K-92QD')
      expect(text).toContain('+44 20 7946 0100')
      expect(wordsOf(text)).toEqual(wordsOf(textOf(html)))
    },
  )

  it('is worded without a gap when little is known: no name, no browser, no help contact', () => {
    const unknown = { name: '', device: '', address: '', methods: '' }
    for (const wording of wordings) {
      const silent = { ...sender, help: { text: null, phone: null, url: null, mail: null } }
      const { text, html } = mail(content(wording, unknown), silent)
      expect(text + textOf(html)).not.toMatch(/ ,| \.|undefined|null|\(\)/)
      expect(text).not.toContain('Help desk:')
    }
  })

  it('is in the closest language there is, and says which', () => {
    expect(mail(content('notice-reset', {}, 'de-AT'), sender)).toMatchObject({
      subject: 'Ihr Passwort wurde zurückgesetzt',
      html: expect.stringContaining('<html lang="de" dir="ltr">') as string,
    })
    expect(mail(content('notice-reset', {}, 'fr'), sender).html).toContain('<html lang="en" dir="ltr">')
  })

  it('is refused for a wording nobody wrote', () => {
    expect(() => mail({ ...content('mail-code'), wording: 'notice-nothing' }, sender)).toThrow('notice-nothing')
  })
})

describe('an organisation’s own look', () => {
  const own = { ...sender, accent: '#ffd400', closing: () => 'Acme Ltd\n1 High Street' }

  it('ends every mail with its words, in both parts, line by line', () => {
    for (const wording of wordings) {
      const { text, html } = mail(content(wording), own)
      expect(text).toMatch(/\n\nAcme Ltd\n1 High Street\n$/)
      expect(html).toContain('Acme Ltd<br/>1 High Street</p>')
    }
  })

  it('colours the rule and the way on, readable in light and dark; what is grave stays red', () => {
    const invited = mail({ ...content('notice-reset'), wording: 'invitation' }, own).html
    expect(invited).toContain('.org{border-bottom:2px solid #7a6600}')
    expect(invited).toContain('.org{border-bottom:2px solid #ffd400!important}')
    expect(invited).toContain('<a class="btn go"')
    expect(mail(content('notice-reset'), own).html).toContain('<a class="btn" href')
  })
})

describe('a code mail', () => {
  it('shows the code in two groups of four, and not in its subject', () => {
    const { subject, text, html } = mail(content('mail-code'), sender)
    expect(subject).toBe('Your code for Acme Widgets')
    expect(text).toContain('\n    4821 7730\n')
    expect(html).toContain('4821 7730')
    expect(subject).not.toMatch(/\d/)
  })

  it('has no link in either part', () => {
    const { text, html } = mail(content('mail-code', { link }), sender)
    expect(text + html).not.toMatch(/<a\b|https?:/)
  })

  it('keeps the groups in order where lines run from right to left', () => {
    const { text, html } = mail(content('mail-code', {}, pseudoLocale), sender)
    expect(text).toContain('\u20664821 7730\u2069')
    expect(html).toContain('<span dir="ltr">4821 7730</span>')
  })
})

describe('a notice', () => {
  it('says when, how and from where, and has the one link that disowns it', () => {
    const { text, html } = mail(content('notice-reset'), sender)
    expect(text).toContain('    When         Monday 23 November at 09:14 GMT\n')
    expect(text).toContain('    Proved with  Email and authenticator app\n')
    expect(text).toContain('    From         Chrome on Windows, 203.0.113.7\n')
    expect(text).toContain(`\n    ${link}\n`)
    expect(html.match(/<a\b[^>]*>/g)).toEqual([`<a class="btn" href="${link}">`])
  })

  it('has no link where there is nothing to disown', () => {
    for (const wording of ['notice-settled-unchanged', 'notice-frozen', 'why-not']) {
      expect(mail(content(wording), sender).html).not.toContain('<a')
    }
  })

  it.each([
    'https://evil.example/not-me/x',
    'https://reset.acme.example.evil.example/not-me/x',
    'https://reset.acme.example@evil.example/x',
    'https://reset.acme.example//evil.example',
    'https://reset.acme.example/not-me/x"onclick="',
    'https://reset.acme.example/not-me/x\nhttps://evil.example',
    'javascript:alert(1)',
    '',
  ])('is not made with a link that leads elsewhere: %j', (foreign) => {
    expect(() => mail(content('notice-reset', { link: foreign }), sender)).toThrow('does not lead to a page of ours')
  })

  it('calls a method that was brought from elsewhere another way', () => {
    expect(mail(content('notice-reset', { methods: 'email,approval' }), sender).text).toContain('Email and another way')
  })
})

describe('the mail that says why not', () => {
  it.each(Object.entries(reasonCodes))('says it plainly and without a code: %s', (reason, code) => {
    for (const locale of catalogue.locales) {
      const { subject, text, html } = mail(content('why-not', { reason, code: code ?? '48217730' }, locale), sender)
      expect(text).toContain('RK-7F3K-92QD')
      expect(subject + text + html).not.toMatch(/SSPR|48217730|4821 7730/)
      expect(text).not.toContain(reason.includes('-') ? reason : ' undefined ')
    }
  })

  it('is not made for a reason that does not exist', () => {
    for (const reason of ['', 'toString', 'nothing']) {
      expect(() => mail(content('why-not', { reason }), sender)).toThrow('nobody is refused')
    }
  })
})

describe('what a directory or a browser says (IN-06, IN-07)', () => {
  const hostile = fc.oneof(
    fc.constantFrom(
      '<script>alert(1)</script>',
      '<img src=https://evil.example/x>',
      '"><a href="https://evil.example">Reset</a>',
      'https://evil.example',
      'evil.example',
      '\u202eTim\u2066',
      `{{7*7}} $\{7*7} <%= 7*7 %>`,
      '{name, select, other {x}}',
      "'{'organisation'}'",
      '<speak><break time="1s"/></speak>',
      'Tim\r\n\r\nhttps://evil.example',
    ),
    fc.string({ unit: 'binary', maxLength: 100 }),
  )

  it('adds no tag, no link and no invisible character to any mail', () => {
    fc.assert(
      fc.property(fc.constantFrom(...wordings), hostile, (wording, evil) => {
        const clean = mail(content(wording), sender)
        const { subject, text, html } = mail(content(wording, { name: evil, device: evil, address: evil }), sender)
        expect(subject).toBe(clean.subject)
        expect(tagsOf(html).filter((tag) => !tagsOf(clean.html).includes(tag))).toEqual([])
        expect(text + html).not.toContain('evil.example')
        expect(linksOf(text)).toEqual(linksOf(clean.text))
        expect(text + html).not.toMatch(/[\u202a-\u202e\u200b-\u200f\u2066\u2067]|49/)
      }),
      { numRuns: 500 },
    )
  })

  it('comes out as it was typed where it is only words', () => {
    const { text, html } = mail(content('notice-reset', { name: 'Tim {{7*7}} & "Co"' }), sender)
    expect(text).toContain('Hello Tim {{7*7}} & "Co",')
    expect(html).toContain('Hello Tim {{7*7}} &amp; &quot;Co&quot;,')
  })
})

const tagsOf = (html: string): readonly string[] => html.match(/<[^>]*>/g) ?? []
const linksOf = (text: string): readonly string[] => text.match(/https?:\S+|www\.\S+/gi) ?? []

/** The words of the body, without the organisation's name above it; an HTML link's address stands in for its text's. */
function textOf(html: string): string {
  return html
    .slice(html.indexOf('<h1>'))
    .replace(/<a [^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g, '$2: $1')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
}

const wordsOf = (text: string): readonly string[] =>
  text
    .replace(/[\u2066-\u2069]/g, '')
    .split(/\s+/)
    .filter(Boolean)

describe('what administrators are told', () => {
  const told = (wording: string, more: Record<string, string>) =>
    mail(content(wording, more), sender).text.replaceAll(/\s+/g, ' ')

  it.each([
    ['passwordreset', 'An administrator’s password was reset', 'The password was reset.'],
    ['passwordwritesettled', 'An administrator’s password was reset', 'The password was reset.'],
    ['passwordchanged', 'An administrator’s password was changed', 'changed by someone who knew the old one.'],
    ['accountunlocked', 'An administrator’s account was unlocked', 'its password is the same as before.'],
    ['setuppasswordset', 'An administrator’s password was reset', 'replaced through a set-up link'],
    ['accounthelped', 'An administrator’s password was reset', 'set a one-time password'],
  ])('says what became of a colleague: %s', (done, subject, what) => {
    expect(mail(content('notice-administrator', { done }), sender).subject).toBe(subject)
    expect(told('notice-administrator', { done })).toContain(what)
    expect(told('notice-administrator', { done })).toContain('ada@acme.example is an administrator of Acme Widgets.')
  })

  it('names whoever saved the policy, by which way, and the settings without what they are', () => {
    expect(told('notice-policy-saved', {})).toContain('ada@acme.example saved version 7 of the policy')
    expect(told('notice-policy-saved', {})).toContain('Settings Proofs needed and registration')
    expect(told('notice-policy-saved', { via: 'token' })).toContain('A program of ada@acme.example saved version 7')
    expect(told('notice-policy-saved', { via: 'host' })).toContain('Somebody with access to the server of Acme Widgets')
    expect(told('notice-policy-saved', { settings: 'passkeys' })).toContain('Settings Passkeys')
  })

  it('says to a mailbox that is nobody’s why it is sent there, and greets nobody', () => {
    const mailbox = told('notice-attack', { name: '', mailbox: 'yes' })
    expect(mailbox).toContain('Hello,')
    expect(mailbox).toContain('a mailbox that is told everything the administrators of Acme Widgets are told')
    expect(mailbox).not.toContain('every address on your account')
    expect(told('notice-attack', {})).toContain('every address on your account')
  })
})
