// A found fact as it leaves: in a list, in a file, at the host.
import type { ExportedEvent } from '../../../contract/event-line.ts'
import type { FoundEvent } from '../../../ports/audit-search.ts'
import { detailsOf } from '../details-of.ts'
import { timeOf } from '../time-of.ts'

export const exported = ({ at, fact, username, account, reference, journey, sequence }: FoundEvent): ExportedEvent => ({
  at: timeOf(at),
  kind: fact.kind,
  username,
  account,
  reference,
  journey,
  sequence,
  details: detailsOf(fact),
})
