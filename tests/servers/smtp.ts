// A mail server that keeps what it is given: real SMTP on 127.0.0.1, messages parsed as a mail program would. It can
// refuse, and it can fall silent.
import { once } from 'node:events'
import type { Socket } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { SMTPConnection } from 'smtp-server/lib/smtp-connection.js'

export interface ReceivedMail {
  readonly envelope: { readonly from: string; readonly to: readonly string[] }
  readonly raw: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** By lower-case name; a repeated header keeps its first value. */
  readonly headers: ReadonlyMap<string, string>
}

export interface SmtpSink {
  readonly port: number
  /** Every message accepted so far, oldest first. */
  readonly messages: readonly ReceivedMail[]
  /** The first message, past or future, for which `wanted` is true. Rejects when the sink stops before it came. */
  waitFor(wanted: (mail: ReceivedMail) => boolean): Promise<ReceivedMail>
  /** From now on every message is refused after its data with this code: 4xx for now, 5xx for good. */
  rejectWith(code: number): void
  /** From now on every recipient is refused with this code. */
  rejectRecipientsWith(code: number): void
  /** From now on messages are taken in but never answered. */
  hang(): void
  /** From now on messages are accepted again. */
  accept(): void
  stop(): Promise<void>
}

type Behaviour =
  | { readonly kind: 'accept' | 'hang' }
  | { readonly kind: 'reject' | 'reject-recipients'; readonly code: number }

export interface SmtpLogin {
  readonly user: string
  readonly password: string
}

interface Waiter {
  readonly wanted: (mail: ReceivedMail) => boolean
  readonly resolve: (mail: ReceivedMail) => void
  readonly reject: (error: Error) => void
}

/** With a `login` it takes nothing from whoever does not bring that one. */
export async function startSmtpSink(login: SmtpLogin | null = null): Promise<SmtpSink> {
  const messages: ReceivedMail[] = []
  const waiters = new Set<Waiter>()
  let behaviour: Behaviour = { kind: 'accept' }

  const server = new PromptSmtpServer({
    disabledCommands: login === null ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, answer) => {
      if (username === login?.user && password === login?.password) answer(null, { user: username })
      else answer(refusal(535))
    },
    onRcptTo: (_address, _session, answer) =>
      answer(behaviour.kind === 'reject-recipients' ? refusal(behaviour.code) : null),
    disableReverseLookup: true,
    logger: false,
    onData: (stream, session, answer) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (behaviour.kind === 'hang') return
        if (behaviour.kind === 'reject') {
          answer(refusal(behaviour.code))
          return
        }
        parseMail(Buffer.concat(chunks), session).then((mail) => {
          messages.push(mail)
          for (const waiter of waiters) if (waiter.wanted(mail)) settle(waiter, mail)
          answer(null)
        }, answer)
      })
    },
  })
  // A client that dies in the middle of a session is what the fault tests are about.
  server.on('error', () => undefined)
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('The SMTP sink has no port.')

  function settle(waiter: Waiter, mail: ReceivedMail): void {
    waiters.delete(waiter)
    waiter.resolve(mail)
  }

  return {
    port: address.port,
    messages,
    waitFor: (wanted) => {
      const past = messages.find(wanted)
      if (past !== undefined) return Promise.resolve(past)
      return new Promise((resolve, reject) => waiters.add({ wanted, resolve, reject }))
    },
    rejectWith: (code) => {
      behaviour = { kind: 'reject', code }
    },
    rejectRecipientsWith: (code) => {
      behaviour = { kind: 'reject-recipients', code }
    },
    hang: () => {
      behaviour = { kind: 'hang' }
    },
    accept: () => {
      behaviour = { kind: 'accept' }
    },
    stop: async () => {
      for (const waiter of waiters) waiter.reject(new Error('The SMTP sink stopped before the message came.'))
      waiters.clear()
      for (const connection of server.connections) connection.close()
      await new Promise<void>((resolve) => server.close(resolve))
    },
  }
}

const refusal = (responseCode: number): Error => Object.assign(new Error('refused by the test'), { responseCode })

async function parseMail(raw: Buffer, session: SMTPServerSession): Promise<ReceivedMail> {
  const parsed = await PostalMime.parse(raw)
  const { mailFrom, rcptTo } = session.envelope
  return {
    envelope: { from: mailFrom ? mailFrom.address : '', to: rcptTo.map((recipient) => recipient.address) },
    raw: raw.toString('utf8'),
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    html: parsed.html ?? '',
    headers: new Map(parsed.headers.toReversed().map((header) => [header.key, header.value])),
  }
}

/** smtp-server waits 100 ms before each greeting to catch senders that talk too soon; a test would only measure that. */
class PromptSmtpServer extends SMTPServer {
  override connect(socket: Socket): void {
    const connection = new PromptSmtpConnection(this, socket)
    this.connections.add(connection)
    connection.on('error', (error: Error) => this.emit('error', error))
    connection.init()
  }
}

class PromptSmtpConnection extends SMTPConnection {
  override init(): void {
    this._setListeners(() => this.connectionReady())
  }
}
