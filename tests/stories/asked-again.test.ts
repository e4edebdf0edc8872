// Half a year later: whether all is still right is asked, put off, answered with "no", and answered with "yes".
import { Secret, TOTP } from 'otpauth'
import { it } from 'vitest'
import { stepsUp } from './telling/registers.ts'
import { tellClockStories } from './telling/stories.ts'
import type { Visitor } from './telling/visitor.ts'
import { signsIn } from './telling/walks.ts'

const days = (count: number) => count * 24 * 3600

tellClockStories('asked again', ({ demo, visitor, clock }) => {
  const lena = () => demo().person('lena')
  const comesBack = (who: Visitor) => signsIn(who, lena().username, lena().password)
  const appCode = () =>
    new TOTP({ secret: Secret.fromBase32(lena().totpSecret ?? '') }).generate({ timestamp: clock().now() })

  it('Lena set everything up a month ago, and is not asked before half a year is over', async () => {
    const browser = await visitor()
    await clock().putForward(days(149))
    await comesBack(browser)
    await browser.sees('Hello, Lena Fischer')
    await clock().putForward(days(2))
    await comesBack(browser)
    await browser.sees('Is this still right?')
    await browser.reads('Not now. I can put it off 2 more times')
  })

  it('she says that something has changed, and is led to where she can change it; nothing is taken for confirmed', async () => {
    const browser = await visitor()
    await comesBack(browser)
    await browser.sees('Is this still right?')
    await browser.presses(/^Something has changed/)
    await stepsUp(browser, appCode())
    await browser.sees('Your ways back in')
    await browser.goesTo('/')
    await browser.sees('Hello, Lena Fischer')
    await browser.cannotFind('Ways back in looked through')
    await browser.presses('Sign out')
    await comesBack(browser)
    await browser.sees('Is this still right?')
    await browser.reads('Not now. I can put it off 2 more times')
  })

  it('she puts it off until it comes first, and may still say that something has changed', async () => {
    const phone = await visitor({ width: 320 })
    for (const left of ['2 more times', 'once more', 'last time']) {
      await comesBack(phone)
      await phone.sees('Is this still right?')
      await phone.reads(new RegExp(left))
      await phone.presses(/^Not now/)
      await phone.sees('Hello, Lena Fischer')
    }
    await comesBack(phone)
    await phone.sees('Is this still right?')
    await phone.reads('You have put this off as often as your organisation allows, so it comes first today.')
    await phone.cannotFind(/^Not now/)
    await phone.presses(/^Something has changed/)
    await phone.sees('Prove that it is you')
    await phone.goesTo('/')
    await phone.sees('Hello, Lena Fischer')
  })

  it('she looks through it and says yes, and is not asked for another half year', async () => {
    const browser = await visitor()
    await clock().putForward(days(1))
    await comesBack(browser)
    await browser.sees('Is this still right?')
    await browser.cannotFind('l•••@f•••')
    await browser.follows('Show them to me')
    await stepsUp(browser, appCode())
    await browser.sees('Is this still right?')
    await browser.reads('l•••@f•••')
    await browser.presses('All of this is still right')
    await browser.sees('Hello, Lena Fischer')
    await browser.reads('Ways back in looked through')
    await clock().putForward(days(179))
    await comesBack(browser)
    await browser.sees('Hello, Lena Fischer')
    await clock().putForward(days(2))
    await comesBack(browser)
    await browser.sees('Is this still right?')
    await browser.reads('Not now. I can put it off 2 more times')
  })
})
