// The other ways in: Pascal's password is right and refused, Yuki's was set by somebody else.
import { expect, it } from 'vitest'
import { tellStories } from './telling/stories.ts'
import { provesTwice, refusedSentence, signsIn, startsOver } from './telling/walks.ts'

tellStories('people who know their password', ({ demo, visitor }) => {
  it('Pascal is locked out, unlocks his account with two proofs, and keeps his password', async () => {
    const pascal = demo().person('pascal')
    const browser = await visitor()
    await signsIn(browser, pascal.username, pascal.password)
    await browser.sees('Sign in')
    await browser.reads(refusedSentence)

    await startsOver(browser, pascal.username, 'refused')
    await browser.reads('Step 2 of 3')
    await provesTwice(browser, 'pascal', demo())
    await browser.sees('Your account is unlocked')
    await browser.reads('Your password is the same as before.')

    await browser.follows('Sign in')
    await signsIn(browser, pascal.username, pascal.password)
    await browser.sees('Hello, Pascal Okafor')
    await browser.reads('Account unlocked')
    const told = ({ subject }: { subject: string }) => subject === 'Your account was unlocked'
    await demo().mail((mail) => told(mail) && mail.to === 'pascal@okafor.example')
    await demo().mail((mail) => told(mail) && mail.to === 'pascal@acme.example')
    expect((await demo().mails()).filter(({ subject }) => subject.includes('reset'))).toEqual([])
  })

  it('Yuki must choose a password of her own before anything else', async () => {
    const yuki = demo().person('yuki')
    const own = 'lantern gravel seven oboes'
    const browser = await visitor()
    await signsIn(browser, yuki.username, yuki.password)
    await browser.sees('Change your password')
    await browser.reads('One step before you go on: choose a password of your own.')
    await browser.goesTo('/')
    await browser.sees('Change your password')

    await browser.types('Current password', yuki.password)
    await browser.types('New password', yuki.password)
    await browser.types('The same password again', yuki.password)
    await browser.presses('Change my password')
    await browser.sees('Change your password')
    await browser.reads('You have used this password before. Choose a new one.')

    await browser.types('Current password', yuki.password)
    await browser.types('New password', own)
    await browser.types('The same password again', own)
    await browser.presses('Change my password')
    // She has an address and no app: what is lacking comes before the rest.
    await browser.sees('One more, and you can always get back in')
    await browser.presses(/^Not now/)
    await browser.sees('Hello, Yuki Tanaka')

    const elsewhere = await visitor()
    await signsIn(elsewhere, yuki.username, yuki.password)
    await elsewhere.sees('Sign in')
    await elsewhere.reads(refusedSentence)
    await signsIn(elsewhere, yuki.username, own)
    await elsewhere.sees('One more, and you can always get back in')
  })
})
