// The way into the administrators' portal: a password, and a second proof by the app.
import type { Cast, Demo } from './demo.ts'
import type { Visitor } from './visitor.ts'

/** As far as the password goes. */
export async function signsInTo(who: Visitor, name: Cast, demo: Demo, room: string): Promise<void> {
  const { username, password } = demo.person(name)
  await who.goesTo(room)
  await who.sees('Sign in')
  await who.types('Username', username)
  await who.types('Password', password)
  await who.presses('Sign in')
}

export async function entersPortal(who: Visitor, name: Cast, demo: Demo, room: string): Promise<void> {
  await signsInTo(who, name, demo, room)
  await who.sees('Prove that it is you')
  await who.presses('Use my authenticator app')
  await who.sees('Type the code from your app')
  await who.types('Code', demo.appCode(name))
  await who.presses('Check the code')
}
