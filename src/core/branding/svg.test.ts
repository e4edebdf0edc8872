import { describe, expect, it } from 'vitest'
import type { MarkupElement } from './markup.ts'
import { writeSvg } from './svg.ts'

type Child = MarkupElement | string
const element = (name: string, attributes: Record<string, string> = {}, ...children: Child[]): MarkupElement => ({
  name,
  attributes,
  children,
})
const svg = (...children: Child[]): MarkupElement => element('svg', { viewBox: '0 0 120 40' }, ...children)
const markupOf = (root: MarkupElement): string => {
  const written = writeSvg(root)
  return 'markup' in written ? written.markup : JSON.stringify(written)
}
const refused = (root: MarkupElement) => {
  const written = writeSvg(root)
  return 'fault' in written ? `${written.fault}: ${written.what}` : written.markup
}

describe('an SVG', () => {
  it('is written anew from what draws, at the size it is drawn in', () => {
    const root = svg(
      element('title', {}, 'Acme'),
      element('metadata', {}, element('rdf:RDF')),
      element('sodipodi:namedview'),
      element('style', {}, '.a > path{fill:#fff}.a{clip-path:url(#c)}'),
      element('defs', {}, element('clipPath', { id: 'c' }, element('rect', { width: '9', height: '9', class: 'b' }))),
      'letters that draw nothing',
      element('g', { 'inkscape:label': 'x', class: 'a', 'data-name': 'y' }, element('path', { d: 'M0 0L"<&' })),
      element('use', { 'xlink:href': '#c', transform: 'translate(1 2) rotate(4)' }),
    )
    expect(refused(root)).toBe('not-in-pictures: d="M0 0L"<&"')
    expect(
      markupOf({ ...root, children: root.children.filter((each) => typeof each === 'string' || each.name !== 'g') }),
    ).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40" width="96" height="32">' +
        '<style>.a &gt; path{fill:#fff}.a{clip-path:url(#c)}</style>' +
        '<defs><clipPath id="c"><rect width="9" height="9" class="b"/></clipPath></defs>' +
        '<use href="#c" transform="translate(1 2) rotate(4)"/></svg>',
    )
  })

  it.each<readonly [string, MarkupElement]>([
    ['not-in-pictures: script', svg(element('script', {}, 'alert(1)'))],
    ['not-in-pictures: foreignObject', svg(element('g', {}, element('foreignObject')))],
    ['not-in-pictures: image', svg(element('image', { href: 'data:image/png;base64,AAAA' }))],
    ['not-in-pictures: a', svg(element('a', { href: 'https://evil.test' }))],
    ['not-in-pictures: animate', svg(element('animate'))],
    ['not-in-pictures: text', svg(element('text', {}, 'Acme'))],
    ['not-in-pictures: pattern', svg(element('pattern'))],
    ['not-in-pictures: filter', svg(element('filter'))],
    ['not-in-pictures: onload', element('svg', { viewBox: '0 0 1 1', onload: 'alert(1)' })],
    ['not-in-pictures: xlink:href', svg(element('use', { 'xlink:href': 'https://evil.test/a.svg#b' }))],
    ['not-in-pictures: href', svg(element('use', { href: 'data:image/svg+xml,<svg/>' }))],
    ['not-in-pictures: fill="url(https:x)"', svg(element('path', { fill: 'url(https:x)' }))],
    [
      'not-in-pictures: style="background:image-set("x.png" 1x)"',
      svg(element('path', { style: 'background:image-set("x.png" 1x)' })),
    ],
    ['not-in-pictures: style="fill:u\\72l(x)"', svg(element('path', { style: 'fill:u\\72l(x)' }))],
    ['not-in-pictures: style', svg(element('style', {}, '@import "x.css";'))],
    ['not-in-pictures: style', svg(element('style', {}, '.a{background:url( "x.png" )}'))],
    ['not-in-pictures: style', svg(element('style', {}, '.a{fill:url/**/(x)}'))],
    ['not-in-pictures: style', svg(element('style', {}, '.a{.b{fill:red}mask:url(#m)}'))],
    ['not-in-pictures: style', svg(element('style', {}, '.a{fill:url', '(x)}'))],
    ['not-in-pictures: style', svg(element('style', {}, '.a{', '.b{mask:url(#m)}}'))],
    ['picture-too-large: more than 2000 parts', svg(...Array.from({ length: 2000 }, () => element('path')))],
    ['no-picture: null', element('html')],
    ['picture-without-size: null', element('svg', { width: '100%', height: '100%' })],
    ['picture-without-size: null', element('svg', { viewBox: '0 0 0 10' })],
    ['picture-without-size: null', element('svg', { viewBox: '0 0 10' })],
  ])('that has more than a picture is refused by what it has: %s', (what, root) => {
    expect(refused(root)).toBe(what)
  })

  it('has the size of its box, or of a width and a height in pixels', () => {
    const sizes = (attributes: Record<string, string>) => {
      const written = writeSvg(element('svg', attributes, element('path')))
      return 'markup' in written ? [written.width, written.height, written.markup.split('"')[3]] : written
    }
    expect(sizes({ width: '64px', height: '16' })).toEqual([128, 32, '0 0 64 16'])
    expect(sizes({ viewBox: '-5, -5, 1000 10', width: '3mm' })).toEqual([240, 2, '-5 -5 1000 10'])
  })

  it('that would draw itself, or millions of shapes from a few lines, is refused', () => {
    const bomb = (level: number): MarkupElement =>
      element('g', { id: `l${level}` }, ...Array.from({ length: 10 }, () => element('use', { href: `#l${level + 1}` })))
    const levels = Array.from({ length: 8 }, (_, level) => bomb(level))
    expect(refused(svg(element('defs', {}, ...levels, element('path', { id: 'l8' }))))).toBe('not-in-pictures: use')
    expect(refused(svg(element('g', { id: 'a' }, element('use', { href: '#a' }))))).toBe('not-in-pictures: use')
    const masks = (by: (level: number) => Record<string, string>) =>
      Array.from({ length: 12 }, (_, level) =>
        element('mask', { id: `m${level}` }, ...Array.from({ length: 4 }, () => element('rect', by(level)))),
      )
    expect(refused(svg(...masks((level) => ({ mask: `url(#m${level + 1})` }))))).toBe('not-in-pictures: use')
    const rules = Array.from({ length: 12 }, (_, level) => `.x, .c${level} { mask: url( '#m${level + 1}' ) }`)
    const classed = masks((level) => ({ class: `c${level}` }))
    expect(refused(svg(element('style', {}, rules.join('\n')), ...classed))).toBe('not-in-pictures: use')
    expect(refused(svg(element('style', {}, 'rect{mask:url(#m0)}'), ...masks(() => ({})).slice(0, 1)))).toBe(
      'not-in-pictures: use',
    )
  })

  it('of two parts with one name draws the first, and is measured so', () => {
    const heavy = element('g', { id: 'a' }, ...Array.from({ length: 99 }, () => element('path')))
    const uses = Array.from({ length: 99 }, () => element('use', { href: '#a' }))
    expect(refused(svg(heavy, element('g', { id: 'a' }), ...uses))).toBe('not-in-pictures: use')
    expect(refused(svg(element('g', { id: 'a' }), heavy, ...uses))).toContain('<svg')
  })
})
