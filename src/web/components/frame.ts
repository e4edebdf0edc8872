// What every page for people is given beside its own content: language, organisation, and the form token.
import type { Branding } from '../../core/branding/branding.ts'
import type { ShownLogo } from '../../core/branding/logo.ts'
import type { Say, Sentence } from '../../core/wording/wording.ts'

export interface Frame {
  readonly say: Say
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
  /** Null only where the request's host belongs to nobody. */
  readonly organisation: Organisation | null
  /** Offered in the footer, each under its own name. */
  readonly languages: readonly Language[]
  /** Path of this page with its query, if any, but without `lang`: links in another language add it. */
  readonly path: string
  /** The anti-forgery token of every form on the page. */
  readonly csrf: string
  readonly demo: boolean
}

export interface Organisation {
  readonly name: string
  readonly logo?: ShownLogo
  readonly help: HelpContactDetails
  readonly branding?: ShownBranding
}

export interface ShownBranding extends Pick<Branding, 'texts' | 'links' | 'madeWithRekey'> {
  /** The tokens that replace the stylesheet's own, and the hash that allows them; null where its own stay. */
  readonly accentStyle: { readonly css: string; readonly hash: string } | null
}

export interface HelpContactDetails {
  readonly text?: string
  readonly phone?: string
  readonly url?: string
  readonly mail?: string
}

export interface Language {
  readonly code: string
  readonly name: string
}

/** Something to put right. `field` is the id of the input it is about; without one it is about the whole page. */
export interface Problem {
  readonly sentence: Sentence
  readonly field?: string
}

export interface StepOf {
  /** Counted from 1. */
  readonly number: number
  readonly of: number
}

export const problemAt = (problems: readonly Problem[] | undefined, field: string): Sentence | undefined =>
  problems?.find((each) => each.field === field)?.sentence
