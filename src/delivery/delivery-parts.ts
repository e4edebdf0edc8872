// What delivery is made of. Time is one of the parts, so that tests need not wait.
import type { TenantId } from '../core/people/identifiers.ts'
import type {
  Announcement,
  DeliveryLog,
  Outbox,
  RendersMessages,
  Sender,
  SendsMail,
  SpreadMessage,
} from '../ports/delivery.ts'
import type { SealsText } from '../ports/secrets.ts'
import type { Sleep } from './alarm.ts'

export interface DeliveryParts {
  readonly outbox: Outbox
  /** Those whose outbox this process looks after. */
  readonly tenants: () => Promise<readonly TenantId[]>
  readonly opens: Pick<SealsText, 'open'>
  /** An announcement as a message to each of those whom it is for. */
  readonly spread: (tenant: TenantId, announcement: Announcement) => Promise<readonly SpreadMessage[]>
  readonly renders: RendersMessages
  readonly mail: SendsMail
  readonly sender: (tenant: TenantId) => Promise<Sender>
  readonly log: DeliveryLog
  readonly clock: DeliveryClock
}

export interface DeliveryClock {
  /** Milliseconds since any moment; never set back. */
  readonly elapsed: () => number
  readonly sleep: Sleep
}
