// What of the branding a mail has.
import { type Branding, textsIn } from './branding.ts'

export const shownSender = (configured: string, branding: Branding) => ({
  organisation: branding.name ?? configured,
  accent: branding.accent,
  closing: (locale: string) => textsIn(locale, branding).mail,
})
