// The page between password and application: asked for what is missing, put off, left, come back to, and asked again.
import { expect, it } from 'vitest'
import { addsApp, addsMail, bringsMailedCode, stepsUp } from './telling/registers.ts'
import { tellStories } from './telling/stories.ts'
import { signsIn } from './telling/walks.ts'

tellStories('keeping an account recoverable', ({ demo, visitor }) => {
  it('Noor puts it off as often as she may, then it comes first; she leaves in the middle and is asked for the rest', async () => {
    const noor = demo().person('noor')
    const browser = await visitor({ width: 390 })
    for (const left of ['2 more times', 'once more', 'last time']) {
      await signsIn(browser, noor.username, noor.password)
      await browser.sees('Keep your account recoverable')
      await browser.goesTo('/security-info')
      await browser.sees('Keep your account recoverable')
      await browser.reads(new RegExp(left))
      await browser.presses(/^Not now/)
      await browser.sees('Hello, Noor Haddad')
    }
    await signsIn(browser, noor.username, noor.password)
    await browser.sees('Keep your account recoverable')
    await browser.cannotFind(/^Not now/)
    await browser.goesTo('/')
    await browser.sees('Keep your account recoverable')

    await browser.presses(/An email address/)
    await browser.sees('Where can a code reach you?')
    await browser.types('Email address', 'noor@acme.example')
    await browser.presses('Send the code')
    await browser.sees('Where can a code reach you?')
    await browser.reads('This mailbox opens with the password you may forget. Type a private address.')
    await browser.goesTo('/register')
    await browser.sees('Keep your account recoverable')
    await addsMail(browser, 'noor@haddad.example', demo())
    await browser.sees('One more, and you can always get back in')
    await browser.presses('Sign out')
    await browser.sees('Sign in')

    const phone = await visitor({ width: 320 })
    await signsIn(phone, noor.username, noor.password)
    await phone.sees('One more, and you can always get back in')
    await phone.cannotFind('An email address')
    // Another session than the one that registered the address: it proves itself first, and what it adds has to wait.
    const before = (await demo().mails()).length
    await phone.cannotFind('An authenticator app')
    await phone.follows('Prove that it is you')
    await phone.sees('Prove that it is you')
    await phone.presses('Email me a code')
    await phone.sees('Type the code from your email')
    const mail = await demo().mail(({ to }) => to === 'noor@haddad.example', before)
    await phone.types('Code', /\d{4} \d{4}/.exec(mail.text)?.[0] ?? '')
    await phone.presses('Check the code')
    await phone.sees('One more, and you can always get back in')
    await addsApp(phone)
    await phone.sees('Hello, Noor Haddad')
    await phone.reads(/^Done. What you added counts from .*Until then what you had before is used.$/)
    await phone.reads('1 of 2 ways back ready')

    const told = (await demo().mails()).filter(({ subject }) => subject === 'A way back in was added')
    expect(told.map(({ to }) => to).toSorted()).toEqual([
      'noor@acme.example',
      'noor@acme.example',
      'noor@haddad.example',
    ])
  })

  it('Mara has an address and is asked for the other kind alone', async () => {
    const mara = demo().person('mara')
    const browser = await visitor()
    await signsIn(browser, mara.username, mara.password)
    await browser.sees('One more, and you can always get back in')
    await browser.reads('1 of 2 ways back ready')
    await browser.cannotFind('An email address')
    await browser.follows('Prove that it is you')
    await browser.sees('Prove that it is you')
    await browser.follows('Back')
    await browser.sees('One more, and you can always get back in')
    await browser.presses(/^Not now/)
    await browser.sees('Hello, Mara Lindqvist')
  })

  it('Ivan’s imported address counts after one step, and nothing else can be added before it', async () => {
    const ivan = demo().person('ivan')
    const browser = await visitor()
    await signsIn(browser, ivan.username, ivan.password)
    await browser.sees('Keep your account recoverable')
    await browser.cannotFind('An email address')
    await browser.cannotFind('An authenticator app')
    const before = (await demo().mails()).length
    await browser.presses(/Send a code there/)
    await bringsMailedCode(browser, 'ivan@petrov.example', demo(), before)
    await browser.sees('One more, and you can always get back in')
    await addsApp(browser)
    await browser.sees('Hello, Ivan Petrov')
    await browser.reads('2 of 2 ways back ready')
  })

  it('Hana is asked whether all is still right, says yes, and is not asked again', async () => {
    const hana = demo().person('hana')
    const browser = await visitor()
    await signsIn(browser, hana.username, hana.password)
    await browser.sees('Is this still right?')
    await browser.cannotFind('h•••@s•••')
    await browser.follows('Show them to me')
    await stepsUp(browser, demo().appCode('hana'))
    await browser.sees('Is this still right?')
    await browser.reads('h•••@s•••')
    await browser.presses('All of this is still right')
    await browser.sees('Hello, Hana Sato')
    await browser.presses('Sign out')
    await browser.sees('Sign in')
    await signsIn(browser, hana.username, hana.password)
    await browser.sees('Hello, Hana Sato')
  })

  it('Grace, an administrator, brings a second proof at each sign-in, and sees nothing before it', async () => {
    const grace = demo().person('grace')
    const browser = await visitor()
    await signsIn(browser, grace.username, grace.password)
    await browser.sees('Prove that it is you')
    for (const path of ['/', '/security-info', '/change-password', '/sessions', '/register']) {
      await browser.goesTo(path)
      await browser.sees('Prove that it is you')
    }
    await browser.presses('Use my authenticator app')
    await browser.sees('Type the code from your app')
    await browser.types('Code', demo().appCode('grace'))
    await browser.presses('Check the code')
    await browser.sees('Hello, Grace Adeyemi')
  })
})
