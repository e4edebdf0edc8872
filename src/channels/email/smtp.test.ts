import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import fc from 'fast-check'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { type SmtpSink, startSmtpSink } from '../../../tests/servers/smtp.ts'
import { type RawSmtp, startRawSmtp } from '../../../tests/support/raw-smtp.ts'
import type { OutgoingMail } from '../../ports/delivery.ts'
import { createSmtpMail, probeSmtp, type SmtpMail } from './smtp.ts'
import type { SmtpSettings } from './smtp-settings.ts'

const mail: OutgoingMail = {
  to: 'tim.walker@home.example',
  from: { name: 'Acme Widgets', address: 'no-reply@reset.acme.example' },
  subject: 'Ihr Code für Acme',
  text: 'Hello,\n\n    4821 7730\n',
  html: '<p>4821 7730</p>',
  messageId: '0c1a0f0e-0000-4000-8000-000000000001@reset.acme.example',
  within: 60_000,
}

const logged: string[] = []
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
  logged.length = 0
})

function connect(port: number, settings: Partial<SmtpSettings> = {}): SmtpMail {
  const log = { warn: (details: object, message: string) => logged.push(JSON.stringify({ ...details, message })) }
  const smtp = createSmtpMail({ host: '127.0.0.1', port, tls: 'none', auth: null, ...settings }, log)
  closers.push(() => smtp.close())
  return smtp
}

async function sink(): Promise<SmtpSink> {
  const started = await startSmtpSink()
  closers.push(() => started.stop())
  return started
}

async function raw(): Promise<RawSmtp> {
  const started = await startRawSmtp()
  closers.push(() => started.stop())
  return started
}

describe('a mail', () => {
  it('arrives with both parts, its date, its id and the marks of an automatic message', async () => {
    const server = await sink()
    expect(await connect(server.port).send(mail)).toBe('sent')
    const [received] = server.messages
    expect(received?.envelope).toEqual({ from: 'no-reply@reset.acme.example', to: ['tim.walker@home.example'] })
    expect(received?.subject).toBe('Ihr Code für Acme')
    expect(received?.text.trim()).toBe(mail.text.trim())
    expect(received?.html.trim()).toBe(mail.html)
    const headers = received?.headers
    expect(headers?.get('from')).toBe('Acme Widgets <no-reply@reset.acme.example>')
    expect(headers?.get('to')).toBe('tim.walker@home.example')
    expect(headers?.get('message-id')).toBe(`<${mail.messageId}>`)
    expect(Date.parse(headers?.get('date') ?? '')).toBeGreaterThan(0)
    expect(headers?.get('auto-submitted')).toBe('auto-generated')
    expect(headers?.get('x-auto-response-suppress')).toBe('All')
    expect(logged).toEqual([])
  })

  it('has the same id when it is sent a second time', async () => {
    const server = await sink()
    const smtp = connect(server.port)
    await smtp.send(mail)
    await smtp.send(mail)
    expect(server.messages.map(({ headers }) => headers.get('message-id'))).toEqual([
      `<${mail.messageId}>`,
      `<${mail.messageId}>`,
    ])
  })
})

describe('what the server says', () => {
  it.each([
    ['.', '451 later', 'retry'],
    ['RCPT', '450 greylisted tim.walker@home.example', 'retry'],
    ['MAIL', '421 closing', 'retry'],
    ['.', '554 never', 'refused'],
    ['RCPT', '550 no such user tim.walker@home.example', 'refused'],
    ['MAIL', '553 not from you', 'refused'],
    ['EHLO', '554 not you', 'retry'],
  ] as const)('after %s: %s means %s', async (verb, line, outcome) => {
    const server = await raw()
    server.answer(verb, line)
    if (verb === 'EHLO') server.answer('HELO', line)
    expect(await connect(server.port).send(mail)).toBe(outcome)
    expect(logged).toHaveLength(1)
    expect(logged.join()).not.toMatch(/tim\.walker|4821|Ihr Code/)
  })

  it('keeps the message when the login is refused: an operator can cure that', async () => {
    const server = await raw()
    server.answer('EHLO', '250-raw.test\r\n250 AUTH PLAIN')
    server.answer('AUTH', '535 no')
    const smtp = connect(server.port, { auth: { user: 'rekey', password: 'secret-of-the-relay' } })
    expect(await smtp.send(mail)).toBe('retry')
    expect(server.mails).toEqual([])
    expect(logged.join()).not.toContain('secret-of-the-relay')
  })

  it('keeps the message when nobody listens, and sends it once somebody does', async () => {
    const gone = await startSmtpSink()
    await gone.stop()
    expect(await connect(gone.port).send(mail)).toBe('retry')
    const server = await sink()
    const smtp = connect(server.port)
    server.rejectWith(451)
    expect(await smtp.send(mail)).toBe('retry')
    server.accept()
    expect(await smtp.send(mail)).toBe('sent')
    expect(server.messages).toHaveLength(1)
  })

  it('is not waited for beyond the time a message has left', async () => {
    const server = await sink()
    server.hang()
    expect(await connect(server.port).send({ ...mail, within: 50 })).toBe('retry')
    expect(await connect(server.port).send({ ...mail, within: 0 })).toBe('retry')
    expect(server.messages).toEqual([])
  })
})

describe('a look at the server', () => {
  const look = (port: number, settings: Partial<SmtpSettings> = {}, patience = 60_000) =>
    probeSmtp({ host: '127.0.0.1', port, tls: 'none', auth: null, ...settings }, patience)
  const auth = { user: 'rekey', password: 'secret-of-the-relay' }

  it('sends nothing, logs in where a login is asked for, and says what the server made of that', async () => {
    const server = await raw()
    expect(await look(server.port)).toBe('ready')
    server.answer('EHLO', '250-raw.test\r\n250 AUTH PLAIN')
    server.answer('AUTH', '235 welcome')
    expect(await look(server.port, { auth })).toBe('ready')
    server.answer('AUTH', '535 no')
    expect(await look(server.port, { auth })).toEqual({ trouble: 'login', code: 'EAUTH, 535' })
    expect(server.mails).toEqual([])
  })

  it('names what the network said', async () => {
    const gone = await startSmtpSink()
    await gone.stop()
    expect(await look(gone.port)).toEqual({ trouble: 'unreachable', code: 'ECONNREFUSED' })
    const server = await raw()
    server.answer('STAR', '502 what')
    expect(await look(server.port, { tls: 'starttls' })).toMatchObject({ trouble: 'tls' })
  })

  it('waits for all of it together as long as it was told, however much is said meanwhile, and leaves no connection behind', async () => {
    const talker = createServer((socket) => {
      const talks = setInterval(() => socket.write('220-one moment\r\n'), 5)
      socket.on('close', () => clearInterval(talks)).on('error', () => undefined)
    })
    await once(talker.listen(0, '127.0.0.1'), 'listening')
    closers.push(() => new Promise((resolve) => talker.close(resolve)))
    const left = new Promise((resolve) => talker.once('connection', (socket) => socket.once('close', resolve)))
    const { port } = talker.address() as AddressInfo
    expect(await look(port, {}, 50)).toEqual({ trouble: 'unreachable', code: 'no answer in 0.05 seconds' })
    await left
    // Less than what a message would wait for a greeting: who left it to that is seen.
  }, 8_000)
})

describe('encryption', () => {
  it.each(['mail.example', '192.0.2.1', '10.0.0.5', '::2', '127.0.0.1.evil.example', 'localhost.evil.example'])(
    'is not waived for %s',
    (host) => {
      expect(() => connect(25, { host })).toThrow('without TLS')
    },
  )

  it.each(['localhost', '127.0.0.1', '127.1.2.3', '::1', '[::1]'])('may be waived for %s', (host) => {
    expect(() => connect(25, { host })).not.toThrow()
  })

  it('is not given up when the server offers none', async () => {
    const server = await raw()
    server.answer('STAR', '502 what')
    expect(await connect(server.port, { tls: 'starttls' }).send(mail)).toBe('retry')
    expect(server.mails).toEqual([])
  })

  it('is not had with a server that cannot prove its name', async () => {
    const received: string[] = []
    const server = new SMTPServer({
      secure: true,
      authOptional: true,
      logger: false,
      onData: (stream, _session, done) => {
        received.push('a message')
        stream.resume().on('end', () => done(null))
      },
    })
    server.on('error', () => undefined)
    const listener = server.listen(0, '127.0.0.1')
    await once(listener, 'listening')
    closers.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
    const address = listener.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    expect(await connect(port, { tls: 'implicit' }).send(mail)).toBe('retry')
    expect(received).toEqual([])
  })
})

describe('injection (IN-04, IN-05)', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc
      .array(
        fc
          .constantFrom(
            '\r\n',
            '\n',
            '\r',
            '\0',
            '\u2028',
            '\u0085',
            'Bcc: eve@evil.example',
            'RCPT TO:<eve@evil.example>',
          )
          .chain((piece) => fc.tuple(fc.constant(piece), fc.string({ maxLength: 8 }))),
        { maxLength: 5 },
      )
      .map((pieces) => pieces.flat().join('')),
    fc.constantFrom(
      'x'.repeat(5_000),
      '=?utf-8?Q?=0D=0ABcc:_eve@evil.example?=',
      '"a", eve@evil.example',
      '.\r\n.\r\n',
    ),
  )
  const headerNames = [
    'Auto-Submitted',
    'Content-Type',
    'Date',
    'From',
    'MIME-Version',
    'Message-ID',
    'Subject',
    'To',
    'X-Auto-Response-Suppress',
  ]

  it('adds no command, no recipient and no header in 2,000 generated subjects, names and bodies', async () => {
    const server = await raw()
    const smtp = connect(server.port)
    const samples = fc.sample(fc.record({ name: hostile, subject: hostile, text: hostile, html: hostile }), 2_000)
    for (const { name, subject, text, html } of samples) {
      const from = { ...mail.from, name }
      const sent = { ...mail, from, subject: `a${subject}`, text: `a${text}`, html: `a${html}` }
      expect(await smtp.send(sent)).toBe('sent')
    }
    expect(server.mails).toHaveLength(2_000)
    for (const { commands, lines } of server.mails) {
      expect(commands).toEqual(['MAIL FROM:<no-reply@reset.acme.example>', 'RCPT TO:<tim.walker@home.example>', 'DATA'])
      const headers = lines.slice(0, lines.indexOf('')).filter((line) => !/^[ \t]/.test(line))
      expect(headers.map((line) => line.slice(0, line.indexOf(':'))).toSorted()).toEqual(headerNames)
      expect(lines.filter((line) => /[\r\n\0]/.test(line) || line.length > 998)).toEqual([])
    }
  }, 60_000)

  it.each([
    'a@b.example,eve@evil.example',
    'a@b.example eve@evil.example',
    'a@b.example>\r\nRCPT TO:<eve@evil.example',
    'a@b.example\n',
    '(comment)a@b.example',
    '"quoted"@b.example',
    'Tim <a@b.example>',
    'group: a@b.example;',
    '@relay.example:a@b.example',
    'a@[127.0.0.1]',
    'a@b@c.example',
    'ａ@b.example',
    'a@b\u3002example',
    'a@b.example\0',
    `${'a'.repeat(250)}@b.example`,
    '',
  ])('reaches no server with a recipient like %j', async (to) => {
    const server = await raw()
    expect(await connect(server.port).send({ ...mail, to })).toBe('refused')
    expect(server.mails).toEqual([])
    expect(logged.join()).not.toContain('evil')
  })
})
