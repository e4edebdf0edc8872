// What is made of everything beyond this process: the mail server, the address people use, the machine.
import { days } from '../time.ts'
import { type Finding, failure, ok, warning } from './finding.ts'

export type SeenMail =
  | { readonly kind: 'ready'; readonly tls: 'implicit' | 'starttls' | 'none' }
  /** `login`: it was reached and did not let us in. */
  | { readonly kind: 'unreachable' | 'tls' | 'login'; readonly code: string }

/** `sent`: one message was handed over. Null: none was asked for. */
export function judgeMail(seen: SeenMail, test: 'sent' | 'refused' | 'retry' | null): readonly Finding[] {
  switch (seen.kind) {
    case 'unreachable':
      return [
        failure(
          'mail',
          `The mail server does not answer (${seen.code}).`,
          'check mail.host and mail.port, and that it runs',
        ),
      ]
    case 'tls':
      return [
        failure(
          'mail',
          `TLS with the mail server failed (${seen.code}).`,
          'check mail.tls, and that its certificate is for mail.host and trusted here (NODE_EXTRA_CA_CERTS)',
        ),
      ]
    case 'login':
      return [
        failure(
          'mail',
          `The mail server refused the login (${seen.code}).`,
          'check mail.username and the file in mail.password-file',
        ),
      ]
    case 'ready': {
      const how = seen.tls === 'none' ? 'without TLS, on this machine' : `with TLS (${seen.tls})`
      return [ok('mail', `The mail server answers, ${how}.`), ...judgeTest(test)]
    }
  }
}

function judgeTest(test: 'sent' | 'refused' | 'retry' | null): readonly Finding[] {
  switch (test) {
    case null:
      return []
    case 'sent':
      return [ok('mail-test', 'It took a test message. Look whether it arrives, and not among the junk.')]
    case 'refused':
      return [
        failure(
          'mail-test',
          'It refused the test message for good.',
          'check mail-from, and whether it relays for this machine',
        ),
      ]
    case 'retry':
      return [failure('mail-test', 'It did not take the test message now.', 'look into its log, and try again')]
  }
}

export interface SeenAddress {
  readonly baseUrl: string
  /** `another`: Rekey, with other keys than ours. `other`: anything else, and a Rekey that does not know this host. */
  readonly answer: 'this' | 'another' | 'other' | 'unreachable' | 'certificate'
  /** Of the answer: what the network said, or a status. */
  readonly detail: string
  /** Milliseconds until the certificate ends; null without one. */
  readonly certificateLasts: number | null
  /** What plain http leads to; null: not asked, or nobody answers. */
  readonly plainHttp: 'redirects' | 'answers' | null
}

export function judgeAddress(seen: SeenAddress): readonly Finding[] {
  const { baseUrl, answer, detail, certificateLasts, plainHttp } = seen
  const findings: Finding[] = []
  switch (answer) {
    case 'this':
      findings.push(ok('address', `${baseUrl} leads here.`))
      break
    case 'another':
      findings.push(
        failure(
          'address',
          `${baseUrl} is answered by another installation of Rekey, or by this one with other keys.`,
          'look where its name and the proxy lead; a server that runs since before its keyring was exchanged has to be started again',
        ),
      )
      break
    case 'other':
      findings.push(
        failure(
          'address',
          `${baseUrl} is answered by something else (${detail}).`,
          'check the proxy: it passes everything on, with the Host it was asked for; then where the name leads',
        ),
      )
      break
    case 'certificate':
      findings.push(
        failure(
          'address',
          `The certificate of ${baseUrl} is not one a browser takes (${detail}).`,
          'renew it, or let the proxy send its whole chain',
        ),
      )
      break
    case 'unreachable':
      findings.push(
        warning(
          'address',
          `${baseUrl} can’t be reached from this machine (${detail}).`,
          'start the server and the proxy; where only others can reach it, look from there',
        ),
      )
  }
  if (certificateLasts !== null && certificateLasts > 0) {
    const left = Math.floor(certificateLasts / days(1))
    findings.push(
      certificateLasts < days(14)
        ? warning(
            'address.certificate',
            `Its certificate ends in ${left} days.`,
            'renew it, and see why that did not happen by itself',
          )
        : ok('address.certificate', `Its certificate lasts ${left} days more.`),
    )
  }
  if (plainHttp === 'answers') {
    findings.push(warning('address.http', 'Plain http is answered with a page.', 'let the proxy redirect it to https'))
  }
  return findings
}

export interface SeenServer {
  readonly hashesAtOnce: number
  readonly cores: number
  readonly metrics: boolean
}

export function judgeServer({ hashesAtOnce, cores, metrics }: SeenServer): readonly Finding[] {
  const passwords = `${hashesAtOnce} passwords are hashed at the same time, on ${cores} ${cores === 1 ? 'core' : 'cores'}.`
  return [
    hashesAtOnce > 2 * cores
      ? warning('server.hashing', passwords, 'leave hashing.concurrency out, or set it to twice the cores at most')
      : ok('server.hashing', passwords),
    metrics
      ? ok('server.metrics', '/metrics answers whoever brings its token.')
      : ok('server.metrics', '/metrics is off: no metrics.token-file is set.'),
  ]
}
