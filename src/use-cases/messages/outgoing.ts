// Messages on their way into the outbox: sealed there, opened by the worker alone.
import { hours, minutes } from '../../core/time.ts'
import type { Announcement, MessageContent } from '../../ports/delivery.ts'
import type { OutboxRow } from '../../ports/journeys.ts'
import { sealedFields } from '../../ports/secrets.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import { packMessage } from './outbox-payload.ts'

/** A notice is worth sending for a day; a code dies with its challenge. */
const noticeLifetime = hours(24)
const codeLifetime = minutes(10)

export function message(
  about: string,
  kind: OutboxRow['kind'],
  content: MessageContent | Announcement,
  room: OrganisationRoom,
  lifetime: number = kind === 'code' ? codeLifetime : noticeLifetime,
): OutboxRow {
  return { ...sealMessage(content, room), about, kind, diesAfter: lifetime }
}

export function sealMessage(
  content: MessageContent | Announcement,
  { secrets, organisation }: OrganisationRoom,
): Pick<OutboxRow, 'id' | 'payload'> {
  const id = secrets.uuid()
  const payload = secrets.seal({ tenant: organisation.id, owner: id, field: sealedFields.outbox }, packMessage(content))
  return { id, payload }
}

export const emptyMessage = (about: string, kind: OutboxRow['kind'], room: OrganisationRoom): OutboxRow =>
  message(
    about,
    kind,
    { channel: 'email', to: null, wording: 'mail-code', locale: room.organisation.locale, values: {} },
    room,
  )
