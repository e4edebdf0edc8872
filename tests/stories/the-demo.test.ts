// The demo's own pages, and what other programs read of them.
import { expect, it } from 'vitest'
import { tellStories } from './telling/stories.ts'
import { startsOver } from './telling/walks.ts'

tellStories('the demo', ({ demo, visitor }) => {
  it('says what to try, and leads there with the name filled in', async () => {
    const browser = await visitor()
    await browser.goesTo('/demo')
    await browser.sees('Someone is locked out. Be that person.')
    await browser.reads('This is a demo. No real messages are sent.')
    await browser.cannotFind(demo().person('tim').password)
    await browser.follows('Reset a forgotten password')
    await browser.sees('Let’s get you back in')
    expect(await browser.page.inputValue('#username')).toBe('tim@acme.example')
  })

  it('shows the mail in its mailbox and the code on its phone', async () => {
    const browser = await visitor()
    await browser.goesTo('/demo/mailbox')
    await browser.sees('Mailbox')
    await browser.reads('Nothing was mailed yet. Start a reset, choose email, and look again.')
    await startsOver(browser, 'grace@acme.example')
    await browser.presses('Email me a code')
    await browser.sees('Type the code from your email')
    const { text } = await demo().mail(({ to }) => to === 'grace@adeyemi.example')
    await browser.follows('Mailbox')
    await browser.sees('Mailbox')
    await browser.reads('Your code for Acme Widgets')
    expect(await browser.page.locator('.body').innerText()).toContain(/\d{4} \d{4}/.exec(text)?.[0])
    await browser.follows('Phone')
    await browser.sees('Phone')
    await browser.reads(demo().person('tim').displayName)
    await browser.follows('Go back and type the code')
    await browser.sees('Type the code from your email')
  })

  it('tells programs who is in it and what was sent', async () => {
    const { request } = (await visitor()).context
    const people: unknown = await (await request.get('/demo/people.json')).json()
    expect(people).toHaveLength(12)
    expect(people).toContainEqual({
      username: 'tim@acme.example',
      password: expect.any(String),
      displayName: 'Tim Walker',
      note: expect.any(String),
      totpSecret: expect.stringMatching(/^[A-Z2-7]{32}$/),
    })
    expect(people).toContainEqual({
      username: 'noor@acme.example',
      password: expect.any(String),
      displayName: 'Noor Haddad',
      note: expect.any(String),
    })
    const [message] = await demo().mails()
    expect(message).toEqual({
      id: expect.any(String),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      channel: 'email',
      to: 'grace@adeyemi.example',
      subject: 'Your code for Acme Widgets',
      text: expect.stringMatching(/\d{4} \d{4}/),
    })
  })
})
