// A letter as HTML that mail programs understand: one column, two layout tables, styles in the head, light and dark.
import { renderToString } from 'preact-render-to-string'
import type { Letter, LetterPart } from './letter.ts'
import { letterStyleWith } from './letter-style.ts'

export const writeLetterAsHtml = (letter: Letter): string =>
  `<!doctype html>\n${renderToString(<LetterPage letter={letter} />)}\n`

function LetterPage({ letter }: { letter: Letter }) {
  const { locale, direction, organisation, accent, subject, heading, parts } = letter
  const side = direction === 'rtl' ? 'right' : 'left'
  return (
    <html lang={locale} dir={direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        {/* Nothing is made a link that we didn't make one. */}
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <title>{subject}</title>
        <style>{letterStyleWith(accent)}</style>
      </head>
      <body>
        {/* Some programs drop <html>, so that the language and direction are said here again. */}
        <table class={`page ${direction}`} role="presentation" width="100%" lang={locale} dir={direction}>
          <tr>
            <td align="center">
              <table class="col" role="presentation" width="528">
                <tr>
                  <td class="pad" align={side}>
                    <div>
                      <div class="org">
                        <bdi>{organisation}</bdi>
                      </div>
                      <h1>{heading}</h1>
                      {parts.map((part) => (
                        <Part part={part} side={side} />
                      ))}
                    </div>
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html>
  )
}

function Part({ part, side }: { part: LetterPart; side: 'left' | 'right' }) {
  switch (part.kind) {
    case 'paragraph':
      return part.opening === undefined ? (
        <p>{part.text}</p>
      ) : (
        <p>
          <b>{part.opening}</b> {part.text}
        </p>
      )
    case 'code':
      return (
        <p class="code">
          <span dir="ltr">{part.code}</span>
        </p>
      )
    case 'facts':
      return (
        <table class="facts">
          {part.facts.map(({ name, value }) => (
            <tr>
              <th scope="row" align={side}>
                {name}
              </th>
              <td>{value}</td>
            </tr>
          ))}
        </table>
      )
    case 'link':
      return (
        <p>
          <a class={part.grave ? 'btn' : 'btn go'} href={part.href}>
            {part.label}
          </a>
        </p>
      )
    case 'small-print':
      return (
        <p class="small">
          <Lines lines={part.lines} />
        </p>
      )
    case 'closing':
      return (
        <p class="small" dir="auto">
          <Lines lines={part.lines} />
        </p>
      )
  }
}

const Lines = ({ lines }: { lines: readonly string[] }) => (
  <>
    {lines.map((line, index) => (
      <>
        {index === 0 ? null : <br />}
        {line}
      </>
    ))}
  </>
)
