// What the parts of a person's room are given: the account, and where it goes once something was done to it.
import type { Answer } from '../../client/api.ts'

export type Person = Answer<'readAccount'>

export interface ActedOn {
  readonly person: Person
  /** Given the account as it is after an act. */
  readonly acted: (as: Person) => void
}
