// The demo's own pages: the cast, the mailbox and the phone, for people and as JSON. None of them exists outside the demo.
import { Secret, TOTP } from 'otpauth'
import { DemoMailboxView } from '../web/portal/demo/mailbox/view.tsx'
import { type DemoApp, DemoPhoneView } from '../web/portal/demo/phone/view.tsx'
import { DemoView } from '../web/portal/demo/view.tsx'
import type { AddRoutes, Turn } from '../web/portal/route.ts'
import { turn } from '../web/portal/route.ts'
import { cast } from './cast.ts'
import type { Mailbox } from './mailbox.ts'

export const demoRoutes =
  (mailbox: Mailbox): AddRoutes =>
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
      <DemoPhoneView frame={await now.frame()} apps={apps()} secondsLeft={30 - (Math.floor(Date.now() / 1000) % 30)} />
    ))

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

const apps = (): readonly DemoApp[] =>
  cast.flatMap(({ username, displayName, totpSecret }) =>
    totpSecret === undefined
      ? []
      : [
          {
            username,
            displayName,
            code: new TOTP({ secret: Secret.fromBase32(totpSecret), digits: 6, period: 30 }).generate(),
          },
        ],
  )
