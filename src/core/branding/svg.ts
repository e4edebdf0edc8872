// An SVG, written anew from what is known to draw and to do nothing else. What browsers run, load or type is refused by its name,
// so that nobody wonders where a part of the logo went; what editors leave for themselves is dropped.
import type { MarkupElement } from './markup.ts'
import { drawnSize, type Picture, type PictureFault, pictureFault } from './picture.ts'
import { drawnElements } from './svg-references.ts'

export interface WrittenSvg extends Pick<Picture, 'width' | 'height'> {
  readonly markup: string
}

const drawing = new Set(
  `svg g defs path rect circle ellipse line polyline polygon linearGradient radialGradient stop clipPath mask use symbol style`.split(
    ' ',
  ),
)
const dropped = new Set(['metadata', 'title', 'desc'])

const attributes = new Set(
  `id class style transform d x y x1 y1 x2 y2 cx cy r rx ry fx fy fr width height points offset viewBox preserveAspectRatio pathLength
  gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits clip-path clip-rule mask mask-type
  fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray
  stroke-dashoffset stop-color stop-opacity opacity color display visibility overflow vector-effect paint-order shape-rendering
  color-interpolation isolation mix-blend-mode`.split(/\s+/),
)

/** Functions of values that compute, and load nothing. */
const functions = new Set(
  'rgb rgba hsl hsla translate translateX translateY scale scaleX scaleY rotate matrix skewX skewY'.split(' '),
)

const mostElements = 2000
const mostDrawn = 5000

export function writeSvg(root: MarkupElement): WrittenSvg | PictureFault {
  if (root.name !== 'svg') return pictureFault('no-picture')
  const size = sizeOf(root.attributes)
  if (size === null) return pictureFault('picture-without-size')
  const cleaned = clean(root)
  if ('fault' in cleaned) return cleaned
  const drawn = drawnElements(cleaned)
  if (drawn === null || drawn > mostDrawn) return pictureFault('not-in-pictures', 'use')
  const { width, height } = drawnSize(size.width, size.height, true)
  const { width: _, height: __, ...rest } = cleaned.attributes
  const attributes = { ...rest, viewBox: size.viewBox, width: String(width), height: String(height) }
  return { width, height, markup: written({ ...cleaned, attributes: { xmlns: namespace, ...attributes } }) }
}

const namespace = 'http://www.w3.org/2000/svg'

interface Size {
  readonly width: number
  readonly height: number
  readonly viewBox: string
}

/** SVG 2 §8.2: of its view box, or of a width and a height in pixels. */
function sizeOf({ viewBox, width = '', height = '' }: Readonly<Record<string, string>>): Size | null {
  const box = viewBox
    ?.trim()
    .split(/[\s,]+/)
    .map(Number)
  const [, , wide, high] = box ?? [0, 0, pixels(width), pixels(height)]
  if (box !== undefined && box.length !== 4) return null
  if (!isLength(wide) || !isLength(high)) return null
  return { width: wide, height: high, viewBox: (box ?? [0, 0, wide, high]).join(' ') }
}

const pixels = (length: string): number => Number(/^\s*([\d.]+)(?:px)?\s*$/.exec(length)?.[1])
const isLength = (value: number | undefined): value is number => value !== undefined && value > 0 && value <= 100_000

function clean(root: MarkupElement): MarkupElement | PictureFault {
  let elements = 0
  function cleaned({ name, attributes: given, children }: MarkupElement): MarkupElement | PictureFault {
    elements += 1
    if (!drawing.has(name)) return pictureFault('not-in-pictures', name)
    if (elements > mostElements) return pictureFault('picture-too-large', `more than ${mostElements} parts`)
    const kept: Record<string, string> = {}
    for (const [key, value] of Object.entries(given)) {
      const own = key === 'xlink:href' ? 'href' : key
      if (own.toLowerCase().startsWith('on')) return pictureFault('not-in-pictures', key)
      if (own === 'href') {
        if (!/^#[\w.:-]+$/.test(value)) return pictureFault('not-in-pictures', key)
        kept[own] = value
      } else if (attributes.has(own)) {
        if (!isHarmless(value)) return pictureFault('not-in-pictures', `${key}="${value.slice(0, 40)}"`)
        kept[own] = value
      }
    }
    if (name === 'style') {
      // As one text: a comment in the midst of it takes nothing apart for a browser.
      const rules = children.filter((child) => typeof child === 'string').join('')
      return isHarmless(rules) ? { name, attributes: {}, children: [rules] } : pictureFault('not-in-pictures', 'style')
    }
    const inside: MarkupElement[] = []
    for (const child of children) {
      // Letters between shapes draw nothing.
      if (typeof child === 'string' || dropped.has(child.name) || child.name.includes(':')) continue
      const each = cleaned(child)
      if ('fault' in each) return each
      inside.push(each)
    }
    return { name, attributes: kept, children: inside }
  }
  return cleaned(root)
}

/** A value or rules that name nothing but parts of the picture itself: no escapes, no rules that load, no functions but known ones. */
function isHarmless(value: string): boolean {
  if (/[\\@<&]|\/\/|\{[^}]*\{/.test(value)) return false
  const ownParts = value.replace(/url\(\s*(["']?)#[\w.:-]+\1\s*\)/g, '').replace(/\s+/g, ' ')
  return [...ownParts.matchAll(/(?<![\w-])([\w-]*) ?\(/g)].every(([, name = '']) => functions.has(name))
}

function written({ name, attributes: own, children }: MarkupElement): string {
  const said = Object.entries(own).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  const inside = children.map((child) => (typeof child === 'string' ? escaped(child) : written(child)))
  return inside.length === 0 ? `<${name}${said.join('')}/>` : `<${name}${said.join('')}>${inside.join('')}</${name}>`
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? '')
