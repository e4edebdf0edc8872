// GET /demo/mailbox: everything the demo has mailed, newest first.
import type { Frame } from '../../../components/frame.ts'
import { Page } from '../../../components/page.tsx'
import { LinkWay, Ways } from '../../../components/ways.tsx'

export interface DemoMessage {
  readonly id: string
  /** Formatted; and as ISO 8601 for machines. */
  readonly when: string
  readonly at: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface DemoMailboxProps {
  readonly frame: Frame
  /** Newest first. */
  readonly messages: readonly DemoMessage[]
}

export function DemoMailboxView({ frame, messages }: DemoMailboxProps) {
  const { say } = frame
  return (
    <Page frame={frame} title={say('demo-mailbox.title')} wide>
      <p>{say(messages.length === 0 ? 'demo-mailbox.empty' : 'demo-mailbox.lead')}</p>
      <p>
        <a class="btn plain" href="/demo/mailbox">
          {say('demo.look-again')}
        </a>
      </p>
      {messages.length === 0 ? null : (
        <div>
          {messages.map((message, index) => (
            <details key={message.id} class="mail" open={index === 0}>
              <summary>
                <b>{message.subject}</b>
                <time class="soft small" dateTime={message.at}>
                  {message.when}
                </time>
                <span>
                  {say('demo-mailbox.to')} <bdi>{message.to}</bdi>
                </span>
              </summary>
              <p class="body" dir="auto">
                <Linked text={message.text} />
              </p>
            </details>
          ))}
        </div>
      )}
      <Ways frame={frame}>
        <LinkWay href="/reset/proof">{say('demo.back-to-code')}</LinkWay>
        <LinkWay href="/demo/phone">{say('demo-mailbox.to-phone')}</LinkWay>
      </Ways>
    </Page>
  )
}

/** A mail program makes addresses pressable; so does this one. */
const Linked = ({ text }: { text: string }) => (
  <>
    {text.split(/(https?:\/\/[^\s<>]+)/).map((part, index) =>
      index % 2 === 1 ? (
        <a key={part} href={part}>
          {part}
        </a>
      ) : (
        part
      ),
    )}
  </>
)
