// What else a page of the way back offers: another code, another way, more time, a person to ask; and what it answers to
// wrong codes. Told on PostgreSQL, whose clock these stories put forward where a person would wait.
import { expect, it } from 'vitest'
import { codeIn } from './telling/demo.ts'
import { tellClockStories } from './telling/stories.ts'
import { startsOver } from './telling/walks.ts'

const wrong = 'This code is not right. Check the digits, or use the newest one.'

tellClockStories('on the way back', ({ demo, visitor, clock }) => {
  const putForward = (seconds: number) => clock().putForward(seconds)

  it('a new code can be had after a wait that is shown, and the old one is worth nothing then', async () => {
    const browser = await visitor()
    await startsOver(browser, 'tim@acme.example')
    await browser.presses('Email me a code')
    await browser.sees('Type the code from your email')
    await browser.reads(/You can ask for a new code in 0:(30|2\d)\./)
    expect(await browser.button('Send me a new code').isVisible()).toBe(false)
    const first = await demo().mail(({ to }) => to === 'tim.walker@home.example')

    await putForward(31)
    await browser.goesTo('/reset/proof')
    await browser.sees('Type the code from your email')
    await browser.presses('Send me a new code')
    await browser.reads(/You can ask for a new code in (1:00|0:5\d)\./)
    const second = await demo().mail(({ to }) => to === 'tim.walker@home.example', 1)
    await browser.types('Code', codeIn(first))
    await browser.presses('Check the code')
    await browser.sees('Type the code from your email')
    await browser.reads(wrong)
    await browser.types('Code', codeIn(second))
    await browser.presses('Check the code')
    await browser.sees('Good. Now prove it a second way')
    expect(await demo().mails()).toHaveLength(2)
  })

  it('another way, a new start and a person to ask are one press away', async () => {
    const browser = await visitor()
    await startsOver(browser, 'nobody.at.all@acme.example')
    await browser.presses('Use my authenticator app')
    await browser.sees('Type the code from your app')
    await browser.presses('Prove it another way')
    await browser.sees('How would you like to prove it is you?')
    await browser.presses('Start over')
    await browser.sees('You stopped here, and nothing has changed')
    await browser.follows('Start again')
    await browser.sees('Let’s get you back in')
    expect(await browser.page.inputValue('#username')).toBe('nobody.at.all@acme.example')

    await startsOver(browser, 'nobody.at.all@acme.example')
    await browser.presses('None of these work for me')
    await browser.sees('The help desk can take it from here')
    await browser.reads(/RK-/)
  })

  it('more time is given, and a name that was typed outlives a lapse', async () => {
    const browser = await visitor()
    await startsOver(browser, 'grace@acme.example')
    const deadline = browser.page.locator('.deadline b')
    const before = await deadline.innerText()
    await putForward(5 * 60)
    await browser.presses('I need more time')
    await browser.sees('How would you like to prove it is you?')
    expect(await deadline.innerText()).not.toBe(before)
    await putForward(9 * 60)
    await browser.goesTo('/reset/proof')
    await browser.sees('How would you like to prove it is you?')

    await putForward(2 * 60)
    await browser.goesTo('/reset/proof')
    await browser.sees('Time ran out, nothing is lost')
    await browser.follows('Start again')
    await browser.sees('Let’s get you back in')
    expect(await browser.page.inputValue('#username')).toBe('grace@acme.example')
  })

  it.each(['pascal@acme.example', 'nobody.again@acme.example'])(
    'wrong codes for %s cost waits that are shown, then the code',
    async (username) => {
      const browser = await visitor()
      await startsOver(browser, username)
      await browser.presses('Use my authenticator app')
      const fails = async () => {
        await browser.sees('Type the code from your app')
        await browser.types('Code', '000 000')
        await browser.presses('Check the code')
        await browser.sees('Type the code from your app')
      }
      await fails()
      await fails()
      await browser.reads(wrong)
      expect(await browser.button('Check the code').isVisible()).toBe(true)
      await fails()
      await browser.reads(/Next try in 0:(30|2\d)/)
      expect(await browser.button('Check the code').isVisible()).toBe(false)

      await putForward(31)
      await browser.goesTo('/reset/proof')
      await fails()
      await browser.reads(/Next try in (1:00|0:5\d)/)
      await putForward(61)
      await browser.goesTo('/reset/proof')
      await fails()
      await browser.reads(/There were too many wrong tries for this code\./)
      await browser.reads(/Next try in (5:00|4:5\d)/)
    },
  )
})
