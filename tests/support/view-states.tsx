// Every page for people in every state, with one value in all places that come from outside: what views are rendered with
// in tests, to see that they escape, stay accessible and fit.
import { judgePassword, listRules, type PasswordRules } from '../../src/core/passwords/rules.ts'
import { remarkSentences } from '../../src/core/wording/journey-sentences.ts'
import { ruleProblem } from '../../src/core/wording/password-sentences.ts'
import { problemSentences } from '../../src/core/wording/problem-sentences.ts'
import { say } from '../../src/core/wording/wording.ts'
import type { Frame } from '../../src/web/components/frame.ts'
import { ChangePasswordView } from '../../src/web/portal/change-password/view.tsx'
import { type FailureKind, FailureView } from '../../src/web/portal/failure/view.tsx'
import { HomeView } from '../../src/web/portal/home/view.tsx'
import { NotMeView } from '../../src/web/portal/not-me/view.tsx'
import { NewPasswordView } from '../../src/web/portal/reset/new-password/view.tsx'
import { authenticatorAppFace, emailFace } from '../../src/web/portal/reset/proof/method-face.ts'
import { type ProofState, ProofView } from '../../src/web/portal/reset/proof/view.tsx'
import { ReasonView } from '../../src/web/portal/reset/reason/view.tsx'
import { ResetStartView } from '../../src/web/portal/reset/view.tsx'
import { SignInView } from '../../src/web/portal/sign-in/view.tsx'
import { SlowDownView } from '../../src/web/portal/slow-down/view.tsx'
import { demoStates, endingStates } from './ending-states.tsx'
import { securityInfoStates } from './security-info-states.tsx'
import { sessionStates } from './session-states.tsx'
import { type OutsideTexts, state, strangers, type ViewState } from './view-state.ts'

export const harmless: OutsideTexts = {
  username: 'tim@acme.example',
  displayName: 'Tim Walker',
  address: 't•••@h•••.example',
  device: 'Chrome on Windows, 203.0.113.7',
  phrase: 'quiet-lantern-orbit-maple-drum',
  message: 'Your code is 4821 7730.\n\nIt works for 10 minutes.\n\nNot you? http://localhost:3000/not-me/abc',
  reference: 'RK-7F3K-92QD',
}

export function viewStates(frame: Frame, outside: OutsideTexts = harmless): readonly ViewState[] {
  const at = (path: string): Frame => ({ ...frame, path })
  return [
    ...signInStates(at('/sign-in'), outside),
    ...accountStates(at('/'), outside),
    ...securityInfoStates(at('/security-info'), outside),
    ...sessionStates(at('/sessions'), outside),
    ...startStates(at('/reset'), outside),
    ...proofStates(at('/reset/proof'), outside),
    ...newPasswordStates(at('/reset/new-password'), outside),
    ...endingStates(at('/reset/ended'), outside),
    ...notMeStates(at('/not-me/abc?x=1'), outside),
    ...failureStates(frame, outside),
    ...demoStates(at('/demo'), outside),
  ]
}

const deadline = { until: '09:41', extendable: true }
const limits: PasswordRules = { minimumLength: 15, historyLength: 5, organisationWords: ['Acme'] }

function rulesFor(outside: OutsideTexts, typed?: string) {
  const context = { personalWords: [outside.displayName, outside.username], organisationWords: ['Acme Widgets'] }
  const rules = typed === undefined ? listRules(limits, context) : judgePassword(typed, limits, context).rules
  return { rules, limits, words: [...context.personalWords, ...context.organisationWords] }
}

function problemsWith(outside: OutsideTexts, typed: string) {
  const broken = rulesFor(outside, typed).rules.filter((rule) => rule.state === 'unmet')
  return broken.map((rule) => ({ sentence: ruleProblem(rule), field: 'new-password' }))
}

function signInStates(frame: Frame, { username }: OutsideTexts): readonly ViewState[] {
  const refused = { sentence: say(problemSentences['sign-in-refused']), field: 'username' }
  return [
    state('sign-in', <SignInView frame={frame} />),
    state('sign-in-refused', <SignInView frame={frame} username={username} problems={[refused]} />),
    state('sign-in-signed-out', <SignInView frame={frame} because="signed-out" />),
  ]
}

function accountStates(frame: Frame, outside: OutsideTexts): readonly ViewState[] {
  const { username, displayName, device } = outside
  const activity = [
    { id: '1', when: 'Today, 09:14', what: say('activity.password-reset'), from: device, notMe: '/not-me/abc' },
    { id: '2', when: '16 November', what: say('activity.signed-in'), from: device },
  ].map((each) => ({ ...each, at: '2026-11-23T09:14:00Z' }))
  const person = { username, displayName }
  const change = { frame: { ...frame, path: '/change-password' }, username, rules: rulesFor(outside) }
  return [
    state('home-new', <HomeView frame={frame} person={person} activity={[]} otherSessions={0} />),
    state(
      'home',
      <HomeView
        frame={frame}
        person={person}
        passwordChanged="Monday 23 November"
        waysBack={{ ready: 2, needed: 2 }}
        activity={activity}
        otherSessions={2}
        done={{ id: 'home.password-is-changed' }}
      />,
    ),
    state(
      'home-half',
      <HomeView
        frame={frame}
        person={person}
        waysBack={{ ready: 1, needed: 2 }}
        activity={activity}
        otherSessions={1}
        done={{ id: 'home.registered-held', values: { when: 'Tuesday 24 November, 09:14 (GMT)' } }}
      />,
    ),
    state('change-password', <ChangePasswordView {...change} />),
    state('change-password-or-proofs', <ChangePasswordView {...change} old="or-two-proofs" />),
    state(
      'change-password-spared',
      <ChangePasswordView {...change} old="spared" continueTo={{ name: displayName, href: '/continue' }} />,
    ),
    state('change-password-must', <ChangePasswordView {...change} because="must-change" />),
    state(
      'change-password-expired',
      <ChangePasswordView
        {...change}
        because="expired"
        problems={[{ sentence: say(problemSentences['current-password-wrong']), field: 'current-password' }]}
      />,
    ),
  ]
}

function startStates(frame: Frame, { username }: OutsideTexts): readonly ViewState[] {
  const empty = { sentence: say(problemSentences['name-empty']), field: 'username' }
  return [
    strangers('reset', <ResetStartView frame={frame} steps={4} proofs={2} />),
    strangers(
      'reset-kept',
      <ResetStartView frame={frame} steps={3} proofs={1} username={username} problems={[empty]} />,
    ),
    strangers('reset-reason', <ReasonView frame={{ ...frame, path: '/reset/reason' }} steps={4} deadline={deadline} />),
    state(
      'slow-down-reset',
      <SlowDownView frame={frame} seconds={8} again={{ form: '/reset', to: '/reset' }} username={username} />,
    ),
    state(
      'slow-down-sign-in',
      <SlowDownView frame={frame} seconds={8} again={{ form: '/sign-in', to: '/sign-in' }} username={username} />,
    ),
  ]
}

function proofStates(frame: Frame, { address }: OutsideTexts): readonly ViewState[] {
  const mail = {
    at: 'code',
    face: emailFace,
    challenge: 'c-1',
    minutes: 10,
    digits: 8,
    resend: { seconds: 30 },
  } as const
  const app = { at: 'code', face: authenticatorAppFace, challenge: 'c-2', minutes: 10, digits: 6 } as const
  const wrong = { sentence: say(remarkSentences['code-wrong']), field: 'code' }
  const first = (proof: ProofState, problems = [] as (typeof wrong)[]) => (
    <ProofView
      frame={frame}
      step={{ number: 2, of: 4 }}
      gate="first"
      state={proof}
      deadline={deadline}
      problems={problems}
    />
  )
  const second = (proof: ProofState) => (
    <ProofView
      frame={frame}
      step={{ number: 3, of: 4 }}
      gate="second"
      state={proof}
      deadline={{ until: '09:41', extendable: false }}
    />
  )
  return [
    strangers('proof-choosing', first({ at: 'choosing', offered: [emailFace, authenticatorAppFace] })),
    strangers('proof-email', first(mail)),
    strangers('proof-email-wrong', first(mail, [wrong])),
    strangers('proof-email-wait', first({ ...mail, resend: { seconds: 0 }, nextTry: 30 }, [wrong])),
    strangers('proof-email-long-wait', first({ ...mail, nextTry: 1_200 })),
    strangers('proof-app', first(app)),
    strangers('proof-outside', first({ at: 'outside', face: emailFace, challenge: 'c-3', minutes: 10 })),
    state('proof-second-choosing', second({ at: 'choosing', offered: [authenticatorAppFace] })),
    state('proof-second-email', second({ ...mail, address })),
    state('proof-second-app', second(app)),
  ]
}

function newPasswordStates(frame: Frame, outside: OutsideTexts): readonly ViewState[] {
  const page = { frame, steps: 4, username: outside.username, deadline }
  const differ = { sentence: say(remarkSentences['passwords-differ']), field: 'again' }
  return [
    state('new-password', <NewPasswordView {...page} rules={rulesFor(outside)} suggestion={outside.phrase} />),
    state(
      'new-password-refused',
      <NewPasswordView
        {...page}
        rules={rulesFor(outside, 'acme')}
        suggestion={outside.phrase}
        problems={[...problemsWith(outside, 'acme'), differ]}
      />,
    ),
    state('new-password-no-idea', <NewPasswordView {...page} rules={rulesFor(outside)} suggestion={null} />),
  ]
}

function notMeStates(frame: Frame, { device, reference }: OutsideTexts): readonly ViewState[] {
  return [
    state(
      'not-me',
      <NotMeView
        frame={frame}
        state={{
          at: 'asking',
          action: '/not-me/abc',
          what: say('activity.password-reset'),
          when: 'Monday 23 November, 09:14 (GMT)',
          from: device,
          validUntil: 'Thursday 26 November, 09:14',
          reference,
          undoes: true,
        }}
      />,
    ),
    state('not-me-done', <NotMeView frame={frame} state={{ at: 'done', reference }} />),
    state('not-me-expired', <NotMeView frame={frame} state={{ at: 'link-expired' }} />),
  ]
}

function failureStates(frame: Frame, { reference }: OutsideTexts): readonly ViewState[] {
  const kinds: readonly FailureKind[] = ['bad-request', 'cross-site', 'not-found', 'broken', 'busy', 'unavailable']
  const unknownHost = { ...frame, organisation: null }
  const detail = say(problemSentences['name-too-long'])
  return [
    ...kinds.map((kind) =>
      state(`failure-${kind}`, <FailureView frame={frame} failure={kind} reference={reference} again="/reset" />),
    ),
    state('failure-detail', <FailureView frame={frame} failure="bad-request" reference={reference} detail={detail} />),
    state('failure-unknown-host', <FailureView frame={unknownHost} failure="unknown-host" reference={reference} />),
  ]
}
