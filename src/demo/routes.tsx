// The demo's own pages: the cast, the mailbox and the phone, for people and as JSON. None of them exists outside the demo.
import { z } from 'zod'
import { DemoMailboxView } from '../web/portal/demo/mailbox/view.tsx'
import { DemoPhoneView } from '../web/portal/demo/phone/view.tsx'
import { DemoView } from '../web/portal/demo/view.tsx'
import type { AddRoutes, Turn } from '../web/portal/route.ts'
import { turn } from '../web/portal/route.ts'
import { readForm } from '../web/read-form.ts'
import { cast } from './cast.ts'
import type { MailApp } from './mail-app/open-mail-app.ts'
import type { Mailbox } from './mailbox.ts'
import type { Phone } from './phone.ts'

export interface DemoParts {
  readonly mailbox: Mailbox
  readonly phone: Phone
  readonly mailApp: MailApp
}

export const demoRoutes =
  ({ mailbox, phone, mailApp }: DemoParts): AddRoutes =>
  (app, site) => {
    const page = (path: string, view: (now: Turn) => Promise<ReturnType<typeof DemoView>>) =>
      app.get(
        path,
        turn(site, async (now) => now.page(await view(now))),
      )

    page('/demo', async (now) => (
      <DemoView
        frame={await now.frame()}
        cast={cast.map((each) => ({ ...each, password: each.forgotten === true ? null : each.password }))}
        forgetful="tim@acme.example"
        locked="pascal@acme.example"
        mailApp={mailApp.url}
        messages={mailbox.messages().length}
      />
    ))

    page('/demo/mailbox', async (now) => {
      const frame = await now.frame()
      const { timeZone } = now.room.organisation
      const when = new Intl.DateTimeFormat(frame.locale === 'de' ? 'de' : 'en-GB', { timeZone, timeStyle: 'short' })
      const messages = mailbox
        .messages()
        .map((each) => ({ ...each, when: when.format(new Date(each.at)) }))
        .reverse()
      return <DemoMailboxView frame={frame} messages={messages} />
    })

    page('/demo/phone', async (now) => (
      <DemoPhoneView frame={await now.frame()} apps={phone.apps()} secondsLeft={secondsLeft()} />
    ))

    app.post(
      '/demo/phone',
      turn(site, async (now) => {
        const { key } = readForm(now.request.body, { key: z.string().max(200) })
        if (phone.add(key)) return now.go('/demo/phone')
        const props = { frame: await now.frame(), apps: phone.apps(), secondsLeft: secondsLeft(), unread: key }
        return now.page(<DemoPhoneView {...props} />, 422)
      }),
    )

    app.get(
      '/demo/people.json',
      turn(site, async ({ reply }) => reply.send(cast.map(personOf))),
    )
    app.get(
      '/demo/messages.json',
      turn(site, async ({ reply }) => reply.send(mailbox.messages())),
    )
  }

const personOf = ({ username, password, displayName, note, totpSecret }: (typeof cast)[number]) => ({
  username,
  password,
  displayName,
  note,
  ...(totpSecret === undefined ? {} : { totpSecret }),
})

const secondsLeft = (): number => 30 - (Math.floor(Date.now() / 1000) % 30)
