// Tim forgot his password. The whole way back, and everything that must be true afterwards.
import { expect, it } from 'vitest'
import { tellStories } from './telling/stories.ts'
import { choosesPassword, provesTwice, refusedSentence, signsIn } from './telling/walks.ts'

const newPassword = 'brisk orchard lamp nineteen'

tellStories('Tim resets his forgotten password', ({ scripts, demo, visitor }) => {
  it('gets a new password with two proofs, and all that the old one opened is closed', async () => {
    const tim = demo().person('tim')
    const oldLaptop = await visitor()
    await signsIn(oldLaptop, tim.username, tim.password)
    await oldLaptop.sees('Hello, Tim Walker')
    const browser = await visitor()

    await browser.goesTo('/sign-in')
    await browser.sees('Sign in')
    await browser.follows('Can’t access your account?')
    await browser.sees('Let’s get you back in')
    await browser.types('Username', tim.username)
    await browser.presses('Continue')
    await browser.sees('What is keeping you out?')
    await browser.presses('I forgot my password')
    await browser.sees('How would you like to prove it is you?')
    await browser.reads('Step 2 of 4')
    await provesTwice(browser, 'tim', demo())

    await browser.sees('Choose your new password')
    await browser.reads('Step 4 of 4')
    await browser.types('New password', 'tim walker acme')
    const lengthRule = browser.page.locator('[data-rule=length-minimum]')
    expect(await lengthRule.getAttribute('class')).toBe(scripts ? 'met' : 'todo')
    await choosesPassword(browser, 'tim walker acme')
    await browser.sees('Choose your new password')
    await browser.reads(/too little of this password is left/)

    await choosesPassword(browser, newPassword, 'brisk orchard lamp twenty')
    await browser.sees('Choose your new password')
    await browser.reads('The two passwords are different. Type the same one twice.')

    await choosesPassword(browser, newPassword)
    await browser.sees('Your password is changed')
    await browser.reads('All 4 steps done')

    await browser.follows('Sign in')
    await signsIn(browser, tim.username, tim.password)
    await browser.sees('Sign in')
    await browser.reads(refusedSentence)
    await signsIn(browser, tim.username, newPassword)
    await browser.sees('Hello, Tim Walker')
    await browser.reads('Password reset')

    await oldLaptop.goesTo('/')
    await oldLaptop.sees('Sign in')
    await oldLaptop.cannotFind('Hello, Tim Walker')
  })

  it('is told about it at each of his addresses, and nobody else is', async () => {
    const told = ({ subject }: { subject: string }) => subject === 'Your password was reset'
    await demo().mail(({ to, ...mail }) => told(mail) && to === 'tim@acme.example')
    await demo().mail(({ to, ...mail }) => told(mail) && to === 'tim.walker@home.example')
    const mails = await demo().mails()
    expect(mails.filter(told).map(({ to }) => to)).toHaveLength(2)
    expect(mails.filter(({ subject }) => subject.startsWith('Your code')).map(({ to }) => to)).toEqual([
      'tim.walker@home.example',
    ])
    expect(mails).toHaveLength(3)
    for (const { text } of mails.filter(told)) {
      expect(text).toContain('Was it not you?')
      expect(text).not.toContain(newPassword)
    }
  })
})
