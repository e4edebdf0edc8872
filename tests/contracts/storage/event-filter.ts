// Of the audit log: every fact there is.
import type { EventFilter } from '../../../src/ports/audit-search.ts'

export const everyFact: EventFilter = {
  from: null,
  to: null,
  account: null,
  kinds: null,
  journey: null,
  reference: null,
  refusals: false,
}
