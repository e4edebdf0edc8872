// An accent as it was given and as it will be used, light and dark at once, with what makes the difference.
import { type Accents, isColour, leastContrastOf, readableAccents, surfaces } from '../../../../core/branding/accent.ts'

const schemes = [
  ['light', 'On light pages'],
  ['dark', 'On dark pages'],
] as const

export function AccentShown({ given }: { given: string }) {
  if (!isColour(given)) return <p role="status">That is no colour yet: # and six digits or letters from a to f.</p>
  const accents = readableAccents(given)
  return (
    <ul class="accents" aria-label="The accent as it is used">
      {schemes.map(([scheme, title]) => (
        <li key={scheme}>
          <Swatch accents={accents} scheme={scheme} />
          <p>
            <b>{title}</b>
            <br />
            <span class="mono">{given.toLowerCase()}</span> → <span class="mono">{accents[scheme].accent}</span>
            <br />
            <span class="soft">
              {accents[scheme].accent === given.toLowerCase() ? 'Used as it is' : changes[scheme]}: contrast{' '}
              <span class="num">{(Math.floor(leastContrastOf(accents[scheme], scheme) * 10) / 10).toFixed(1)}</span>{' '}
              where it is least, 4.5 is needed.
            </span>
          </p>
        </li>
      ))}
    </ul>
  )
}

const changes = { light: 'Darkened', dark: 'Lightened' } as const

const Swatch = ({ accents, scheme }: { accents: Accents; scheme: keyof Accents }) => {
  const { accent, onAccent } = accents[scheme]
  return (
    <span class="swatch" aria-hidden="true" style={{ background: surfaces[scheme].paper, color: accent }}>
      Aa <span style={{ background: accent, color: onAccent }}>Aa</span>
    </span>
  )
}
