// The outbox as its worker sees it, and what renders and sends.
import type { AccountId, SealedText, TenantId } from '../core/people/identifiers.ts'
import type { Instant } from '../core/time.ts'

export interface ClaimedMessage {
  readonly tenant: TenantId
  readonly id: string
  readonly payload: SealedText
  readonly attempts: number
  readonly diesAt: Instant
  readonly now: Instant
}

export interface Outbox {
  /** Takes due messages that are still alive, for `lease` milliseconds; a worker that dies leaves them due again. */
  claim(tenant: TenantId, most: number, lease: number): Promise<readonly ClaimedMessage[]>
  /** The payload is gone from the row. */
  finish(tenant: TenantId, id: string, outcome: 'sent' | 'empty' | 'refused'): Promise<void>
  /** In one statement: these wait in place of the message, and die when it would have. Nothing if it is finished already. */
  spread(tenant: TenantId, id: string, messages: readonly SpreadMessage[]): Promise<void>
  retry(tenant: TenantId, id: string, after: number): Promise<void>
  /** Payloads of dead messages are dropped. Returns how many. */
  bury(tenant: TenantId): Promise<number>
}

/**
 * What an outbox row says instead where its recipients are administrators: whoever takes it up looks for them then, so that
 * no step waits for, reads or writes as many rows as there are of them.
 */
export interface Announcement {
  readonly channel: 'administrators'
  readonly to: 'global-administrators' | 'all-administrators'
  /** Whom it is about, and who is told in other words. */
  readonly but: AccountId | null
  readonly mailboxes: readonly string[]
  readonly wording: string
  /** When it happened; each reads it in their own zone. */
  readonly at: Instant
  readonly values: Readonly<Record<string, string>>
}

/** A message of its own, in place of one that was spread. */
export interface SpreadMessage {
  readonly id: string
  readonly payload: SealedText
}

/** What an outbox row says once opened (sealed at owner = its id, field `outbox`). Padded to one length whoever it is for. */
export interface MessageContent {
  readonly channel: 'email'
  /** The one recipient; null for a row that exists so that a stranger's step writes as much as anyone's. */
  readonly to: string | null
  readonly wording: string
  readonly locale: string
  readonly values: Readonly<Record<string, string>>
}

export interface RenderedMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

export interface Sender {
  readonly organisation: string
  /** The address alone; the organisation is its display name. */
  readonly from: string
  /** Without a slash at the end. Every link starts with it, and message ids end with its host. */
  readonly baseUrl: string
  readonly help: {
    readonly text: string | null
    readonly phone: string | null
    readonly url: string | null
    readonly mail: string | null
  }
  /** `#rrggbb`, made readable before it is shown; null: Rekey's own. */
  readonly accent?: string | null
  /** The organisation's own words at the end of every mail, as readers of a language are told them. */
  readonly closing?: (locale: string) => string | null
}

export interface RendersMessages {
  mail(content: MessageContent, sender: Sender): RenderedMail
}

export interface OutgoingMail extends RenderedMail {
  /** The one recipient, exactly as stored. */
  readonly to: string
  readonly from: { readonly name: string; readonly address: string }
  /** `<outbox id>@<host>`: the same for a second copy of the same message. */
  readonly messageId: string
  /** Milliseconds after which it must not go out any more. */
  readonly within: number
}

/** `retry`: the server could not be reached or asked for patience; `refused`: it will never take this one. */
export type SendOutcome = 'sent' | 'retry' | 'refused'

export interface SendsMail {
  send(mail: OutgoingMail): Promise<SendOutcome>
}

/** What went wrong on the way, for whoever operates it: kinds and counts, never a recipient or a text. */
export interface DeliveryLog {
  warn(details: Readonly<Record<string, string | number>>, message: string): void
}
