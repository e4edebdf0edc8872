// How journeys end, and the demo's own pages, in every state.
import { reasonSentences } from '../../src/core/wording/journey-sentences.ts'
import type { Frame } from '../../src/web/components/frame.ts'
import { DemoMailboxView } from '../../src/web/portal/demo/mailbox/view.tsx'
import { DemoPhoneView } from '../../src/web/portal/demo/phone/view.tsx'
import { DemoView } from '../../src/web/portal/demo/view.tsx'
import { ResetDoneView } from '../../src/web/portal/reset/done/view.tsx'
import { type Ending, ResetEndedView } from '../../src/web/portal/reset/ended/view.tsx'
import { ResetWaitView } from '../../src/web/portal/reset/wait/view.tsx'
import { type OutsideTexts, state, type ViewState } from './view-state.ts'

export function endingStates(frame: Frame, { username, reference }: OutsideTexts): readonly ViewState[] {
  const at = { ...frame, path: '/reset/wait' }
  const endings: readonly Ending[] = [
    { kind: 'blocked', until: 'Tuesday 24 November, 09:14' },
    { kind: 'expired' },
    { kind: 'not-eligible', why: reasonSentences['not-registered'] },
    { kind: 'not-eligible', why: reasonSentences['out-of-scope'] },
    { kind: 'contacted-admin' },
    { kind: 'cancelled' },
  ]
  return [
    state('wait-writing', <ResetWaitView frame={at} steps={4} purpose="reset" state="writing" reference={reference} />),
    state(
      'wait-lost',
      <ResetWaitView frame={at} steps={3} purpose="unlock" state="indeterminate" reference={reference} />,
    ),
    state(
      'wait-unanswered',
      <ResetWaitView frame={at} steps={3} purpose="unlock" state="unanswered" reference={reference} />,
    ),
    state('done-reset', <ResetDoneView frame={frame} steps={4} outcome="reset" reference={reference} told />),
    state(
      'done-unlock',
      <ResetDoneView
        frame={frame}
        steps={3}
        outcome="unlock"
        told
        reference={reference}
        continueTo={{ name: username, href: '/continue' }}
      />,
    ),
    ...endings.map((ending, index) =>
      state(
        `ended-${ending.kind}-${index}`,
        <ResetEndedView
          frame={frame}
          ending={ending}
          reference={reference}
          again={`/reset?username=${encodeURIComponent(username)}`}
          continueTo={index === 1 ? { name: username, href: '/continue' } : null}
        />,
      ),
    ),
  ]
}

export function demoStates(frame: Frame, outside: OutsideTexts): readonly ViewState[] {
  const { username, displayName, message } = outside
  const demo: Frame = { ...frame, demo: true }
  const cast = [
    { username, displayName, password: null, note: `${displayName} forgot his password.` },
    { username: 'pat@acme.example', displayName: 'Pat Ng', password: 'pats-first-password', note: 'Must change it.' },
  ]
  const mail = {
    id: 'm1',
    when: '09:11',
    at: '2026-11-23T09:11:00Z',
    to: username,
    subject: displayName,
    text: message,
  }
  const app = { username, displayName, code: '123 456' }
  return [
    state(
      'demo',
      <DemoView
        frame={demo}
        cast={cast}
        forgetful={username}
        locked="maria@acme.example"
        mailApp="http://localhost:3001"
        messages={2}
      />,
    ),
    state('demo-mailbox-empty', <DemoMailboxView frame={{ ...demo, path: '/demo/mailbox' }} messages={[]} />),
    state(
      'demo-mailbox',
      <DemoMailboxView frame={demo} messages={[mail, { ...mail, id: 'm2', subject: 'Your code' }]} />,
    ),
    state('demo-phone', <DemoPhoneView frame={demo} apps={[app]} secondsLeft={17} />),
    state('demo-phone-empty', <DemoPhoneView frame={demo} apps={[]} secondsLeft={1} unread={outside.phrase} />),
  ]
}
