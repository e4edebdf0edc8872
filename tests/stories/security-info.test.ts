// A person's own ways back in: seen behind a fresh proof, added, named, preferred, replaced and removed.
import { expect, it } from 'vitest'
import { addsMail, scans, stepsUp } from './telling/registers.ts'
import { tellStories } from './telling/stories.ts'
import { refusedSentence, signsIn, startsOver } from './telling/walks.ts'

tellStories('security info', ({ demo, visitor }) => {
  it('Lena adds an address that has to wait a day, names it, and prefers her app', async () => {
    const lena = demo().person('lena')
    const browser = await visitor()
    await signsIn(browser, lena.username, lena.password)
    await browser.sees('Hello, Lena Fischer')
    await browser.follows('Security info')
    await stepsUp(browser, demo().appCode('lena'))
    await browser.sees('Your ways back in')
    await browser.reads('l•••@f•••')
    await browser.cannotFind('lena@fischer.example')

    await addsMail(browser, 'lena@second.example', demo())
    await browser.sees('Your ways back in')
    await browser.reads(/^It works. It counts from /)
    await browser.reads(/^Usable from /)
    await browser.reads('Why the new one has to wait')
    const told = (await demo().mails()).filter(({ subject }) => subject === 'A way back in was added')
    expect(told.map(({ to }) => to).toSorted()).toEqual(['lena@acme.example', 'lena@fischer.example'])

    await browser.follows('Name it Email, l•••@s•••')
    await browser.sees('What do you call it?')
    await browser.types('Name', 'My second mailbox')
    await browser.presses('Save the name')
    await browser.sees('Your ways back in')
    await browser.reads('My second mailbox')
    await browser.presses(/^Offer first Authenticator app/)
    await browser.sees('Your ways back in')
    await browser.reads('It is offered first from now on.')

    // On hold it helps nobody: a reset goes to the address that was there before.
    const stranger = await visitor()
    await startsOver(stranger, lena.username)
    const before = (await demo().mails()).length
    await stranger.presses('Email me a code')
    await stranger.sees('Type the code from your email')
    await demo().mail(({ to, subject }) => to === 'lena@fischer.example' && subject.startsWith('Your code'), before)
    expect((await demo().mails()).slice(before).map(({ to }) => to)).not.toContain('lena@second.example')
  })

  it('Rita lost her phone: the other proof replaces it, and the password is left alone', async () => {
    const rita = demo().person('rita')
    const browser = await visitor()
    await signsIn(browser, rita.username, rita.password)
    await browser.sees('Hello, Rita Vogel')
    await browser.follows('Security info')
    await browser.sees('Prove that it is you')
    const before = (await demo().mails()).length
    await browser.presses('Email me a code')
    await browser.sees('Type the code from your email')
    const mail = await demo().mail(({ to }) => to === 'rita@vogel.example', before)
    await browser.types('Code', /\d{4} \d{4}/.exec(mail.text)?.[0] ?? '')
    await browser.presses('Check the code')
    await browser.sees('Your ways back in')
    await browser.follows('Replace Authenticator app')
    await browser.sees('Replace your authenticator app')
    await browser.presses('Show me the key')
    await scans(browser)
    await browser.sees('Your ways back in')
    await browser.reads(/^Usable from /)
    const elsewhere = await visitor()
    await signsIn(elsewhere, rita.username, rita.password)
    await elsewhere.sees('Hello, Rita Vogel')
  })

  it('Hana removes one that she needs, is told what it means, and takes it back from the notice', async () => {
    const hana = demo().person('hana')
    const browser = await visitor()
    await signsIn(browser, hana.username, hana.password)
    await browser.sees('Is this still right?')
    await browser.follows('Show them to me')
    await stepsUp(browser, demo().appCode('hana'))
    await browser.sees('Is this still right?')
    await browser.presses('Something has changed. Let me put it right')
    await browser.sees('Your ways back in')
    await browser.follows('Remove Email, h•••@s•••')
    await browser.sees('Remove this way back in?')
    await browser.reads('Without it you could not get back in on your own')
    const before = (await demo().mails()).length
    await browser.presses('Remove it all the same')
    await browser.sees('Your ways back in')
    await browser.reads('It is removed.')
    await browser.cannotFind('h•••@s•••')

    const notice = await demo().mail(({ to, subject }) => to === 'hana@sato.example' && /removed/.test(subject), before)
    const [link = ''] = /\/not-me\/[\w-]{43}/.exec(notice.text.replace(/\n/g, '')) ?? []
    const owner = await visitor()
    await owner.goesTo(link)
    await owner.sees('Was this not you?')
    await owner.reads('what has happened to your ways back in since then is taken back')
    await owner.presses('It was not me. Protect my account')
    await owner.sees('Your account is protected')

    await browser.goesTo('/')
    await browser.sees('Sign in')
    await signsIn(browser, hana.username, hana.password)
    await browser.sees('Sign in')
    await browser.reads(refusedSentence)
  })
})
