// Stretches of way that several stories share.
import type { Cast, Demo } from './demo.ts'
import { codeIn } from './demo.ts'
import type { Visitor } from './visitor.ts'

/** From nowhere to the list of ways to prove it. */
export async function startsOver(who: Visitor, username: string, reason: 'forgot' | 'refused' = 'forgot') {
  await who.goesTo('/reset')
  await who.sees('Let’s get you back in')
  await who.types('Username', username)
  await who.presses('Continue')
  await who.sees('What is keeping you out?')
  await who.presses(reason === 'forgot' ? 'I forgot my password' : 'I know my password')
  await who.sees('How would you like to prove it is you?')
}

/** Both proofs: the code from the mailbox at home, then the one the app shows. */
export async function provesTwice(who: Visitor, name: Cast, demo: Demo) {
  const before = (await demo.mails()).length
  await who.presses('Email me a code')
  await who.sees('Type the code from your email')
  const mail = await demo.mail(({ subject }) => subject.startsWith('Your code'), before)
  await who.types('Code', codeIn(mail))
  await who.presses('Check the code')
  await who.sees('Good. Now prove it a second way')
  await who.presses('Use my authenticator app')
  await who.sees('Type the code from your app')
  await who.types('Code', demo.appCode(name))
  await who.presses('Check the code')
}

export async function choosesPassword(who: Visitor, password: string, again = password) {
  await who.types('New password', password)
  await who.types('The same password again', again)
  await who.presses('Change my password')
}

export async function signsIn(who: Visitor, username: string, password: string) {
  await who.goesTo('/sign-in')
  await who.sees('Sign in')
  await who.types('Username', username)
  await who.types('Password', password)
  await who.presses('Sign in')
}

export const refusedSentence = 'The username or the password is not right.'
