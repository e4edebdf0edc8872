// "This was not me": the link in a notice, for whoever did not do what the notice is about.
import { expect, it } from 'vitest'
import type { Mail } from './telling/demo.ts'
import { tellStories } from './telling/stories.ts'
import { choosesPassword, provesTwice, refusedSentence, signsIn, startsOver } from './telling/walks.ts'

const thiefsPassword = 'stolen bicycle under bridge'

tellStories('this was not me', ({ demo, visitor }) => {
  it('ends every session and lets nobody in, until the help desk has looked', async () => {
    const tim = demo().person('tim')
    const thief = await visitor()
    await startsOver(thief, tim.username)
    await provesTwice(thief, 'tim', demo())
    await thief.sees('Choose your new password')
    await choosesPassword(thief, thiefsPassword)
    await thief.sees('Your password is changed')
    await signsIn(thief, tim.username, thiefsPassword)
    await thief.sees('Hello, Tim Walker')

    const link = linkIn(await demo().mail(({ to, subject }) => to === tim.username && subject.includes('was reset')))
    const owner = await visitor()
    await owner.goesTo(link)
    await owner.sees('Was this not you?')
    await owner.reads('Password reset')
    expect(owner.page.url()).toBe(`${demo().url}/not-me`)
    await thief.goesTo('/')
    await thief.sees('Hello, Tim Walker')

    await owner.presses('It was not me. Protect my account')
    await owner.sees('Your account is protected')
    await owner.reads(/Now call the help desk/)
    await thief.goesTo('/')
    await thief.sees('Sign in')
    await signsIn(thief, tim.username, thiefsPassword)
    await thief.sees('Sign in')
    await thief.reads(refusedSentence)

    await owner.goesTo(link)
    await owner.sees('This link no longer works')
    for (const address of [tim.username, 'tim.walker@home.example']) {
      await demo().mail(({ to, subject }) => to === address && subject === 'Your account is protected')
    }
  })

  it.each(['forgot', 'refused'] as const)(
    'lets nobody reset or unlock it (%s), and says so in the mailbox',
    async (why) => {
      const before = (await demo().mails()).length
      const thief = await visitor()
      await startsOver(thief, demo().person('tim').username, why)
      await thief.presses('Email me a code')
      await thief.sees('Type the code from your email')
      const mail = await demo().mail(({ to }) => to === 'tim.walker@home.example', before)
      expect(mail.subject).toBe('Why you could not go on at Acme Widgets')
      expect(mail.text.replaceAll('\n', ' ')).toContain('Your account is protected because somebody said')
    },
  )
})

function linkIn({ text }: Mail): string {
  const [link] = /https?:\S+\/not-me\/\S+/.exec(text) ?? []
  if (link === undefined) throw new Error('There is no link in this mail.')
  return link
}
