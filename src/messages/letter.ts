// A mail before it is HTML or text. Both are made from this, so that they say the same.

export interface Letter {
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
  readonly organisation: string
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
  | { readonly kind: 'link'; readonly label: string; readonly href: string }
  /** What a person needs at the end if all else fails: whom to ask, and what to say there. */
  | { readonly kind: 'small-print'; readonly lines: readonly string[] }

export interface LetterFact {
  readonly name: string
  readonly value: string
}
