// What a page must not say: a name nobody has, and people who may not reset, see the same pages and get no further.
// Only a mailbox that belongs to the person says why.
import { expect, it } from 'vitest'
import { tellStories } from './telling/stories.ts'
import type { Visitor } from './telling/visitor.ts'
import { startsOver } from './telling/walks.ts'

const guess = '1234 5678'

/** The whole walk that a name takes which cannot get past the first proof; answers with the pages it saw. */
async function walksInVain(who: Visitor, username: string): Promise<readonly string[]> {
  const pages: string[] = []
  const keep = async () => {
    const html = await who.page.locator('main').innerHTML()
    pages.push(html.replace(/(value|data-seconds)="[^"]*"|\d?\d:\d\d/g, '').replaceAll(username, 'NAME'))
  }
  await startsOver(who, username)
  await keep()
  await who.presses('Email me a code')
  await who.sees('Type the code from your email')
  await keep()
  await who.types('Code', guess)
  await who.presses('Check the code')
  await who.sees('Type the code from your email')
  await who.reads('This code is not right. Check the digits, or use the newest one.')
  await keep()
  await who.presses('Prove it another way')
  await who.sees('How would you like to prove it is you?')
  await who.presses('Use my authenticator app')
  await who.sees('Type the code from your app')
  await who.types('Code', '123 456')
  await who.presses('Check the code')
  await who.sees('Type the code from your app')
  await who.reads('This code is not right. Check the digits, or use the newest one.')
  await keep()
  return pages
}

tellStories('a name that gets nowhere', ({ demo, visitor }) => {
  it('shows a stranger the pages that everyone sees, and sends nothing to anybody', async () => {
    const stranger = await visitor()
    const known = await visitor()
    const pages = await walksInVain(stranger, 'nobody.at.all@acme.example')
    expect(await demo().mails()).toEqual([])
    expect(await walksInVain(known, 'rita@acme.example')).toEqual(pages)
    // Rita's code is on its way later than anything the stranger could have caused.
    await demo().mail(({ to }) => to === 'rita@vogel.example')
    expect(await demo().mails()).toHaveLength(1)
  })

  it.each([
    {
      name: 'olaf',
      reads: 'Resets are not switched on for your account.',
      at: ['olaf@berg.example', 'olaf@acme.example'],
    },
    {
      name: 'mara',
      reads: 'Too few ways to prove who you are are set up for your account.',
      at: ['mara@lindqvist.example', 'mara@acme.example'],
    },
    {
      name: 'noor',
      reads: 'Too few ways to prove who you are are set up for your account.',
      at: ['noor@acme.example'],
    },
  ] as const)('keeps from the page why $name may not, and says it in the mailbox', async ({ name, reads, at }) => {
    const before = (await demo().mails()).length
    const browser = await visitor()
    await walksInVain(browser, demo().person(name).username)
    await browser.cannotFind(reads)
    for (const address of at) {
      const mail = await demo().mail(({ to }) => to === address, before)
      expect(mail.subject).toBe('Why you could not go on at Acme Widgets')
      expect(mail.text).toContain(reads)
      expect(mail.text).toMatch(/Reference: \S+/)
      expect(mail.text).not.toMatch(/^ *\d{4} \d{4}$/m)
    }
    expect(await demo().mails()).toHaveLength(before + at.length)
  })

  it('sends Devi, who has left, nothing at all', async () => {
    const before = (await demo().mails()).length
    await walksInVain(await visitor(), demo().person('devi').username)
    const grace = await visitor()
    await startsOver(grace, demo().person('grace').username)
    await grace.presses('Email me a code')
    await demo().mail(({ to }) => to === 'grace@adeyemi.example', before)
    expect(await demo().mails()).toHaveLength(before + 1)
  })
})
