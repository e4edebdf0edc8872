// Changing a password one knows, and where password managers start.
import { expect, it } from 'vitest'
import { tellStories } from './telling/stories.ts'
import { refusedSentence, signsIn } from './telling/walks.ts'

const own = 'nine herons crossing slowly'

tellStories('changing a password', ({ demo, visitor }) => {
  it('asks for the old one, takes the new one, and ends the sessions on other devices', async () => {
    const noor = demo().person('noor')
    const [here, phone] = [await visitor(), await visitor()]
    for (const device of [here, phone]) {
      await signsIn(device, noor.username, noor.password)
      await device.sees('Hello, Noor Haddad')
    }
    await here.follows('Change password')
    await here.sees('Change your password')
    await here.types('Current password', 'not the one at all')
    await here.types('New password', own)
    await here.types('The same password again', own)
    await here.presses('Change my password')
    await here.sees('Change your password')
    await here.reads('This is not your current password.')

    await here.types('Current password', noor.password)
    await here.types('New password', own)
    await here.types('The same password again', own)
    await here.presses('Change my password')
    await here.sees('Hello, Noor Haddad')
    await here.reads('Your password is changed. You are signed out everywhere else.')

    await phone.goesTo('/')
    await phone.sees('Sign in')
    await signsIn(phone, noor.username, noor.password)
    await phone.sees('Sign in')
    await phone.reads(refusedSentence)
    await signsIn(phone, noor.username, own)
    await phone.sees('Hello, Noor Haddad')
    await demo().mail(({ to, subject }) => to === noor.username && subject === 'Your password was changed')
    expect(await demo().mails()).toHaveLength(1)
  })

  it('signs out the other devices when asked, and stays here', async () => {
    const grace = demo().person('grace')
    const [here, phone] = [await visitor(), await visitor()]
    for (const device of [phone, here]) {
      await signsIn(device, grace.username, grace.password)
      await device.sees('Hello, Grace Adeyemi')
    }
    await here.presses('Sign out on the other device')
    await here.sees('Hello, Grace Adeyemi')
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
