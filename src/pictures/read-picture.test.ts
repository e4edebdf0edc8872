import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makePng, type PngShape } from '../../tests/support/make-png.ts'
import { readPicture } from './read-picture.ts'

const text = (markup: string): Uint8Array => new TextEncoder().encode(markup)
const read = (file: Uint8Array) => {
  const picture = readPicture(file)
  return 'fault' in picture ? `${picture.fault}: ${picture.what}` : picture
}
const logo: PngShape = { width: 300, height: 40 }

describe('a PNG', () => {
  it('is kept as it draws, without what an editor wrote into it or somebody put behind it', () => {
    const bare = makePng(logo)
    const chatty = makePng({
      ...logo,
      more: [['tEXt', Buffer.from('Author\0Grace')]],
      behind: '<script>alert(1)</script>',
    })
    const picture = read(chatty)
    expect(picture).toMatchObject({ type: 'image/png', width: 240, height: 32, bytes: new Uint8Array(bare) })
    expect(read(bare)).toEqual(picture)
    expect(picture).toHaveProperty('id', expect.stringMatching(/^[\w-]{43}$/))
  })

  it('that is small stays small', () => {
    expect(read(makePng({ width: 20, height: 16 }))).toMatchObject({ width: 20, height: 16 })
  })

  it.each<readonly [string, PngShape]>([
    ['interlaced', { ...logo, interlaced: true }],
    ['of a palette', { ...logo, colours: 3, depth: 1 }],
    ['grey, of 16 bits', { ...logo, colours: 0, depth: 16 }],
  ])('that is %s is read', (_, shape) => {
    expect(read(makePng(shape))).toMatchObject({ type: 'image/png' })
  })

  it.each<readonly [string, PngShape]>([
    ['picture-too-large: 10000 × 10000', { width: 10_000, height: 10_000, data: deflateSync(Buffer.alloc(9)) }],
    ['picture-too-large: 2049 × 1', { width: 2049, height: 1 }],
    ['picture-damaged: null', { ...logo, data: deflateSync(Buffer.alloc(1_000_000)) }],
    ['picture-damaged: null', { ...logo, data: deflateSync(Buffer.alloc(9)) }],
    ['picture-damaged: null', { ...logo, data: Buffer.from('no zlib') }],
    ['picture-damaged: null', { ...logo, colours: 3, depth: 8, more: [['PLTE', Buffer.alloc(3)]] }],
    ['picture-damaged: null', { ...logo, colours: 5 }],
    ['picture-damaged: null', { width: 0, height: 1, data: Buffer.alloc(0) }],
  ])('that no browser should unpack is refused: %s', (what, shape) => {
    expect(read(makePng(shape))).toBe(what)
  })

  it('that was cut off or altered anywhere is refused, or reads as the very picture', () => {
    const whole = makePng(logo)
    const picture = read(whole)
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        expect(read(whole.subarray(0, at))).toMatch(/^(picture-damaged|no-picture)/)
        const altered = Buffer.from(whole)
        altered[at] = (altered[at] ?? 0) ^ by
        expect(read(altered)).not.toEqual(picture)
        expect(read(altered)).toMatch(/^(picture-damaged|no-picture)/)
      }),
      { numRuns: 500 },
    )
  })
})

describe('an SVG', () => {
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><path d="M0 0h9v9z"/></svg>'

  it('is read whatever its editor wrote round it', () => {
    const chatty = `\uFEFF<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: an editor -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg version="1.1" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" x="0px" y="0px"
  viewBox="0 0 120 40" style="enable-background:new 0 0 120 40;" xml:space="preserve">
<style type="text/css"><![CDATA[.st0{fill:#FFFFFF;}]]></style><path class="st0" d="M0 0h9v9z"/></svg>`
    const picture = readPicture(text(chatty))
    if ('fault' in picture) throw new Error(picture.fault)
    expect(Buffer.from(picture.bytes).toString()).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" x="0px" y="0px" viewBox="0 0 120 40" style="enable-background:new 0 0 120 40;" width="96" height="32">' +
        '<style>.st0{fill:#FFFFFF;}</style><path class="st0" d="M0 0h9v9z"/></svg>',
    )
    expect(readPicture(picture.bytes)).toEqual(picture)
  })

  it.each([
    ['no-picture: null', '<svg'],
    ['no-picture: null', 'GIF89a'],
    ['no-picture: null', ''],
    ['no-picture: null', '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg viewBox="0 0 1 1"><style>&a;</style></svg>'],
    ['no-picture: null', '<html xmlns="http://www.w3.org/1999/xhtml"/>'],
    ['not-in-pictures: script', `<svg viewBox="0 0 1 1"><script>alert(1)</script></svg>`],
    ['not-in-pictures: onload', `<svg viewBox="0 0 1 1" onload="alert(1)"/>`],
    ['picture-too-large: 41 KB', drawing.padEnd(40 * 1024 + 1)],
  ])('that is none, or more than one, is refused: %s', (what, markup) => {
    expect(read(text(markup))).toBe(what)
  })

  it.each([
    ['deep', '<g>'.repeat(5000) + '</g>'.repeat(5000)],
    ['one word', `<path d="${'a'.repeat(39_000)}"/>`],
    ['spaces', `<path d="${' '.repeat(39_000)}"/>`],
    ['open brackets', `<path d="${'url('.repeat(9000)}"/>`],
    ['rules without an end', `<style>${'.a,'.repeat(12_000)}</style>`],
  ])('that is %s and nothing else is told in no time', (_, inside) => {
    expect(read(text(`<svg viewBox="0 0 1 1">${inside}</svg>`))).toBeDefined()
  })
})
