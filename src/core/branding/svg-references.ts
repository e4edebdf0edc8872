// How much an SVG draws once everything that it names is drawn in each place that names it. A few lines that name each other can be
// millions of shapes, or never end.
import type { MarkupElement } from './markup.ts'

/** Null: something in it draws itself, by however many steps. */
export function drawnElements(root: MarkupElement): number | null {
  const elements = everyElement(root)
  // Of two with one name browsers take the first.
  const named = new Map(elements.map((each) => [each.attributes['id'] ?? '', each] as const).reverse())
  const byClass = referencesByClass(elements)
  const sizes = new Map<MarkupElement, number | 'open'>()

  function sizeOf(element: MarkupElement): number | null {
    const known = sizes.get(element)
    if (known !== undefined) return known === 'open' ? null : known
    sizes.set(element, 'open')
    let size = 1
    const parts = [...element.children.filter((each) => typeof each !== 'string'), ...targetsOf(element)]
    for (const part of parts) {
      const inside = sizeOf(part)
      if (inside === null) return null
      size += inside
    }
    sizes.set(element, size)
    return size
  }

  function targetsOf({ attributes }: MarkupElement): readonly MarkupElement[] {
    const own = Object.entries(attributes).flatMap(([key, value]) =>
      key === 'href' ? [value.slice(1)] : namesIn(value),
    )
    const styled = (attributes['class'] ?? '').split(/\s+/).flatMap((name) => byClass.get(name) ?? [])
    const everywhere = byClass.get('') ?? []
    return [...own, ...styled, ...everywhere].flatMap((name) => named.get(name) ?? [])
  }

  return sizeOf(root)
}

const everyElement = (element: MarkupElement): readonly MarkupElement[] => [
  element,
  ...element.children.flatMap((child) => (typeof child === 'string' ? [] : everyElement(child))),
]

const namesIn = (value: string): readonly string[] =>
  [...value.matchAll(/url\(\s*["']?#([\w.:-]+)/g)].map(([, name = '']) => name)

/** What the picture's own rules make elements of a class name. A rule with any other selector counts for every element, under ''. */
function referencesByClass(elements: readonly MarkupElement[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  const rules = elements.filter(({ name }) => name === 'style').flatMap(({ children }) => children)
  for (const rule of rules.join('\n').split('}')) {
    const [selector = '', body = ''] = rule.split('{')
    const names = namesIn(body)
    if (names.length === 0) continue
    for (const each of selector.split(',')) {
      const [, name = ''] = /^\.([\w-]+)$/.exec(each.trim()) ?? []
      found.set(name, [...(found.get(name) ?? []), ...names])
    }
  }
  return found
}
