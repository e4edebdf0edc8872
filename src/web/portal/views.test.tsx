// Every page in every state, as the text that is sent: hostile text stays text, and nothing a page promises is missing.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { OutsideTexts } from '../../../tests/support/view-state.ts'
import { harmless, viewStates } from '../../../tests/support/view-states.tsx'
import { loadCatalogue, pseudoLocale } from '../../messages/catalogue.ts'
import type { Frame } from '../components/frame.ts'
import { renderPage } from '../components/render-page.ts'

const catalogue = loadCatalogue()
const attack = `"'><img src=x onerror=alert(1)>&{name}</script>`
const hostile: OutsideTexts = {
  username: attack,
  displayName: attack,
  address: attack,
  device: attack,
  phrase: attack,
  message: attack,
  reference: attack,
}

const frameIn = (locale: string, name = 'Acme Widgets'): Frame => ({
  say: (id, values) => catalogue.say(locale, id, values),
  locale,
  direction: catalogue.direction(locale),
  organisation: {
    name,
    help: { text: name, phone: '+44 20 7946 0100', mail: 'help@acme.example', url: 'https://acme.example' },
  },
  languages: catalogue.languages,
  path: '/reset',
  csrf: 'the-token',
  demo: false,
})

const pages = viewStates(frameIn('en')).map(({ name, stranger, page }) => ({ name, stranger, html: renderPage(page) }))
const hostilePages = viewStates(frameIn('en', attack), hostile).map(({ name, page }) => ({
  name,
  html: renderPage(page),
}))
/** What is left of a page without its sentences may only be what came from outside. */
const written = (name: string): string =>
  readFileSync(new URL(`../../../tests/support/${name}`, import.meta.url), 'utf8')
const outsideWords = `${written('view-states.tsx')} ${written('ending-states.tsx')} English Deutsch help`
const tags = (html: string, name: string): readonly string[] => html.match(new RegExp(`<${name}\\b[^>]*>`, 'g')) ?? []
const attribute = (tag: string, name: string): string | undefined => tag.match(new RegExp(` ${name}="([^"]*)"`))?.[1]
/** Inputs that a person sees. */
const inputs = (html: string): readonly string[] =>
  tags(html, 'input').filter((tag) => attribute(tag, 'type') !== 'hidden' && !/ hidden[ />]/.test(tag))

describe.each(pages)('$name', ({ html, stranger }) => {
  it('has a doctype, one heading and a title that names the page', () => {
    expect(html.startsWith('<!doctype html><html lang="en" dir="ltr">')).toBe(true)
    expect(tags(html, 'h1')).toHaveLength(1)
    const heading = html.match(/<h1>(.*?)<\/h1>/)?.[1] ?? '(none)'
    expect(html.match(/<title>(.*?)<\/title>/)?.[1]).toContain(heading)
  })

  it('labels every input, tells browsers what belongs in it, and never blocks paste', () => {
    const labelled = tags(html, 'label').map((tag) => attribute(tag, 'for'))
    for (const input of inputs(html)) {
      expect(labelled).toContain(attribute(input, 'id'))
      expect(attribute(input, 'autocomplete')).toMatch(
        /^(username|email|current-password|new-password|one-time-code|off)$/,
      )
      expect(input).not.toMatch(/onpaste|placeholder/)
    }
  })

  it('posts every form with its token, and every other form does not exist', () => {
    for (const form of html.match(/<form\b[\s\S]*?<\/form>/g) ?? []) {
      expect(attribute(form, 'method')).toBe('post')
      expect(attribute(form, 'action')).toMatch(/^\/[a-z]/)
      expect(form).toContain('<input type="hidden" name="_csrf" value="the-token"/>')
    }
  })

  it('points only at ids that are there, each once', () => {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(ids).toHaveLength(new Set(ids).size)
    const pointing = html.matchAll(/ (?:for|aria-describedby|aria-labelledby|aria-details|href)="(#?[^"/]+)"/g)
    const wanted = [...pointing]
      .filter(([all, value = '']) => !all.startsWith(' href') || value.startsWith('#'))
      .flatMap(([, value = '']) => value.replace('#', '').split(' '))
    expect(wanted.filter((id) => !ids.includes(id))).toEqual([])
  })

  it('runs no script of its own and loads nothing from elsewhere', () => {
    expect(tags(html, 'script').every((tag) => /^\/assets\/[a-z-]+\.js$/.test(attribute(tag, 'src') ?? ''))).toBe(true)
    expect(html).not.toMatch(/ style="| on[a-z]+="/)
    expect(html.length).toBeLessThan(24_000)
  })

  it(`${stranger ? 'tells' : 'does not tell'} a stranger what to do when nothing arrives`, () => {
    expect(html.includes('Nothing arrived?')).toBe(stranger)
    expect(html.includes('wait 15 minutes or use another way')).toBe(stranger)
  })
})

describe.each(hostilePages)('$name with hostile text', ({ html }) => {
  it('shows it as text', () => {
    expect(tags(html, 'img')).toEqual([])
    expect(html).not.toContain('alert(1)>&{')
    expect(html.match(/<\/script>/g)?.length ?? 0).toBe(tags(html, 'script').length)
  })
})

describe('the first page of a reset', () => {
  const html = (locale: string): string => pageIn(locale, 'reset')

  it('is at most 20 KB with its stylesheet, in every language', () => {
    for (const locale of [...catalogue.locales, pseudoLocale])
      expect(Buffer.byteLength(html(locale))).toBeLessThan(20_000)
  })

  it('needs no other request than its icon', () => {
    expect(tags(html('en'), 'script')).toEqual([])
    expect(tags(html('en'), 'link').map((tag) => attribute(tag, 'href'))).toEqual(['/assets/icon.svg'])
  })
})

describe('a page in another language', () => {
  it('leads back to each language by a link that keeps the rest of its address', () => {
    const hrefs = tags(pageIn('de', 'not-me'), 'a').map((tag) => attribute(tag, 'href'))
    expect(hrefs).toContain('/not-me/abc?x=1&amp;lang=en')
    expect(pageIn('de', 'reset')).toContain('href="/reset?lang=en"')
  })

  it.each(viewStates({ ...frameIn('en'), say: () => '' }))('says everything in it: $name', ({ page }) => {
    const body = renderPage(page).replace(/^.*<body/, '<body')
    const words = body.replace(/<[^>]*>/g, ' ').match(/\p{L}{3,}/gu) ?? []
    expect(words.filter((word) => !outsideWords.includes(word))).toEqual([])
  })

  it('is mirrored in the pseudo-locale', () => {
    expect(pageIn(pseudoLocale, 'reset')).toContain('<html lang="en" dir="rtl">')
  })
})

describe('the help contact', () => {
  it('is no link if its address is none that a browser should open', () => {
    const help = { url: 'javascript:alert(1)' }
    const frame = { ...frameIn('en'), organisation: { name: 'Acme', help } }
    const html = viewStates(frame)
      .map(({ page }) => renderPage(page))
      .join('')
    expect(html).not.toContain('javascript:')
  })

  it('is a number to call and an address to write to', () => {
    expect(pageIn('en', 'reset')).toContain('href="tel:+442079460100"')
    expect(pageIn('en', 'reset')).toContain('href="mailto:help@acme.example"')
  })
})

describe('what a stranger sees while proving', () => {
  const stranger = pages.filter((page) => page.stranger)

  it('is the same whatever the name was, which a page before the first proof shows only where it was typed', () => {
    const withName = stranger.filter(({ html }) => html.includes(harmless.username)).map(({ name }) => name)
    expect(withName).toEqual(['reset-kept'])
    expect(stranger.some(({ html }) => html.includes(harmless.address))).toBe(false)
  })

  it('answers the challenge that the page was made for', () => {
    expect(pageIn('en', 'proof-email')).toContain('<input type="hidden" name="challenge" value="c-1"/>')
    expect(pageIn('en', 'proof-outside')).toContain('<input type="hidden" name="challenge" value="c-3"/>')
  })

  it('shows no button before its own wait is over, and the stylesheet then does', () => {
    const html = pageIn('en', 'proof-email-wait')
    expect(html).toContain('<div class="over for-30" data-seconds="30"><p class="wait gone">Next try in 0:30</p>')
  })
})

function pageIn(locale: string, name: string): string {
  const found = viewStates(frameIn(locale)).find((each) => each.name === name)
  if (found === undefined) throw new Error(`no state is called ${name}`)
  return renderPage(found.page)
}
