// A mail before it is HTML or text. Both are made from this, so that they say the same.

export interface Letter {
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
  readonly organisation: string
  /** `#rrggbb` as the organisation gave it; null: Rekey's own. */
  readonly accent: string | null
  readonly subject: string
  readonly heading: string
  readonly parts: readonly LetterPart[]
}

export type LetterPart =
  | {
      readonly kind: 'paragraph'
      /** A few words in bold before the text. */
      readonly opening?: string
      readonly text: string
    }
  /** Digits in groups, as they are typed. */
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'facts'; readonly facts: readonly LetterFact[] }
  /** `grave`: red whatever the accent is. */
  | { readonly kind: 'link'; readonly label: string; readonly href: string; readonly grave: boolean }
  /** What a person needs at the end if all else fails: whom to ask, and what to say there. */
  | { readonly kind: 'small-print'; readonly lines: readonly string[] }
  /** The organisation's own words, line by line. */
  | { readonly kind: 'closing'; readonly lines: readonly string[] }

export interface LetterFact {
  readonly name: string
  readonly value: string
}
