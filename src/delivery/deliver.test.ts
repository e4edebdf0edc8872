import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type SmtpSink, startSmtpSink } from '../../tests/servers/smtp.ts'
import { acme, code, createDeliveryScene, other, renders, sealing, sender } from '../../tests/support/delivery-scene.ts'
import { createSmtpMail } from '../channels/email/smtp.ts'
import { sealedText } from '../core/people/identifiers.ts'
import { instantFrom, minutes, seconds } from '../core/time.ts'
import type { Announcement, SendOutcome } from '../ports/delivery.ts'
import { sealedFields } from '../ports/secrets.ts'
import { packMessage } from '../use-cases/messages/outbox-payload.ts'

describe('with a real mail server', () => {
  let server: SmtpSink
  let smtp: ReturnType<typeof createSmtpMail>

  beforeEach(async () => {
    server = await startSmtpSink()
    smtp = createSmtpMail({ host: '127.0.0.1', port: server.port, tls: 'none', auth: null }, { warn: () => undefined })
  })

  afterEach(async () => {
    smtp.close()
    await server.stop()
  })

  it('everything due is sent to its one recipient, once, and the rows are emptied', async () => {
    const { worker, outbox, put, logged } = createDeliveryScene({ mail: smtp })
    for (let index = 0; index < 40; index += 1)
      put(`m${index}`, code(`p${index}@home.example`), index % 2 ? acme : other)
    await worker.runOnce()
    await worker.runOnce()
    const recipients = server.messages.map(({ envelope }) => envelope.to)
    expect(recipients.toSorted()).toEqual(Array.from({ length: 40 }, (_, i) => [`p${i}@home.example`]).toSorted())
    expect([...outbox.rows.values()].every(({ payload, outcome }) => payload === null && outcome === 'sent')).toBe(true)
    expect(logged).toEqual([])
  })

  it('a server that is down for a while gets the message once it is back', async () => {
    const { worker, clock, put } = createDeliveryScene({ mail: smtp })
    put('m1')
    server.rejectWith(451)
    await worker.runOnce()
    server.accept()
    await worker.runOnce()
    expect(server.messages).toHaveLength(0)
    clock.advance(seconds(5))
    await worker.runOnce()
    expect(server.messages).toHaveLength(1)
    expect(server.messages[0]?.headers.get('message-id')).toBe('<m1@reset.acme.example>')
  })
})

describe('a row for nobody', () => {
  it('is opened and composed like any other, and nothing is sent', async () => {
    const opened: string[] = []
    const composed: string[] = []
    const { worker, outbox, put, sent } = createDeliveryScene({
      opens: {
        open(place, text) {
          opened.push(place.owner)
          return sealing.open(place, text)
        },
      },
      renders: {
        mail(content, from) {
          composed.push(content.wording)
          return renders.mail(content, from)
        },
      },
    })
    put('somebody')
    put('nobody', code(null))
    await worker.runOnce()
    expect(opened).toEqual(['somebody', 'nobody'])
    expect(composed).toEqual(['mail-code', 'mail-code'])
    expect(sent.map(({ to }) => to)).toEqual(['tim@home.example'])
    expect(outbox.rows.get('nobody')).toMatchObject({ payload: null, outcome: 'empty' })
  })
})

describe('a message that could not be sent', () => {
  it('is tried after 5, 15, then every 45 seconds until it dies, and never after', async () => {
    const { worker, clock, outbox, put, sent, answers } = createDeliveryScene()
    answers.push(...Array<SendOutcome>(100).fill('retry'))
    put('m1', code('tim@home.example'), acme, minutes(3))
    const tries: number[] = []
    for (let second = 0; second <= 400; second += 1) {
      const before = sent.length
      await worker.runOnce()
      if (sent.length > before) tries.push(second)
      clock.advance(seconds(1))
    }
    expect(tries).toEqual([0, 5, 20, 65, 110, 155])
    expect(outbox.rows.get('m1')).toMatchObject({ payload: null, outcome: 'dead' })
  })

  it('is not tried again when the server will never take it', async () => {
    const { worker, clock, outbox, put, sent, answers } = createDeliveryScene()
    answers.push('refused')
    put('m1')
    await worker.runOnce()
    clock.advance(minutes(5))
    await worker.runOnce()
    expect(sent).toHaveLength(1)
    expect(outbox.rows.get('m1')).toMatchObject({ payload: null, outcome: 'refused' })
  })

  it('is not sent when it died between claim and send, whatever held it up', async () => {
    const held = createDeliveryScene({
      sender: async () => {
        held.clock.advance(seconds(3))
        return sender
      },
    })
    held.put('m1', code('tim@home.example'), acme, seconds(3))
    await held.worker.runOnce()
    expect(held.sent).toEqual([])
    expect(held.outbox.rows.get('m1')).toMatchObject({ payload: null, outcome: 'dead' })
  })

  it('is not sent when the database took its time to hand it over and it died on the way', async () => {
    const { worker, outbox, clock, put, sent } = createDeliveryScene()
    const claim = outbox.claim
    outbox.claim = async (...question) => {
      const claimed = await claim(...question)
      clock.advance(seconds(3))
      return claimed
    }
    put('m1', code('tim@home.example'), acme, seconds(3))
    await worker.runOnce()
    expect(sent).toEqual([])
  })

  it('is given no more time than it has left', async () => {
    const { worker, clock, put, sent, answers } = createDeliveryScene()
    answers.push('retry')
    put('m1', code('tim@home.example'), acme, seconds(12))
    await worker.runOnce()
    clock.advance(seconds(5))
    await worker.runOnce()
    expect(sent.map(({ within }) => within)).toEqual([seconds(12), seconds(7)])
  })

  it('stops no other, and what went wrong is logged without a recipient or a code', async () => {
    const { worker, outbox, put, sent, logged } = createDeliveryScene()
    outbox.put(acme, 'broken', sealedText('v1.k1.AAAAAAAAAAAAAAAA.AAAA'), minutes(10))
    put('unworded', { ...code('tim@home.example'), wording: 'from-a-newer-release' })
    put('fine')
    await worker.runOnce()
    expect(sent.map(({ messageId }) => messageId)).toEqual(['fine@reset.acme.example'])
    expect(outbox.rows.get('broken')).toMatchObject({ outcome: null, attempts: 1 })
    expect(logged).toHaveLength(2)
    expect(logged.join()).not.toMatch(/tim@|48217730/)
  })

  it('goes out a second time, as the same message, when a worker was killed between sending and recording', async () => {
    const killed = createDeliveryScene()
    const { outbox, clock, put, sent, logged } = killed
    const finish = outbox.finish
    outbox.finish = async () => {
      throw new Error('the process is gone')
    }
    put('m1')
    await killed.worker.runOnce()
    expect(logged.join()).toContain('could not be recorded')
    outbox.finish = finish
    clock.advance(seconds(29))
    await killed.worker.runOnce()
    expect(sent).toHaveLength(1)
    clock.advance(seconds(1))
    await killed.worker.runOnce()
    await killed.worker.runOnce()
    expect(sent).toHaveLength(2)
    expect(new Set(sent.map(({ messageId, text }) => messageId + text)).size).toBe(1)
  })
})

describe('what is for administrators', () => {
  const announcement: Announcement = {
    channel: 'administrators',
    to: 'global-administrators',
    but: null,
    mailboxes: [],
    wording: 'notice-attack',
    at: instantFrom(0),
    values: { reference: 'RK-7F3K-92QD' },
  }
  const sealedFor = (id: string, to: string) => ({
    id,
    payload: sealing.seal({ tenant: acme, owner: id, field: sealedFields.outbox }, packMessage(code(to))),
  })

  it('is put for each of them in its place, and then sent', async () => {
    const asked: unknown[] = []
    const { worker, outbox, put, sent } = createDeliveryScene({
      spread: async (tenant, content) => {
        asked.push([tenant, content])
        return [sealedFor('a', 'ada@home.example'), sealedFor('b', 'bea@home.example')]
      },
    })
    put('m1', announcement)
    await worker.runOnce()
    await worker.runOnce()
    expect(asked).toEqual([[acme, announcement]])
    expect(sent.map(({ to }) => to)).toEqual(['ada@home.example', 'bea@home.example'])
    expect(outbox.rows.get('m1')).toMatchObject({ payload: null, outcome: 'spread' })
  })

  it('waits where nobody could be looked up, and is spread later', async () => {
    let looked = 0
    const { worker, clock, put, sent, logged } = createDeliveryScene({
      spread: async () => {
        looked += 1
        if (looked === 1) throw new Error('the database is away')
        return [sealedFor('a', 'ada@home.example')]
      },
    })
    put('m1', announcement)
    await worker.runOnce()
    expect([sent, logged.length]).toEqual([[], 1])
    clock.advance(seconds(5))
    await worker.runOnce()
    await worker.runOnce()
    expect(sent.map(({ to }) => to)).toEqual(['ada@home.example'])
  })
})
