// What of the branding a mail has.
import type { Branding } from './branding.ts'

export const shownSender = (configured: string, { name, accent, texts }: Branding) => ({
  organisation: name ?? configured,
  accent,
  closing: texts.mail,
})
