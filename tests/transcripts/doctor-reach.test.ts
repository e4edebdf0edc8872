// `rekey doctor`, the built program: what it says of everything that it reaches over a network, the address people use and the mail
// server, on real ones that are wrong in one way each.
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { type Installation, install } from '../faults/support/installation.ts'
import { makeAuthority } from '../servers/certificates.ts'
import { startFaultProxy } from '../servers/fault-proxy.ts'
import { freePort } from '../servers/postgres.ts'
import type { RekeyProcess } from '../servers/rekey-process.ts'
import { type SmtpSink, startSmtpSink } from '../servers/smtp.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { describeWith } from '../support/required-servers.ts'
import type { Shown } from './replay.ts'
import { doctor, fails } from './run-doctor.ts'

describeWith('postgres', 'rekey doctor', () => {
  const databases = usePostgres()
  let installation: Installation
  let running: RekeyProcess
  let relay: SmtpSink
  beforeAll(async () => {
    installation = await install(await databases.createDatabase())
    running = await installation.start()
    relay = await startSmtpSink({ user: 'rekey', password: 'secret-of-the-relay' })
    writeFileSync(join(installation.folder, 'right'), 'secret-of-the-relay\n', { mode: 0o600 })
    writeFileSync(join(installation.folder, 'wrong'), 'secret-of-another\n', { mode: 0o600 })
  })
  afterAll(async () => {
    await relay.stop()
    await running.stop()
  })

  it('knows its own answer from that of another installation, from that for a host that is nobody’s, and from any other ok', async () => {
    const base = installation.urls[0] ?? ''
    const own = await doctor(at(base))
    expect(own.stdout).toContain(`: ${base} leads here.`)

    const other = await install(await databases.createDatabase())
    fails(
      await doctor(at(base, {}, other)),
      /FAILURE address \(.+\): http:\/\/localhost:\d+ is answered by another installation of Rekey, or by this one with other keys\./,
    )
    const byNumber = base.replace('localhost', '127.0.0.1')
    fails(await doctor(at(byNumber)), /FAILURE address \(.+\): .+ is answered by something else \(status 200\)\./)
    const { port } = await serveHttp((_, response) => response.end('{"status":"ok"}'))
    const anything = await doctor(at(`http://localhost:${port}`))
    fails(anything, /FAILURE address \(.+\): .+ is answered by something else \(status 200\)\./)
    expect(anything.stdout).toContain(
      'To cure it: check the proxy: it passes everything on, with the Host it was asked for',
    )
  })

  describeWith('openssl', 'of a certificate', () => {
    it('that nobody signed, that has ended, that came without its intermediate, that ends soon: a browser takes the last alone', async () => {
      const authority = makeAuthority()
      const [base = ''] = installation.urls
      const proxy = createHttpsServer((request, response) => {
        fetch(`${base}${request.url}`).then(
          async (answer) => response.writeHead(answer.status).end(await answer.text()),
          () => response.writeHead(502).end(),
        )
      })
      await once(proxy.listen(0, '127.0.0.1'), 'listening')
      onTestFinished(() => void proxy.close())
      const { port } = proxy.address() as AddressInfo
      const roots = join(installation.folder, 'roots.pem')
      writeFileSync(roots, authority.root)
      const here = `https://localhost:${port}`
      // Whoever shows it as a mail server is not believed either.
      const mail = { host: 'localhost', port, tls: 'implicit' }
      const look = (cert: string, key: string, env = { NODE_EXTRA_CA_CERTS: roots }) => {
        proxy.setSecureContext({ cert, key })
        return doctor(at(here, { mail }), [], env)
      }
      const refused = (shown: Shown, why: string) => {
        fails(
          shown,
          new RegExp(`FAILURE address \\(.+\\): The certificate of ${here} is not one a browser takes \\(${why}\\)`),
        )
        fails(shown, new RegExp(`FAILURE mail: TLS with the mail server failed \\(${why}\\)`))
      }

      const whole = authority.issue(5)
      const chain = whole.cert + authority.intermediate
      refused(await look(chain, whole.key, { NODE_EXTRA_CA_CERTS: '' }), '[A-Z_]+')
      refused(await look(whole.cert, whole.key), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE')
      const ended = authority.issue(-1)
      refused(await look(ended.cert + authority.intermediate, ended.key), 'CERT_HAS_EXPIRED')
      proxy.setSecureContext({ cert: chain, key: whole.key })
      const { stdout } = await doctor(at(here), [], { NODE_EXTRA_CA_CERTS: roots })
      expect(stdout).toMatch(/ok {6}address \(.+\): https:\/\/localhost:\d+ leads here\./)
      expect(stdout).toMatch(/warning address\.certificate \(.+\): Its certificate ends in [45] days\./)
    })
  })

  it('of a mail server that is away, has no TLS where it is asked for, or refuses the login', async () => {
    const away = await doctor(installation.configure({ mailPort: await freePort() }))
    fails(away, /FAILURE mail: The mail server does not answer \(ECONNREFUSED\)\./)
    const open = { host: '127.0.0.1', port: installation.mail.port, tls: 'starttls' }
    fails(
      await doctor(installation.configure({ settings: { mail: open } })),
      /FAILURE mail: TLS with the mail server failed \(\w+(?:, \d+)?\)\./,
    )
    const refused = await doctor(loggingIn('wrong'), ['--mail-to', 'operator@acme.test'])
    fails(refused, /FAILURE mail: The mail server refused the login \(EAUTH, 535\)\./)
    expect(refused.stdout).toContain('        To cure it: check mail.username and the file in mail.password-file')
    expect(refused.stdout, 'nothing was tried after it').not.toContain('mail-test')
    expect(refused.stdout + refused.stderr).not.toContain('secret-of')
  })

  it('of a mail server that takes the login, and the test message, or not', async () => {
    const send = () => doctor(loggingIn('right'), ['--mail-to', 'operator@acme.test'])
    expect((await send()).stdout).toMatch(/ok {6}mail: .+\nok {6}mail-test: It took a test message\./)
    expect(relay.messages).toHaveLength(1)
    relay.rejectRecipientsWith(550)
    const refused = await send()
    fails(
      refused,
      /ok {6}mail: .+\nFAILURE mail-test: It refused the test message for good\.\n {8}To cure it: check mail-from/,
    )
    expect(refused.stdout + refused.stderr).not.toContain('operator@')
    relay.rejectRecipientsWith(450)
    fails(await send(), /FAILURE mail-test: It did not take the test message now\./)
    expect(relay.messages).toHaveLength(1)
  })

  it('of servers that take a connection and say nothing: each is left after five seconds, and the rest is looked at', async () => {
    const silent = await startFaultProxy(installation.mail.port)
    onTestFinished(() => silent.stop())
    silent.blackHole()
    const mail = { host: '127.0.0.1', port: silent.port, tls: 'none' }
    const shown = await doctor(at(`https://localhost:${silent.port}`, { mail }))
    fails(shown, /FAILURE mail: The mail server does not answer \(no answer in 5 seconds\)\./)
    expect(shown.stdout).toMatch(
      /warning address \(.+\): .+ can’t be reached from this machine \(no answer in 5 seconds\)\./,
    )
    expect(shown.stdout).toContain('server.hashing')
  })

  /** A configuration whose people use another address. */
  const at = (baseUrl: string, settings: Readonly<Record<string, unknown>> = {}, of = installation): string => {
    const { id, name, mailFrom } = of.organisation
    const directories = [{ key: 'main', kind: 'built-in' }]
    const organisations = [{ id, name, 'base-url': baseUrl, 'mail-from': mailFrom, directories }]
    return of.configure({ settings: { organisations, ...settings } })
  }

  const loggingIn = (passwordFile: string): string => {
    const mail = { host: '127.0.0.1', port: relay.port, tls: 'none', username: 'rekey', 'password-file': passwordFile }
    return installation.configure({ settings: { mail } })
  }
})

/** Until the test is over. */
async function serveHttp(answer: RequestListener): Promise<AddressInfo> {
  const server = createServer(answer)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  return server.address() as AddressInfo
}
