// Another language without a script: the same page, with `lang` in its address.
import type { Frame } from './frame.ts'

export function LanguageSwitch({ frame }: { frame: Frame }) {
  if (frame.languages.length < 2) return null
  return (
    <nav class="languages" aria-label={frame.say('page.languages')}>
      <ul>
        {frame.languages.map(({ code, name }) => (
          <li key={code}>
            <a
              href={inLanguage(frame.path, code)}
              hreflang={code}
              lang={code}
              {...(code === frame.locale ? { 'aria-current': 'true' } : {})}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const inLanguage = (path: string, code: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}lang=${encodeURIComponent(code)}`
