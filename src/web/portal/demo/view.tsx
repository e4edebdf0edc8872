// GET /demo: the cast of the demo, and what to try.
import { Choices, LinkedChoice } from '../../components/choice.tsx'
import type { Frame } from '../../components/frame.ts'
import { icons } from '../../components/icons.tsx'
import { Page } from '../../components/page.tsx'

export interface CastMember {
  readonly username: string
  /** Null if it is forgotten: that is the point. */
  readonly password: string | null
  readonly displayName: string
  readonly note: string
}

export interface DemoProps {
  readonly frame: Frame
  readonly cast: readonly CastMember[]
  /** Who forgot the password; the first thing to try. */
  readonly forgetful: string
  /** Who knows the password and is locked out. */
  readonly locked?: string
  readonly messages: number
  /** Where the sample application is that leads here and back. */
  readonly mailApp: string
}

export function DemoView({ frame, cast, forgetful, locked, messages, mailApp }: DemoProps) {
  const { say } = frame
  return (
    <Page frame={frame} title={say('demo.title')} wide>
      <p>{say('demo.lead')}</p>
      <Choices>
        <LinkedChoice
          href={`/reset?username=${encodeURIComponent(forgetful)}`}
          icon={icons.key}
          title={say('demo.reset')}
          hint={say('demo.start-as', { name: forgetful })}
        />
        {locked === undefined ? null : (
          <LinkedChoice
            href={`/reset?username=${encodeURIComponent(locked)}`}
            icon={icons.password}
            title={say('demo.unlock')}
            hint={say('demo.start-as', { name: locked })}
          />
        )}
        <LinkedChoice
          href={`${mailApp}/`}
          icon={icons.device}
          title={say('demo.mail-app')}
          hint={say('demo.mail-app-hint')}
        />
        <LinkedChoice
          href="/demo/mailbox"
          icon={icons.mail}
          title={say('demo.mailbox')}
          hint={say('demo.mailbox-hint', { count: messages })}
        />
        <LinkedChoice href="/demo/phone" icon={icons.app} title={say('demo.phone')} hint={say('demo.phone-hint')} />
      </Choices>
      <section aria-labelledby="cast">
        <h2 id="cast">{say('demo.cast')}</h2>
        <ul class="cast">
          {cast.map((person) => (
            <li key={person.username}>
              <div>
                <b>{person.displayName}</b>
                <bdi class="mono">{person.username}</bdi>
                {person.password === null ? (
                  <span class="soft">{say('demo.forgotten')}</span>
                ) : (
                  <bdi class="mono">{person.password}</bdi>
                )}
              </div>
              <div>
                <p>{person.note}</p>
                <p class="row small">
                  <a href={`/sign-in?username=${encodeURIComponent(person.username)}`}>
                    {say('demo.sign-in')}
                    <span class="vh"> ({person.displayName})</span>
                  </a>
                  <a href={`/reset?username=${encodeURIComponent(person.username)}`}>
                    {say('demo.try-reset')}
                    <span class="vh"> ({person.displayName})</span>
                  </a>
                </p>
              </div>
            </li>
          ))}
        </ul>
      </section>
    </Page>
  )
}
