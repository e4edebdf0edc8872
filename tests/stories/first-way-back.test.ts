// The first way back in, where the organisation asks for more than the password: an address that it knows, or a code.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../attacks/support/people.ts'
import { type Installation, install } from '../faults/support/installation.ts'
import { launchBrowser } from '../servers/chromium.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { describeWith } from '../support/required-servers.ts'
import { built } from '../transcripts/replay.ts'
import { addsApp } from './telling/registers.ts'
import { openVisitor, type Visitor } from './telling/visitor.ts'
import { signsIn } from './telling/walks.ts'

describeWith('chromium', 'the first way back in', () => {
  describeWith('postgres', 'of an organisation that asks for more than the password', () => {
    const databases = usePostgres()
    let acme: Installation
    let browser: Browser
    beforeAll(async () => {
      acme = await install(await databases.createDatabase())
      await acme.start()
      browser = await launchBrowser()
    })
    afterAll(() => browser.close())

    const asks = (firstEnrolment: 'known-address' | 'enrolment-code') =>
      acme.sql(`update policies set value = jsonb_set(value, '{registration,firstEnrolment}', '"${firstEnrolment}"')`)
    const proven = async ({ id }: Person) =>
      (
        await acme.sql<{ kind: string }>(
          'select kind from methods where account_id = $1 and proven_at is not null order by proven_at',
          [id],
        )
      ).map(({ kind }) => kind)

    describe.each([
      { scripts: true, how: 'with scripts' },
      { scripts: false, how: 'without scripts' },
    ])('$how', ({ scripts }) => {
      const visitor = (width?: number): Promise<Visitor> =>
        openVisitor(browser, acme.urls[0] ?? '', { scripts, ...(width === undefined ? {} : { width }) })
      const bringsCode = async (who: Visitor, address: string) => {
        await who.sees('Type the code we have just sent')
        const { text } = await acme.mail.waitFor(({ envelope }) => envelope.to.includes(address))
        await who.types('Code', /\d{4} \d{4}/.exec(text)?.[0] ?? '')
        await who.presses('Check the code')
      }

      it('by an address on file: one step proves it, and the rest may be added', async () => {
        await asks('known-address')
        const person = await acme.add({ methods: ['email'], unproven: true })
        const phone = await visitor(320)
        await signsIn(phone, person.username, person.password)
        await phone.sees('Keep your account recoverable')
        await phone.reads(/a stolen password alone cannot show that/)
        await phone.cannotFind('An authenticator app')
        await phone.presses(/Send a code there/)
        await bringsCode(phone, person.mail)
        await phone.sees('One more, and you can always get back in')
        await addsApp(phone)
        await phone.reads('Done. If you forget your password, you can get back in on your own.')
        expect(await proven(person)).toEqual(['email', 'authenticator-app'])
      })

      it('without an address on file nobody is kept: the page says whom to call, and leads on', async () => {
        await asks('known-address')
        const person = await acme.add({ methods: [] })
        const who = await visitor()
        for (let n = 0; n < 2; n += 1) {
          await signsIn(who, person.username, person.password)
          await who.sees('Your account cannot be kept recoverable yet')
          await who.reads('+44 161 0100')
          await who.presses('Go on without it')
          await who.arrivesAt('/')
        }
        expect(await proven(person)).toEqual([])
      })

      it('by a code from the help desk: put off until it is there, typed as it was read out', async () => {
        await asks('enrolment-code')
        const person = await acme.add({ methods: [] })
        const who = await visitor()
        await signsIn(who, person.username, person.password)
        await who.sees('Keep your account recoverable')
        await who.cannotFind('An email address')
        await who.reads(/needs an enrolment code from an administrator/)
        await who.presses(/^Not now/)
        await who.arrivesAt('/')

        const config = acme.configure()
        const made = await built(acme.folder)([
          ...['account', 'enrolment-code', person.username],
          ...['--organisation', 'Acme Widgets', '--config', config],
        ])
        const [code = ''] = made.stdout.split('\n')
        await signsIn(who, person.username, person.password)
        await who.follows('Type your enrolment code')
        await who.sees('Type your enrolment code')
        await who.types('Enrolment code', 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF')
        await who.presses('Check the code')
        await who.sees('Type your enrolment code')
        await who.reads(/This code is not right, was used, or is more than an hour old/)
        await who.types('Enrolment code', code.toLowerCase().replaceAll('-', ' '))
        await who.presses('Check the code')
        await who.sees('Keep your account recoverable')
        const address = `first.${person.id}@home.example`
        await who.presses(/An email address/)
        await who.types('Email address', address)
        await who.presses('Send the code')
        await bringsCode(who, address)
        await who.sees('One more, and you can always get back in')
        await addsApp(who)
        await who.reads('Done. If you forget your password, you can get back in on your own.')
        expect(await proven(person)).toEqual(['email', 'authenticator-app'])
      })
    })
  })
})
