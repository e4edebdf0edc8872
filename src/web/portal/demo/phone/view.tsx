// GET /demo/phone: what the authenticator apps of the demo's people show now.
import type { Frame } from '../../../components/frame.ts'
import { Page } from '../../../components/page.tsx'
import { LinkWay, Ways } from '../../../components/ways.tsx'

export interface DemoApp {
  readonly username: string
  readonly displayName: string
  /** Six digits, written 3+3. */
  readonly code: string
}

export interface DemoPhoneProps {
  readonly frame: Frame
  readonly apps: readonly DemoApp[]
  /** Until the next codes. */
  readonly secondsLeft: number
}

export function DemoPhoneView({ frame, apps, secondsLeft }: DemoPhoneProps) {
  const { say } = frame
  return (
    <Page frame={frame} title={say('demo-phone.title')} wide>
      <p>{say('demo-phone.lead')}</p>
      <div class="sides">
        <section class="phone" aria-labelledby="apps">
          <h2 id="apps">{say('demo-phone.app')}</h2>
          {apps.length === 0 ? <p class="soft">{say('demo-phone.no-apps')}</p> : null}
          <ul class="apps">
            {apps.map((app) => (
              <li key={app.username}>
                <b>{app.displayName}</b>
                <bdi class="soft small">{app.username}</bdi>
                <bdi class="digits">{app.code}</bdi>
              </li>
            ))}
          </ul>
          <p class="soft small">{say('demo-phone.seconds-left', { seconds: secondsLeft })}</p>
          <a class="btn" href="/demo/phone">
            {say('demo.look-again')}
          </a>
        </section>
        <section aria-labelledby="texts">
          <h2 id="texts">{say('demo-phone.texts')}</h2>
          <p class="soft">{say('demo-phone.no-texts')}</p>
        </section>
      </div>
      <Ways frame={frame}>
        <LinkWay href="/reset/proof">{say('demo.back-to-code')}</LinkWay>
        <LinkWay href="/demo/mailbox">{say('demo-phone.to-mailbox')}</LinkWay>
      </Ways>
    </Page>
  )
}
