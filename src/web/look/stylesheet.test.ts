import { createHash } from 'node:crypto'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { surfaces } from '../../core/branding/accent.ts'
import { accentStyle } from './accent-style.ts'
import { minify, stylesheet, stylesheetHash } from './stylesheet.ts'

describe('the stylesheet', () => {
  it('stands in a page byte for byte as it was hashed', () => {
    const page = renderToString(h('style', null, stylesheet))
    expect(page).toBe(`<style>${stylesheet}</style>`)
    expect(stylesheetHash).toBe(`'sha256-${createHash('sha256').update(stylesheet).digest('base64')}'`)
  })

  it('has the surfaces that an accent is measured against', () => {
    const [light = '', dark = ''] = stylesheet.split('@media (prefers-color-scheme:dark)')
    for (const [name, colour] of Object.entries(surfaces.light)) expect(light).toContain(`--${name}:${colour}`)
    for (const [name, colour] of Object.entries(surfaces.dark)) expect(dark).toContain(`--${name}:${colour}`)
  })

  it('loads nothing', () => {
    expect(stylesheet).not.toMatch(/url\(|@import/)
  })

  it('knows every token it uses', () => {
    const used = [...stylesheet.matchAll(/var\((--[a-z-]+)\)/g)].map(([, name]) => name)
    expect(used.filter((name) => !stylesheet.includes(`${name}:`))).toEqual([])
  })
})

describe('an organisation’s accent', () => {
  it('stands in a page byte for byte as it was hashed, replaces three tokens and nothing else', () => {
    const { css, hash } = accentStyle('#7a2348')
    expect(renderToString(h('style', null, css))).toBe(`<style>${css}</style>`)
    expect(hash).toBe(`'sha256-${createHash('sha256').update(css).digest('base64')}'`)
    expect(css).toMatch(
      /^:root{(--(accent|on-accent|tint):#[0-9a-f]{6};?){3}}@media \(prefers-color-scheme:dark\){:root{(--(accent|on-accent|tint):#[0-9a-f]{6};?){3}}}$/,
    )
  })
})

describe('minifying', () => {
  it('takes out comments and needless space', () => {
    expect(minify('/* one */ a { color : red; }\n\nb , i { margin: 0 auto; }')).toBe('a{color :red}b,i{margin:0 auto}')
  })

  it('keeps the space that means "within", and the one round an operator', () => {
    expect(minify('a :hover { width: calc(1px + 2px); }')).toBe('a :hover{width:calc(1px + 2px)}')
  })
})
