import { createHash } from 'node:crypto'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { minify, stylesheet, stylesheetHash } from './stylesheet.ts'

describe('the stylesheet', () => {
  it('stands in a page byte for byte as it was hashed', () => {
    const page = renderToString(h('style', null, stylesheet))
    expect(page).toBe(`<style>${stylesheet}</style>`)
    expect(stylesheetHash).toBe(`'sha256-${createHash('sha256').update(stylesheet).digest('base64')}'`)
  })

  it('loads nothing', () => {
    expect(stylesheet).not.toMatch(/url\(|@import/)
  })

  it('knows every token it uses', () => {
    const used = [...stylesheet.matchAll(/var\((--[a-z-]+)\)/g)].map(([, name]) => name)
    expect(used.filter((name) => !stylesheet.includes(`${name}:`))).toEqual([])
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
