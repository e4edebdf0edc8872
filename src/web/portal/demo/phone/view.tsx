// GET and POST /demo/phone: what the authenticator apps of the demo's people show now. Posts `key` to add another app.
import { CsrfField } from '../../../components/csrf-field.tsx'
import { Field } from '../../../components/field.tsx'
import { type Frame, problemAt } from '../../../components/frame.ts'
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
  /** What was typed as a key, and is none. */
  readonly unread?: string
}

export function DemoPhoneView({ frame, apps, secondsLeft, unread }: DemoPhoneProps) {
  const { say } = frame
  const problems = unread === undefined ? [] : [{ sentence: { id: 'demo-phone.no-key' }, field: 'key' }]
  return (
    <Page frame={frame} title={say('demo-phone.title')} problems={problems} wide>
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
        <div>
          <section aria-labelledby="another">
            <h2 id="another">{say('demo-phone.add')}</h2>
            <p>{say('demo-phone.add-lead')}</p>
            <form method="post" action="/demo/phone">
              <CsrfField csrf={frame.csrf} />
              <Field say={say} id="key" label={say('demo-phone.key')} problem={problemAt(problems, 'key')}>
                {(ties) => (
                  <input
                    {...ties}
                    class="mono"
                    name="key"
                    autocomplete="off"
                    spellcheck={false}
                    value={unread ?? ''}
                    required
                  />
                )}
              </Field>
              <button type="submit" class="btn plain">
                {say('demo-phone.add-submit')}
              </button>
            </form>
          </section>
          <section aria-labelledby="texts">
            <h2 id="texts">{say('demo-phone.texts')}</h2>
            <p class="soft">{say('demo-phone.no-texts')}</p>
          </section>
        </div>
      </div>
      <Ways frame={frame}>
        <LinkWay href="/security-info/code">{say('demo.back-to-registering')}</LinkWay>
        <LinkWay href="/reset/proof">{say('demo.back-to-code')}</LinkWay>
        <LinkWay href="/demo/mailbox">{say('demo-phone.to-mailbox')}</LinkWay>
      </Ways>
    </Page>
  )
}
