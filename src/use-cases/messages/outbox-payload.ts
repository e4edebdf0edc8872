// What an outbox row holds before it is sealed: the message as JSON, padded, so that the length of a sealed row does not
// say whether it is for somebody or for nobody.
import type { Announcement, ClaimedMessage, MessageContent } from '../../ports/delivery.ts'
import { type SealsText, sealedFields } from '../../ports/secrets.ts'

const block = 1_024

/** The text to seal at (tenant, the row's id, `outbox`). Its UTF-8 length is a multiple of 1,024. */
export function packMessage(content: MessageContent | Announcement): string {
  const json = JSON.stringify(content)
  const length = utf8Length(json)
  return json + ' '.repeat(Math.ceil(length / block) * block - length)
}

/** Throws `SealBroken` if the row was altered or moved. */
export const openMessage = (
  { tenant, id, payload }: Pick<ClaimedMessage, 'tenant' | 'id' | 'payload'>,
  seals: Pick<SealsText, 'open'>,
): MessageContent | Announcement =>
  unpackMessage(seals.open({ tenant, owner: id, field: sealedFields.outbox }, payload))

/** Throws for a text that is no message: it was sealed by us, so this is a mistake or another release. */
export function unpackMessage(text: string): MessageContent | Announcement {
  const content: unknown = JSON.parse(text)
  if (!isMessage(content) && !isAnnouncement(content)) throw new TypeError('an outbox row does not hold a message')
  return content
}

function isMessage(content: unknown): content is MessageContent {
  if (typeof content !== 'object' || content === null) return false
  const { channel, to, wording, locale, values }: Partial<Record<keyof MessageContent, unknown>> = content
  return (
    channel === 'email' &&
    (to === null || typeof to === 'string') &&
    typeof wording === 'string' &&
    typeof locale === 'string' &&
    isValues(values)
  )
}

function isAnnouncement(content: unknown): content is Announcement {
  if (typeof content !== 'object' || content === null) return false
  const { channel, to, but, mailboxes, wording, at, values }: Partial<Record<keyof Announcement, unknown>> = content
  return (
    channel === 'administrators' &&
    (to === 'global-administrators' || to === 'all-administrators') &&
    (but === null || typeof but === 'string') &&
    Array.isArray(mailboxes) &&
    mailboxes.every((each) => typeof each === 'string') &&
    typeof wording === 'string' &&
    typeof at === 'number' &&
    isValues(values)
  )
}

const isValues = (values: unknown): boolean =>
  typeof values === 'object' && values !== null && Object.values(values).every((value) => typeof value === 'string')

const utf8Length = (text: string): number => new TextEncoder().encode(text).length
