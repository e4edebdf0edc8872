// The pages between a password and the application, in every state, with one value in all places that come from outside.
import { judgePassword, listRules } from '../../src/core/passwords/rules.ts'
import { problemSentences } from '../../src/core/wording/problem-sentences.ts'
import { refusalSentences } from '../../src/core/wording/session-sentences.ts'
import type { Frame } from '../../src/web/components/frame.ts'
import { icons } from '../../src/web/components/icons.tsx'
import { type ProveState, ProveView } from '../../src/web/portal/prove/view.tsx'
import { RegisterView } from '../../src/web/portal/register/view.tsx'
import { SessionsView } from '../../src/web/portal/sessions/view.tsx'
import { SetUpView } from '../../src/web/portal/set-up/view.tsx'
import { appKind, mailKind, rowsWith } from './security-info-states.tsx'
import { type OutsideTexts, state, type ViewState } from './view-state.ts'

export const sessionStates = (frame: Frame, outside: OutsideTexts): readonly ViewState[] => [
  ...proveStates({ ...frame, path: '/prove?then=security-info' }, outside),
  ...registerStates({ ...frame, path: '/register' }, outside),
  ...setUpStates({ ...frame, path: '/set-up' }, outside),
  ...ownSessionStates(frame, outside),
]

function proveStates(frame: Frame, { username, address }: OutsideTexts): readonly ViewState[] {
  const page = { frame, why: 'methods', action: '/prove?then=security-info', back: '/' } as const
  const code = {
    at: 'code',
    challenge: 'c-1',
    digits: 8,
    minutes: 10,
    title: 'method.email.title',
    lead: 'method.email.lead-proven',
    address,
    resend: { seconds: 30 },
    others: true,
  } as const satisfies ProveState
  const methods = [
    { id: 'm-1', icon: icons.mail, title: 'method.email.choose', hint: address },
    { id: 'm-2', icon: icons.app, title: 'method.authenticator-app.choose', hint: null },
  ]
  const wrong = { sentence: { id: problemSentences['current-password-wrong'] }, field: 'password' }
  return [
    state('prove', <ProveView {...page} state={{ at: 'choosing', methods }} />),
    state('prove-sign-in', <ProveView {...page} why="sign-in" back={null} state={{ at: 'choosing', methods }} />),
    state('prove-code', <ProveView {...page} state={code} />),
    state(
      'prove-code-wrong',
      <ProveView
        {...page}
        state={{ ...code, nextTry: 30 }}
        problems={[{ sentence: { id: 'remark.code-wrong' }, field: 'code' }]}
      />,
    ),
    state(
      'prove-password',
      <ProveView {...page} why="password" state={{ at: 'password', username }} problems={[wrong]} />,
    ),
    state('prove-enrolment-code', <ProveView {...page} state={{ at: 'enrolment-code' }} />),
    state('prove-closed', <ProveView {...page} state={{ at: 'closed', administrator: false }} />),
    state('prove-closed-administrator', <ProveView {...page} state={{ at: 'closed', administrator: true }} />),
  ]
}

function registerStates(frame: Frame, outside: OutsideTexts): readonly ViewState[] {
  const rows = rowsWith(outside)
  const register = {
    at: 'register',
    have: 0,
    needed: 2,
    first: null,
    toConfirm: [],
    addable: [mailKind, appKind],
    setUp: false,
  } as const
  const firsts = ['prove', 'password', 'enrolment-code'] as const
  const why = { id: refusalSentences['enrolment-closed'] }
  return [
    state('register', <RegisterView frame={frame} state={register} skipsLeft={3} />),
    state(
      'register-more',
      <RegisterView
        frame={frame}
        state={{ ...register, have: 1, addable: [appKind] }}
        skipsLeft={0}
        done={{ id: 'security-info.added' }}
        problems={[{ sentence: { id: refusalSentences['no-skip-left'] } }]}
      />,
    ),
    state(
      'register-confirm-known',
      <RegisterView
        frame={frame}
        state={{ ...register, first: 'known', toConfirm: rows, addable: [] }}
        skipsLeft={null}
      />,
    ),
    ...firsts.map((first) =>
      state(
        `register-${first}-first`,
        <RegisterView frame={frame} state={{ ...register, first, addable: [] }} skipsLeft={1} />,
      ),
    ),
    state('register-set-up', <RegisterView frame={frame} state={{ ...register, setUp: true }} />),
    state('register-reconfirm', <RegisterView frame={frame} state={{ at: 'confirm', methods: rows }} skipsLeft={1} />),
    state(
      'register-reconfirm-unseen',
      <RegisterView frame={frame} state={{ at: 'confirm', methods: null }} skipsLeft={1} />,
    ),
    state('register-closed', <RegisterView frame={frame} state={{ at: 'closed', why }} />),
    state('register-nothing', <RegisterView frame={frame} state={{ at: 'nothing' }} />),
  ]
}

function setUpStates(frame: Frame, { username, displayName }: OutsideTexts): readonly ViewState[] {
  const limits = { minimumLength: 15, historyLength: 5, organisationWords: ['Acme'] }
  const context = { personalWords: [displayName, username], organisationWords: ['Acme Widgets'] }
  const words = [...context.personalWords, ...context.organisationWords]
  const asking = { at: 'asking', username, validUntil: 'Monday 23 November, 10:14 (GMT)' } as const
  const password = (typed?: string) => ({
    at: 'password' as const,
    username,
    rules: {
      rules: typed === undefined ? listRules(limits, context) : judgePassword(typed, limits, context).rules,
      limits,
      words,
    },
  })
  const differ = { sentence: { id: problemSentences['passwords-differ'] }, field: 'again' }
  return [
    state('set-up', <SetUpView frame={frame} state={{ ...asking, administrator: false }} />),
    state('set-up-administrator', <SetUpView frame={frame} state={{ ...asking, administrator: true }} />),
    state('set-up-password', <SetUpView frame={frame} state={password()} />),
    state('set-up-password-problem', <SetUpView frame={frame} state={password('acme')} problems={[differ]} />),
    state('set-up-expired', <SetUpView frame={frame} state={{ at: 'link-expired' }} />),
  ]
}

function ownSessionStates(frame: Frame, { device }: OutsideTexts): readonly ViewState[] {
  const session = { began: 'Monday 23 November, 09:14 (GMT)', seen: 'Monday 23 November, 09:20 (GMT)', address: device }
  const here = { ...session, id: 's-1', device, current: true }
  const there = { ...session, id: 's-2', device: null, address: null, current: false }
  return [
    state('sessions', <SessionsView frame={frame} sessions={[here]} />),
    state(
      'sessions-others',
      <SessionsView frame={frame} sessions={[here, there, { ...there, id: 's-3', device }]} done="ended" />,
    ),
  ]
}
