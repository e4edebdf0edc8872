// Every sentence a person reads has a stable id. Code hands on ids and values; the words are in `locales/`, one file a language.

export type SentenceValues = Readonly<Record<string, string | number>>

export interface Sentence {
  readonly id: string
  /** What the sentence's ICU arguments stand for. Times and addresses come already formatted. */
  readonly values?: SentenceValues
}

export const say = (id: string, values?: SentenceValues): Sentence => (values === undefined ? { id } : { id, values })

/** Turns an id into words of one language; made by the catalogue, handed to every view and message. */
export type Say = (id: string, values?: SentenceValues) => string

/** What is so, then what to do about it. */
export interface Explanation {
  readonly what: string
  readonly next: string
}
