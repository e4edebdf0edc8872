// Sentences by their ids, in every language that is loaded.
import type { SentenceValues } from '../core/wording/wording.ts'

export interface SpeaksLanguages {
  say(locale: string, id: string, values?: SentenceValues): string
  /** As offered, each under its own name. */
  readonly languages: readonly { readonly code: string; readonly name: string }[]
  direction(locale: string): 'ltr' | 'rtl'
  /** What the person chose if it is one of ours, else what the browser asks for, else the first. */
  chooseLocale(acceptLanguage: string | undefined, chosen?: string): string
}
