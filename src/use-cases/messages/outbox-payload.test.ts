import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantFrom } from '../../core/time.ts'
import type { Announcement, MessageContent } from '../../ports/delivery.ts'
import { packMessage, unpackMessage } from './outbox-payload.ts'

const message: MessageContent = {
  channel: 'email',
  to: 'tim@home.example',
  wording: 'mail-code',
  locale: 'en',
  values: { code: '48217730', name: 'Tim 🗝 مريم' },
}

const announcement: Announcement = {
  channel: 'administrators',
  to: 'global-administrators',
  but: null,
  mailboxes: ['soc@acme.example'],
  wording: 'notice-administrator',
  at: instantFrom(1_000),
  values: { who: 'grace' },
}

describe('the payload of an outbox row', () => {
  it('reads back as it was and fills whole blocks, whatever it says', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string({ unit: 'grapheme', maxLength: 500 })), (values) => {
        const packed = packMessage({ ...message, values })
        expect(Buffer.byteLength(packed) % 1_024).toBe(0)
        expect(unpackMessage(packed)).toEqual(JSON.parse(JSON.stringify({ ...message, values })))
      }),
    )
  })

  it('holds what is for administrators as well, and it reads back', () => {
    expect(unpackMessage(packMessage(announcement))).toEqual(announcement)
  })

  it('is as long for nobody as for somebody', () => {
    const forNobody = packMessage({ ...message, to: null, values: {} })
    expect(Buffer.byteLength(forNobody)).toBe(Buffer.byteLength(packMessage(message)))
  })

  it.each([
    'null',
    '{}',
    '[]',
    JSON.stringify({ ...message, channel: 'sms' }),
    JSON.stringify({ ...message, to: ['a@b.example'] }),
    JSON.stringify({ ...message, values: { code: 48217730 } }),
    JSON.stringify({ ...message, values: null }),
    JSON.stringify({ ...announcement, to: 'everybody' }),
    JSON.stringify({ ...announcement, mailboxes: 'soc@acme.example' }),
    JSON.stringify({ ...announcement, at: 'now' }),
  ])('is not read from anything else: %s', (text) => {
    expect(() => unpackMessage(text)).toThrow(TypeError)
  })
})
