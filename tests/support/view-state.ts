// A page in one state, and what comes from outside in it.
import type { VNode } from 'preact'

export interface ViewState {
  readonly name: string
  /** Whether the page comes before the first proof of a reset. */
  readonly stranger: boolean
  readonly page: VNode
}

/** What comes from outside: people, directories, administrators. */
export interface OutsideTexts {
  readonly username: string
  readonly displayName: string
  readonly address: string
  readonly device: string
  readonly phrase: string
  readonly message: string
  readonly reference: string
}

export const state = (name: string, page: VNode): ViewState => ({ name, stranger: false, page })
export const strangers = (name: string, page: VNode): ViewState => ({ name, stranger: true, page })
