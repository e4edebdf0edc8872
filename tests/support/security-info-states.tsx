// The pages about a person's ways back in, in every state, with one value in all places that come from outside.
import { addressSentences, methodNameSentences, refusalSentences } from '../../src/core/wording/session-sentences.ts'
import type { Frame } from '../../src/web/components/frame.ts'
import { icons } from '../../src/web/components/icons.tsx'
import { AddAddressView, AddSecretView } from '../../src/web/portal/security-info/add/view.tsx'
import { EnrolView } from '../../src/web/portal/security-info/code/view.tsx'
import { RemoveView } from '../../src/web/portal/security-info/remove/view.tsx'
import { RenameView } from '../../src/web/portal/security-info/rename/view.tsx'
import { type MethodRow, SecurityInfoView } from '../../src/web/portal/security-info/view.tsx'
import { type OutsideTexts, state, type ViewState } from './view-state.ts'

export const mailKind = { kind: 'email', icon: icons.mail, add: 'method.email.add', addHint: 'method.email.add-hint' }
export const appKind = {
  kind: 'authenticator-app',
  icon: icons.app,
  add: 'method.authenticator-app.add',
  addHint: 'method.authenticator-app.add-hint',
}

export const rowsWith = ({ address, displayName }: OutsideTexts): readonly MethodRow[] => [
  {
    id: 'm-1',
    icon: icons.mail,
    kind: 'method.email.name',
    name: null,
    masked: address,
    confirmed: 'Monday 4 May, 09:14 (BST)',
    usableFrom: null,
    isDefault: true,
    mayBeDefault: true,
  },
  {
    id: 'm-2',
    icon: icons.app,
    kind: 'method.authenticator-app.name',
    name: displayName,
    masked: null,
    confirmed: null,
    usableFrom: 'Tuesday 24 November, 09:20 (GMT)',
    isDefault: false,
    mayBeDefault: true,
  },
]

export function securityInfoStates(frame: Frame, outside: OutsideTexts): readonly ViewState[] {
  const rows = rowsWith(outside)
  const [mail, app] = rows
  const page = { frame, gates: { ready: 2, needed: 2 }, methods: rows, toConfirm: [], addable: [mailKind, appKind] }
  const at = (path: string) => ({ ...frame, path })
  const problem = (id: string, field?: string) => ({ sentence: { id }, ...(field === undefined ? {} : { field }) })
  if (mail === undefined || app === undefined) throw new Error('there are two rows')
  return [
    state('security-info', <SecurityInfoView {...page} continueTo={{ name: outside.displayName, href: '/' }} />),
    state('security-info-done', <SecurityInfoView {...page} done={{ id: 'security-info.removed' }} />),
    state(
      'security-info-confirm',
      <SecurityInfoView {...page} gates={{ ready: 0, needed: 2 }} methods={[]} toConfirm={[mail]} addable={[]} />,
    ),
    state(
      'security-info-closed',
      <SecurityInfoView
        {...page}
        methods={[]}
        addable={[]}
        closed={{ id: refusalSentences['enrolment-closed'] }}
        problems={[problem(refusalSentences['kind-not-allowed'])]}
      />,
    ),
    state('add-address', <AddAddressView frame={at('/security-info/add')} kind="email" replaces={null} back="/" />),
    state(
      'add-address-problem',
      <AddAddressView
        frame={at('/security-info/add')}
        kind="email"
        replaces="m-1"
        back="/"
        address={outside.username}
        problems={[problem(addressSentences['address-own-domain'], 'address')]}
      />,
    ),
    state('add-secret', <AddSecretView frame={at('/security-info/add')} kind="x" replaces={null} back="/" />),
    state('add-secret-replace', <AddSecretView frame={at('/security-info/add')} kind="x" replaces="m-2" back="/" />),
    state(
      'enrol-code',
      <EnrolView
        frame={at('/security-info/code')}
        challenge="c-1"
        digits={8}
        minutes={10}
        address={outside.address}
        secret={null}
        resend={{ seconds: 30 }}
        nextTry={30}
        problems={[problem('remark.code-wrong', 'code')]}
      />,
    ),
    state(
      'enrol-app',
      <EnrolView
        frame={at('/security-info/code')}
        challenge="c-1"
        digits={6}
        minutes={15}
        address={null}
        secret={{
          text: 'A2B3C4D5E6F7A2B3C4D5E6F7A2B3C4D5',
          uri: `otpauth://totp/${encodeURIComponent(outside.username)}?secret=JBSWY3DPEHPK3PXP`,
        }}
      />,
    ),
    state('remove-method', <RemoveView frame={at('/security-info/remove')} method={app} left="enough" />),
    state('remove-method-below', <RemoveView frame={at('/security-info/remove')} method={mail} left="below-gates" />),
    state('remove-method-never', <RemoveView frame={at('/security-info/remove')} method={mail} left="never" />),
    state(
      'rename-method',
      <RenameView frame={at('/security-info/rename')} method="m-1" name={outside.displayName} longest={40} />,
    ),
    state(
      'rename-method-problem',
      <RenameView
        frame={at('/security-info/rename')}
        method="m-1"
        name=""
        longest={40}
        problems={[
          {
            sentence: { id: methodNameSentences['method-name-too-long'], values: { longest: 40 } },
            field: 'name',
          },
        ]}
      />,
    ),
  ]
}
