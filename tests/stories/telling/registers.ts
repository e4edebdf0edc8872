// Stretches of way through registering: an address proven by its mail, an app by the key that its page shows.
import { Secret, TOTP } from 'otpauth'
import { codeIn, type Demo } from './demo.ts'
import type { Visitor } from './visitor.ts'

/** From a page with the choice to whatever comes after the code. */
export async function addsMail(who: Visitor, address: string, demo: Demo): Promise<void> {
  const before = (await demo.mails()).length
  await who.presses(/An email address/)
  await who.sees('Where can a code reach you?')
  await who.types('Email address', address)
  await who.presses('Send the code')
  await bringsMailedCode(who, address, demo, before)
}

export async function bringsMailedCode(who: Visitor, address: string, demo: Demo, before: number): Promise<void> {
  await who.sees('Type the code we have just sent')
  await who.types('Code', codeIn(await demo.mail(({ to }) => to === address, before)))
  await who.presses('Check the code')
}

/** The app that now shows its codes; the first one is spent. */
export async function addsApp(who: Visitor): Promise<App> {
  await who.presses(/An authenticator app/)
  return scans(who)
}

export interface App {
  /** A code that was not used yet. */
  code(): string
  /** At another time than now. */
  codeAt(time: number): string
}

export async function scans(who: Visitor): Promise<App> {
  await who.sees('Add your authenticator app')
  const key = (await who.page.locator('.secret').innerText()).replace(/\s/g, '')
  const totp = new TOTP({ secret: Secret.fromBase32(key) })
  let used = 0
  const app: App = {
    codeAt: (timestamp) => totp.generate({ timestamp }),
    code: () => {
      used = Math.max(Math.floor(Date.now() / 30_000), used + 1)
      return totp.generate({ timestamp: used * 30_000 })
    },
  }
  await who.types('Code', app.code())
  await who.presses('Add this app')
  return app
}

/** A step-up by the authenticator app, from the page that asks for it. */
export async function stepsUp(who: Visitor, code: string): Promise<void> {
  await who.sees('Prove that it is you')
  await who.presses(/authenticator app/)
  await who.sees('Type the code from your app')
  await who.types('Code', code)
  await who.presses('Check the code')
}
