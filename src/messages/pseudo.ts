// The pseudo-locale: English that is accented, 40 % longer and set from right to left, so that a page that forgets to
// ask for a sentence, to leave room, or to mirror itself is seen at once. Arguments stay what they are.
import type { IntlMessageFormat } from 'intl-messageformat'

/** As Windows names it; "qps" is reserved for private use (ISO 639-2), so no real language is ever called that. */
export const pseudoLocale = 'qps-ploc'

export type MessageElement = ReturnType<IntlMessageFormat['getAst']>[number]

/** The same message with every literal part pseudo-translated, inside plurals and selections too. */
export function pseudoTranslate(message: readonly MessageElement[]): MessageElement[] {
  return message.map((element) => {
    if ('options' in element) {
      const options = Object.entries(element.options).map(([key, option]) => [
        key,
        { ...option, value: pseudoTranslate(option.value) },
      ])
      return { ...element, options: Object.fromEntries(options) }
    }
    if (element.type === literal) return { ...element, value: lengthen(accent(element.value)) }
    return element
  })
}

/** The parser's number for plain text; it exports its enumeration only to those who bundle it. */
const literal = 0

const accents = new Map(
  [...'aceinosuyzACEINOSUYZ'].map((plain, index) => [plain, [...'áçéîñöšûýžÁÇÉÎÑÖŠÛÝŽ'][index] ?? plain]),
)
const accent = (text: string): string => [...text].map((character) => accents.get(character) ?? character).join('')

/** Spaces at the edges stay there: they part the text from an argument. */
function lengthen(text: string): string {
  const words = text.trim()
  if (words === '') return text
  const end = text.trimEnd().length
  const padding = '~'.repeat(Math.ceil(words.length * 0.4))
  return `${text.slice(0, end)}${wrapped(padding)}${text.slice(end)}`
}

/** In pieces like words, so that long sentences break where real ones would. */
const wrapped = (padding: string): string =>
  padding.replace(/(.{6})(?=.)/g, '$1 ').replace(/^/, padding.length > 6 ? ' ' : '')
