// The mail server that tests start for themselves, spoken to by the mail library the product uses.
import { createTransport } from 'nodemailer'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type SmtpSink, startSmtpSink } from './smtp.ts'

describe('the SMTP sink', () => {
  let sink: SmtpSink
  beforeEach(async () => {
    sink = await startSmtpSink()
  })
  afterEach(() => sink.stop())

  it('keeps the envelope, the headers and both parts of a message', async () => {
    const waiting = sink.waitFor((mail) => mail.subject === 'Größe')
    await send({
      subject: 'Größe',
      text: 'plain\n',
      html: '<p>rich</p>',
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    const mail = await waiting
    expect(mail.envelope).toEqual({ from: 'from@example.test', to: ['tim@example.test'] })
    expect(mail.text.trim()).toBe('plain')
    expect(mail.html).toContain('<p>rich</p>')
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail.raw).toContain('Content-Type: multipart/alternative')
    expect(sink.messages).toEqual([mail])
  })

  it('finds a message that has already come', async () => {
    await send({ subject: 'early' })
    expect((await sink.waitFor((mail) => mail.subject === 'early')).subject).toBe('early')
  })

  it('refuses with the code asked for, keeps nothing, and accepts again', async () => {
    sink.rejectWith(451)
    await expect(send({ subject: 'refused' })).rejects.toMatchObject({ responseCode: 451 })
    expect(sink.messages).toEqual([])
    sink.accept()
    await send({ subject: 'accepted' })
    expect(sink.messages.map((mail) => mail.subject)).toEqual(['accepted'])
  })

  it('can fall silent after taking a message in, and still be stopped', async () => {
    sink.hang()
    await expect(send({ subject: 'unanswered' }, { socketTimeout: 100 })).rejects.toMatchObject({ code: 'ETIMEDOUT' })
    expect(sink.messages).toEqual([])
  })

  it('tells whoever is still waiting that it stopped', async () => {
    const waiting = sink.waitFor(() => true)
    await Promise.all([expect(waiting).rejects.toThrow('stopped'), sink.stop()])
  })

  async function send(mail: object, settings: { socketTimeout?: number } = {}): Promise<void> {
    const transport = createTransport({ host: '127.0.0.1', port: sink.port, ignoreTLS: true, ...settings })
    try {
      await transport.sendMail({ from: 'from@example.test', to: 'tim@example.test', text: 'text', ...mail })
    } finally {
      transport.close()
    }
  }
})
