// Changing a password one knows, and where password managers start.
import { expect, it } from 'vitest'
import { tellStories } from './telling/stories.ts'
import { refusedSentence, signsIn } from './telling/walks.ts'

const own = 'nine herons crossing slowly'

tellStories('changing a password', ({ demo, visitor }) => {
  it('asks for the old one, takes the new one, and ends the sessions on other devices', async () => {
    const lena = demo().person('lena')
    const [here, phone] = [await visitor(), await visitor()]
    for (const device of [here, phone]) {
      await signsIn(device, lena.username, lena.password)
      await device.sees('Hello, Lena Fischer')
    }
    await here.follows('Change password')
    await here.sees('Change your password')
    await here.types('Current password', 'not the one at all')
    await here.types('New password', own)
    await here.types('The same password again', own)
    await here.presses('Change my password')
    await here.sees('Change your password')
    await here.reads('This is not your current password.')

    await here.types('Current password', lena.password)
    await here.types('New password', own)
    await here.types('The same password again', own)
    await here.presses('Change my password')
    await here.sees('Hello, Lena Fischer')
    await here.reads('Your password is changed. You are signed out everywhere else.')

    await phone.goesTo('/')
    await phone.sees('Sign in')
    await signsIn(phone, lena.username, lena.password)
    await phone.sees('Sign in')
    await phone.reads(refusedSentence)
    await signsIn(phone, lena.username, own)
    await phone.sees('Hello, Lena Fischer')
    await demo().mail(({ to, subject }) => to === lena.username && subject === 'Your password was changed')
    await demo().mail(({ to, subject }) => to === 'lena@fischer.example' && subject === 'Your password was changed')
    expect(await demo().mails()).toHaveLength(2)
  })

  it('signs out the other devices when asked, and stays here', async () => {
    const rita = demo().person('rita')
    const [here, phone] = [await visitor(), await visitor()]
    for (const device of [phone, here]) {
      await signsIn(device, rita.username, rita.password)
      await device.sees('Hello, Rita Vogel')
    }
    await here.follows('Where you are signed in')
    await here.sees('Where you are signed in')
    await here.presses('Sign out on the other device')
    await here.sees('Where you are signed in')
    await here.reads('You are signed out on all other devices.')
    await phone.goesTo('/')
    await phone.sees('Sign in')
  })

  it('is where password managers are led to', async () => {
    const manager = await visitor()
    const answer = await manager.context.request.get('/.well-known/change-password', { maxRedirects: 0 })
    expect({ status: answer.status(), location: answer.headers()['location'] }).toEqual({
      status: 302,
      location: '/change-password',
    })
    await manager.goesTo('/.well-known/change-password')
    await manager.sees('Sign in')
  })
})
