// The demo as a newcomer has it after the first start: the built program, its people, their phone and the mailbox.
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { expect } from 'vitest'
import { freePort } from '../../servers/postgres.ts'
import { startRekey } from '../../servers/rekey-process.ts'

export interface Demo {
  readonly url: string
  /** Where Acme Mail is, the application that leads here and back. */
  readonly mailApp: string
  /** Who the demo says they are. */
  person(name: Cast): DemoPerson
  /** What their authenticator app shows, or will show next if that was used: a code counts once. */
  appCode(name: Cast): string
  /** Everything mailed so far, oldest first. */
  mails(): Promise<readonly Mail[]>
  /** Waits for the first mail that `wanted` accepts among those after the first `skip`. */
  mail(wanted: (mail: Mail) => boolean, skip?: number): Promise<Mail>
  stop(): Promise<void>
}

export type Cast =
  | 'tim'
  | 'pascal'
  | 'mara'
  | 'noor'
  | 'yuki'
  | 'devi'
  | 'olaf'
  | 'grace'
  | 'rita'
  | 'lena'
  | 'ivan'
  | 'hana'

export interface DemoPerson {
  readonly username: string
  readonly password: string
  readonly displayName: string
  readonly note: string
  readonly totpSecret?: string
}

export interface Mail {
  readonly id: string
  readonly at: string
  readonly channel: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** `database`: a PostgreSQL of the story's own, for stories that move the clock; else PGlite, as for everybody. */
export async function startDemo(database?: string): Promise<Demo> {
  const cwd = await mkdtemp(join(tmpdir(), 'rekey-story-'))
  const seeded = process.env['REKEY_TEST_DEMO']
  if (database === undefined && seeded !== undefined) await cp(seeded, cwd, { recursive: true })
  const env = { PORT: `${await freePort()}`, DATABASE_URL: database }
  const program = await startRekey(['demo'], { cwd, env })
  const url = new URL(program.url).origin
  const read = async (path: string) => (await fetch(`${url}${path}`)).json()
  const people = (await read('/demo/people.json')) as readonly DemoPerson[]
  const mails = async () => (await read('/demo/messages.json')) as readonly Mail[]
  const [, mailApp = ''] = /href="(http:\/\/localhost:\d+)\/"/.exec(await (await fetch(`${url}/demo`)).text()) ?? []
  const usedSteps = new Map<Cast, number>()

  function person(name: Cast): DemoPerson {
    const found = people.find(({ username }) => username === `${name}@acme.example`)
    if (found === undefined) throw new Error(`${name} is not in the demo`)
    return found
  }

  return {
    url,
    mailApp,
    person,
    appCode: (name) => {
      const app = new TOTP({ secret: Secret.fromBase32(person(name).totpSecret ?? '') })
      const step = Math.max(Math.floor(Date.now() / 30_000), (usedSteps.get(name) ?? 0) + 1)
      usedSteps.set(name, step)
      return app.generate({ timestamp: step * 30_000 })
    },
    mails,
    mail: async (wanted, skip = 0) => {
      let found: Mail | undefined
      await expect
        .poll(
          async () => {
            found = (await mails()).slice(skip).find(wanted)
            return found !== undefined
          },
          { timeout: 10_000, interval: 50, message: 'the mail arrives' },
        )
        .toBe(true)
      if (found === undefined) throw new Error('The mail did not arrive.')
      return found
    },
    stop: async () => {
      const { code } = await program.stop()
      await rm(cwd, { recursive: true })
      expect({ code, complaints: program.stderr() }).toEqual({ code: 0, complaints: '' })
    },
  }
}

/** The code in a mail, as it is written there: two halves with a space. */
export function codeIn({ text }: Mail): string {
  const [code] = /^ *\d{4} \d{4}$/m.exec(text) ?? []
  if (code === undefined) throw new Error('There is no code in this mail.')
  return code.trim()
}
