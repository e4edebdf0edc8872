// What an organisation says in its own words: for everybody, and for readers of a language.
import { useMe } from '../../client/me.ts'
import { Field } from '../../parts/field.tsx'
import type { BrandingDocument } from './policy-room.tsx'

type Texts = BrandingDocument['texts']

interface OwnWordsProps extends Pick<BrandingDocument, 'texts' | 'translations'> {
  /** Whose words are being written; null: everybody's. */
  readonly language: string | null
  readonly setLanguage: (language: string | null) => void
  readonly change: (more: Partial<BrandingDocument>) => void
}

const places = [
  ['signIn', 'On the sign-in page', 'Under its heading'],
  ['reset', 'On the first page of a reset', 'Strangers read it too'],
  ['mail', 'At the end of every mail', 'As who you are and where your office is'],
] as const

export const orNull = (typed: string): string | null => (typed.trim() === '' ? null : typed)

const none: Texts = { signIn: null, reset: null, mail: null }

export function OwnWords({ texts, translations, language, setLanguage, change }: OwnWordsProps) {
  const { languages } = useMe().organisation
  const shown = language === null ? texts : (translations[language] ?? none)
  const put = (name: keyof Texts, typed: string) => {
    const own = { ...shown, [name]: orNull(typed) }
    if (language === null) return change({ texts: own })
    const { [language]: _, ...others } = translations
    const isEmpty = Object.values(own).every((each) => each === null)
    return change({ translations: isEmpty ? others : { ...others, [language]: own } })
  }
  return (
    <fieldset class="fields">
      <legend>Your words</legend>
      <p class="soft">
        Plain text. Line breaks stay; nothing in it is markup. What is said for everybody is said in every language that
        has no words of its own.
      </p>
      <Field title="For readers of">
        {(field) => (
          <select
            {...field}
            value={language ?? ''}
            onChange={(event) => setLanguage(event.currentTarget.value === '' ? null : event.currentTarget.value)}
          >
            <option value="">Every language</option>
            {languages.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
                {translations[code] === undefined ? '' : ' (has its own)'}
              </option>
            ))}
          </select>
        )}
      </Field>
      {places.map(([name, title, hint]) => (
        <Field key={name} title={title} hint={hint}>
          {(field) => (
            <textarea
              {...field}
              maxLength={1024}
              placeholder={language === null ? '' : (texts[name] ?? '')}
              value={shown[name] ?? ''}
              onInput={(event) => put(name, event.currentTarget.value)}
            />
          )}
        </Field>
      ))}
    </fieldset>
  )
}
