// Whom to ask: every dead end has this door.
import type { HelpContactDetails } from './frame.ts'

/** The ways to reach the help desk, side by side; nothing if the organisation named none. */
export function HelpContact({ help }: { help: HelpContactDetails }) {
  return (
    <>
      {help.text === undefined ? null : <span>{help.text}</span>}{' '}
      {help.phone === undefined ? null : (
        <a class="nb" href={`tel:${help.phone.replace(/[^+\d,;*#]/g, '')}`} dir="ltr">
          {help.phone}
        </a>
      )}{' '}
      {help.mail === undefined ? null : (
        <a href={`mailto:${encodeURIComponent(help.mail).replaceAll('%40', '@')}`} dir="ltr">
          {help.mail}
        </a>
      )}{' '}
      {help.url === undefined || !isWebAddress(help.url) ? null : (
        <a href={help.url} dir="ltr">
          {help.url.replace(/^https?:\/\//, '')}
        </a>
      )}
    </>
  )
}

/** Whoever may set the contact may not thereby run a script in the page: `javascript:` is an address too. */
const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text)

export const isReachable = (help: HelpContactDetails): boolean =>
  [help.text, help.phone, help.mail, help.url].some((each) => each !== undefined)
