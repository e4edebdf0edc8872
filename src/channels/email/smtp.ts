// Mail by SMTP: one message to one recipient, over a few kept connections. What the server answers is translated here.
import { createTransport } from 'nodemailer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { isMailAddress } from '../../core/people/mail-address.ts'
import { seconds } from '../../core/time.ts'
import type { DeliveryLog, OutgoingMail, SendOutcome, SendsMail } from '../../ports/delivery.ts'
import { refusePlainText, type SmtpSettings } from './smtp-settings.ts'

export interface SmtpMail extends SendsMail {
  /** Connections in the middle of a message finish it first. */
  close(): void
}

/** No message takes longer, even from a server that trickles its answers. Shorter than the lease of an outbox row. */
const longestSend = seconds(20)
const timeout = seconds(10)

/** Throws if the settings would send codes over a network without TLS. */
export function createSmtpMail(settings: SmtpSettings, log: DeliveryLog): SmtpMail {
  const transport = createTransport({
    pool: true,
    maxConnections: 4,
    // A connection that died before a message began is replaced once; after that the outbox decides when to try again.
    maxRequeues: 1,
    ...connectionTo(settings),
  })

  return {
    async send(mail) {
      if (!isMailAddress(mail.to)) {
        log.warn({ message: mail.messageId }, 'a stored address is no mail address')
        return 'refused'
      }
      const signal = AbortSignal.timeout(Math.max(0, Math.min(mail.within, longestSend)))
      try {
        await transport.sendMail({ ...describeMail(mail), signal })
        return 'sent'
      } catch (error) {
        const { code, status, command } = troubleOf(error)
        const outcome = outcomeOf(status, command)
        // Not the server's own words: they repeat the address.
        log.warn({ message: mail.messageId, code, status, command, outcome }, 'a mail could not be handed over')
        return outcome
      }
    },
    close: () => transport.close(),
  }
}

/** Throws if the settings would send codes over a network without TLS. */
function connectionTo(settings: SmtpSettings) {
  refusePlainText(settings)
  return {
    host: settings.host.replace(/^\[|\]$/g, ''),
    port: settings.port,
    secure: settings.tls === 'implicit',
    requireTLS: settings.tls === 'starttls',
    ignoreTLS: settings.tls === 'none',
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true },
    ...(settings.auth === null ? {} : { auth: { user: settings.auth.user, pass: settings.auth.password } }),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as const
}

export type Probed = 'ready' | { readonly trouble: 'unreachable' | 'tls' | 'login'; readonly code: string }

/** Connects as for a message, logs in, and says nothing more. After `patience` milliseconds nothing of it is left. */
export function probeSmtp(settings: SmtpSettings, patience: number): Promise<Probed> {
  const connection = new SMTPConnection({ ...connectionTo(settings), socketCloseTimeout: 0 })
  return new Promise((resolve) => {
    const late = setTimeout(() => {
      resolve({ trouble: 'unreachable', code: `no answer in ${patience / 1000} seconds` })
      connection.close()
    }, patience)
    // Whoever hears our farewell and stays is left to `late`.
    connection.once('end', () => clearTimeout(late))
    connection.on('error', (error) => resolve(whyNot(error)))
    const leave = (error?: unknown) => {
      resolve(error ? whyNot(error) : 'ready')
      connection.quit()
    }
    connection.connect(() => {
      const { auth } = settings
      if (auth === null || !connection.allowsAuth) leave()
      else connection.login({ user: auth.user, pass: auth.password }, leave)
    })
  })
}

function whyNot(error: unknown): Probed {
  const { code, status } = troubleOf(error)
  // What the system or TLS called it says more than the name nodemailer gave it.
  const cause: unknown = error instanceof Error ? Reflect.get(error, 'originalCode') : undefined
  const named = typeof cause === 'string' ? cause : code
  const shown = status === 0 ? named : `${named}, ${status}`
  if (code === 'EAUTH') return { trouble: 'login', code: shown }
  return { trouble: isAboutTls(error) ? 'tls' : 'unreachable', code: shown }
}

/** A server that is reached and does not speak TLS, or shows a certificate that isn't its own, current and signed by somebody known. */
const isAboutTls = (error: unknown): boolean =>
  error instanceof Error &&
  /\b(?:E?TLS|SSL|certificate|self.signed)\b/i.test(`${error.message} ${troubleOf(error).code}`)

/** The envelope is given, so that it is never read from a header. */
function describeMail({ to, from, subject, text, html, messageId }: OutgoingMail) {
  if (!isMailAddress(from.address)) throw new Error('the sender of this organisation is no mail address')
  return {
    envelope: { from: from.address, to: [to] },
    from: { name: oneLine(from.name), address: from.address },
    to: { name: '', address: to },
    subject: oneLine(subject),
    text,
    html,
    messageId: `<${messageId}>`,
    date: new Date(),
    headers: {
      // RFC 3834 §5, and what Exchange reads: no out-of-office answer comes back.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
  }
}

/**
 * nodemailer encodes line ends and folds at spaces; that none reach it does not depend on its release, and a word without
 * a space would make a line longer than the 998 characters of RFC 5322 §2.1.1.
 */
const oneLine = (text: string): string =>
  [...text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()].slice(0, 200).join('')

/** A permanent no to this message. One to us (the greeting, the login) is cured by an operator, and the message waits. */
function outcomeOf(status: number, command: string): SendOutcome {
  const aboutThisMessage = ['MAIL FROM', 'RCPT TO', 'DATA'].includes(command)
  return status >= 500 && aboutThisMessage ? 'refused' : 'retry'
}

function troubleOf(error: unknown): { readonly code: string; readonly status: number; readonly command: string } {
  const read = (key: string): unknown => (typeof error === 'object' && error !== null ? Reflect.get(error, key) : null)
  const [code, status, command] = [read('code'), read('responseCode'), read('command')]
  return {
    code: typeof code === 'string' ? code : 'unknown',
    status: typeof status === 'number' ? status : 0,
    command: typeof command === 'string' ? command : '',
  }
}
