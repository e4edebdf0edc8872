// The demo's mail server: real SMTP on loopback, and a mailbox one can look at. Messages are kept beside the demo's data.
import { appendFile, readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface KeptMessage {
  readonly id: string
  /** ISO 8601. */
  readonly at: string
  readonly channel: 'email'
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface Mailbox {
  readonly port: number
  /** Oldest first. */
  messages(): readonly KeptMessage[]
  close(): Promise<void>
}

/** `file` null keeps nothing across a restart. */
export async function openMailbox(file: string | null): Promise<Mailbox> {
  const kept: KeptMessage[] = file === null ? [] : await readKept(file)
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    hideSTARTTLS: true,
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((each) => each.address).join(', ')
        keep(Buffer.concat(chunks), to).then(() => done(), done)
      })
    },
  })

  async function keep(raw: Buffer, to: string): Promise<void> {
    const mail = await PostalMime.parse(raw)
    const message: KeptMessage = {
      id: mail.messageId ?? `${kept.length}`,
      at: new Date().toISOString(),
      channel: 'email',
      to,
      subject: mail.subject ?? '',
      text: (mail.text ?? '').trim(),
    }
    kept.push(message)
    if (file !== null) await appendFile(file, `${JSON.stringify(message)}\n`, { mode: 0o600 })
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve())
  })
  // A sender that goes away in mid-sentence is its own affair.
  server.on('error', () => undefined)
  return {
    port: (server.server.address() as AddressInfo).port,
    messages: () => kept,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function readKept(file: string): Promise<KeptMessage[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as KeptMessage)
}
