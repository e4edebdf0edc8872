// Every language says the same sentences with the same arguments, and the code and the languages know each other's ids.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8')
const sentencesOf = (file: string): Record<string, string> => JSON.parse(read(`locales/${file}`))

const english = sentencesOf('en.json')
const others = readdirSync(`${root}locales`).filter((file) => file.endsWith('.json') && file !== 'en.json')

describe.each(others)('%s', (file) => {
  const sentences = sentencesOf(file)

  it('has the same ids in the same order as en.json', () => {
    expect(Object.keys(sentences)).toEqual(Object.keys(english))
  })

  it('takes the same arguments in every sentence', () => {
    const differing = Object.keys(english).filter((id) => argumentsOf(sentences[id]) !== argumentsOf(english[id]))
    expect(differing).toEqual([])
  })
})

describe('en.json', () => {
  const { ids, patterns } = mentionedInSource()

  it('has every sentence that the code asks for', () => {
    expect([...ids].filter((id) => !(id in english)).sort()).toEqual([])
  })

  it('has no sentence that nobody asks for', () => {
    const unused = Object.keys(english).filter((id) => !ids.has(id) && !patterns.some((pattern) => pattern.test(id)))
    expect(unused).toEqual([])
  })

  it('is written in typographic quotation marks and without an exclamation mark', () => {
    const wrong = Object.values(english).filter((text) => /["'!]/.test(text))
    expect(wrong).toEqual([])
  })
})

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

function argumentsOf(text: string | undefined): string {
  const names = new Set<string>()
  const collect = (elements: readonly Element[]): void => {
    for (const element of elements) {
      if (element.type === 1 || 'options' in element) names.add(element.value)
      if ('options' in element) for (const option of Object.values(element.options)) collect(option.value)
    }
  }
  collect(new IntlMessageFormat(text ?? '', 'en', undefined, { ignoreTag: true }).getAst())
  return [...names].sort().join(' ')
}

/**
 * An id is a quoted text of words joined by dots whose first word starts an id of en.json, or whatever is said or asked for
 * as `say('…')`. A template such as `mail.${wording}.subject` stands for every id of that form.
 */
function mentionedInSource(): { ids: Set<string>; patterns: RegExp[] } {
  const firstWords = new Set(Object.keys(english).map((id) => id.split('.')[0]))
  const ids = new Set<string>()
  const patterns: RegExp[] = []
  for (const path of readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })) {
    // Settings of the configuration and of the policy are written with dots too.
    if (!/\.tsx?$/.test(path) || path.includes('.test.') || /^config\/|\/judge-policy\.ts$/.test(path)) continue
    const source = read(`src/${path}`)
    for (const [, id = ''] of source.matchAll(/['"]([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)['"]/g)) {
      if (firstWords.has(id.split('.')[0]) && !/\.(tsx?|js|svg|json)$/.test(id)) ids.add(id)
    }
    for (const [, id = ''] of source.matchAll(/\bsay\(\s*'([^'\s]+\.[^'\s]+)'/g)) ids.add(id)
    for (const [, template = ''] of source.matchAll(/`([a-z][a-z0-9-]*\.[^`\s]*\$\{[^`\s]*)`/g)) {
      if (!firstWords.has(template.split('.')[0])) continue
      patterns.push(new RegExp(`^${template.replace(/\./g, '\\.').replace(/\$\{[^}]*\}/g, '[a-z0-9-]+')}$`))
    }
  }
  return { ids, patterns }
}
