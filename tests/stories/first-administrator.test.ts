// A new installation, as its operator meets it: the first administrator from the command line, and the glass that is broken
// when one is needed in a hurry. Told on the built-in database, where the server stands still while a verb is at work.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newKeyringText } from '../../src/secrets/keyring.ts'
import { launchBrowser } from '../servers/chromium.ts'
import { freePort } from '../servers/postgres.ts'
import { type RekeyProcess, startRekey } from '../servers/rekey-process.ts'
import { type SmtpSink, startSmtpSink } from '../servers/smtp.ts'
import { describeWith } from '../support/required-servers.ts'
import { built } from '../transcripts/replay.ts'
import { type App, addsApp } from './telling/registers.ts'
import { openVisitor, type Visitor } from './telling/visitor.ts'
import { refusedSentence, signsIn } from './telling/walks.ts'

const graces = 'violet kettle on the harbour'
const hugos = 'granite otter sings at noon'

describeWith('chromium', 'the first administrator', () => {
  describe.each([
    { scripts: true, how: 'with scripts' },
    { scripts: false, how: 'without scripts' },
  ])('$how', ({ scripts }) => {
    let folder: string
    let url: string
    let mail: SmtpSink
    let browser: Browser
    let server: RekeyProcess | undefined
    let app: App

    beforeAll(async () => {
      const port = await freePort()
      folder = mkdtempSync(join(tmpdir(), 'rekey-first-'))
      url = `http://localhost:${port}`
      mail = await startSmtpSink()
      browser = await launchBrowser()
      writeFileSync(join(folder, 'keyring'), newKeyringText(), { mode: 0o600 })
      writeFileSync(
        join(folder, 'rekey.yaml'),
        `
listen: { host: 127.0.0.1, port: ${port} }
database: { pglite: data }
secret-key-file: keyring
mail: { host: 127.0.0.1, port: ${mail.port}, tls: none }
organisations:
  - id: 7b0c6a52-3f1e-4a86-9d55-0b6f2c9e8d14
    name: Acme
    base-url: ${url}
    mail-from: reset@acme.example
    directories: [{ key: staff, kind: built-in }]
`,
      )
    })
    afterAll(async () => {
      await server?.kill('SIGKILL')
      await browser.close()
      await mail.stop()
      rmSync(folder, { recursive: true })
    })

    const rekey = (...args: readonly string[]) => built(folder)([...args, '--organisation', 'Acme'])
    const serves = async () => {
      server = await startRekey(['serve'], { cwd: folder, ready: /"msg":"ready"/ })
    }
    const visitor = (width?: number): Promise<Visitor> =>
      openVisitor(browser, url, { scripts, ...(width === undefined ? {} : { width }) })

    /** The link that the verb left in its file. */
    function takesLink(): string {
      const file = join(folder, 'rekey-set-up-link')
      if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
      const link = readFileSync(file, 'utf8').trim()
      rmSync(file)
      return link
    }

    async function setsUp(who: Visitor, link: string, username: string, password: string): Promise<void> {
      await who.goesTo(link)
      await who.sees('Set up your account')
      expect(who.page.url()).toBe(`${url}/set-up`)
      await who.reads(username)
      await who.reads(/This link makes an administrator/)
      await who.presses('Begin')
      await who.sees('Choose your password')
      await who.goesTo('/')
      await who.sees('Choose your password')
      await who.types('New password', password)
      await who.types('The same password again', password)
      await who.presses('Use this password')
      await who.sees('How will you get back in?')
      await who.reads('0 of 2 ways back ready')
      await who.cannotFind(/^Not now/)
      await who.goesTo('/security-info')
      await who.sees('How will you get back in?')
    }

    async function addsMailHere(who: Visitor, address: string): Promise<void> {
      await who.presses(/An email address/)
      await who.sees('Where can a code reach you?')
      await who.types('Email address', address)
      await who.presses('Send the code')
      await who.sees('Type the code we have just sent')
      const { text } = await mail.waitFor(({ envelope }) => envelope.to.includes(address))
      await who.types('Code', /\d{4} \d{4}/.exec(text)?.[0] ?? '')
      await who.presses('Check the code')
    }

    it('Grace is made on the host: a file holds her link, and nothing that was printed does', async () => {
      const { stdout, stderr, code } = await rekey('admin', 'create', 'grace', '--display-name', 'Grace Adeyemi')
      expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
      const link = takesLink()
      expect(stdout).toContain('The set-up link is in rekey-set-up-link, which only you can read.')
      expect(stdout).not.toContain(link)
      const { stdout: holders } = await rekey('admin', 'list')
      expect(holders).toContain('Nobody in Acme holds a role.')

      await serves()
      const stranger = await visitor()
      await signsIn(stranger, 'grace', 'any password at all')
      await stranger.reads(refusedSentence)

      const grace = await visitor(320)
      await setsUp(grace, link, 'grace', graces)
      await addsMailHere(grace, 'grace@adeyemi.example')
      await grace.sees('How will you get back in?')
      await grace.reads('1 of 2 ways back ready')
      await grace.cannotFind('An email address')
      app = await addsApp(grace)
      await grace.sees('Hello, Grace Adeyemi')
      await grace.reads('Done. If you forget your password, you can get back in on your own.')

      await stranger.goesTo(link)
      await stranger.sees('This link no longer works')
    })

    it('from then on she brings a second proof, and is the last one, who stays', async () => {
      const grace = await visitor()
      await signsIn(grace, 'grace', graces)
      await grace.sees('Prove that it is you')
      await grace.presses('Use my authenticator app')
      await grace.types('Code', app.code())
      await grace.presses('Check the code')
      await grace.sees('Hello, Grace Adeyemi')

      expect((await server?.stop())?.code).toBe(0)
      expect((await rekey('admin', 'list')).stdout).toBe('global-administrator  grace  Grace Adeyemi\n')
      const { stderr, code } = await rekey('admin', 'remove', 'grace')
      expect({ stderr, code }).toMatchObject({ stderr: expect.stringContaining('stays one'), code: 1 })
    })

    it('the glass is broken for Hugo: Grace is told, and he is nobody before the end', async () => {
      const { stderr, code } = await rekey('admin', 'create', 'hugo')
      expect({ stderr, code }).toEqual({
        stderr:
          'Break glass: Acme has a global administrator already. All of them are told by mail, and it is recorded.\n',
        code: 0,
      })
      const link = takesLink()
      expect((await rekey('admin', 'list')).stdout).not.toContain('hugo')
      await serves()
      const told = await mail.waitFor(({ subject }) => subject === 'A set-up link for an administrator was made')
      expect(told.envelope.to).toEqual(['grace@adeyemi.example'])
      expect(told.text.replaceAll('\n', ' ')).toContain('gives hugo the role global-administrator')
      expect(told.raw).not.toContain(link.split('/').at(-1))

      const hugo = await visitor()
      await setsUp(hugo, link, 'hugo', hugos)
      await addsApp(hugo)
      await hugo.sees('How will you get back in?')
      await addsMailHere(hugo, 'hugo@berg.example')
      await hugo.sees('Hello, hugo')

      expect((await server?.stop())?.code).toBe(0)
      expect((await rekey('admin', 'list')).stdout).toContain('global-administrator  hugo  hugo')
      expect((await rekey('admin', 'remove', 'grace')).stdout).toContain('grace no longer holds the role')
    })
  })
})
