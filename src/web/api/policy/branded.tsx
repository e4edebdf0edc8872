// The real pages and a real mail with a branding that nobody saved yet, in the organisation's language.
import type { Branding } from '../../../core/branding/branding.ts'
import type { ShownLogo } from '../../../core/branding/logo.ts'
import { shownSender } from '../../../core/branding/shown-sender.ts'
import type { Policy } from '../../../core/policy/policy.ts'
import type { RendersMessages } from '../../../ports/delivery.ts'
import type { SpeaksLanguages } from '../../../ports/languages.ts'
import type { Organisation } from '../../../ports/organisations.ts'
import type { Frame } from '../../components/frame.ts'
import { renderPage } from '../../components/render-page.ts'
import { shownOrganisation } from '../../middleware/frame/frame-of.ts'
import { ResetStartView } from '../../portal/reset/view.tsx'
import { SignInView } from '../../portal/sign-in/view.tsx'
import type { ResultFor } from '../handler.ts'

export interface Renders {
  readonly languages: SpeaksLanguages
  readonly messages: RendersMessages
}

export function branded(
  branding: Branding,
  {
    policy: { gates, help },
    logo,
  }: { readonly policy: Pick<Policy, 'gates' | 'help'>; readonly logo: ShownLogo | null },
  { name, mailFrom, baseUrl, locale: wanted }: Organisation,
  { languages, messages }: Renders,
): ResultFor<'previewBranding'> {
  const locale = languages.chooseLocale(undefined, wanted)
  const frame = (path: string): Frame => ({
    say: (id, values) => languages.say(locale, id, values),
    locale,
    direction: languages.direction(locale),
    organisation: shownOrganisation(name, { help, branding, logo }, locale),
    languages: languages.languages,
    path,
    csrf: '',
    demo: false,
  })
  const values = { name: 'Robin Example', link: `${baseUrl}/security-info`, reference: 'RK-0000-0000' }
  const mail = messages.mail(
    { channel: 'email', to: null, wording: 'invitation', locale, values },
    { ...shownSender(name, branding), from: mailFrom, baseUrl, help },
  )
  return {
    signIn: renderPage(<SignInView frame={frame('/sign-in')} />),
    reset: renderPage(<ResetStartView frame={frame('/reset')} steps={gates + 2} proofs={gates} />),
    mail: mail.html,
    mailText: mail.text,
  }
}
