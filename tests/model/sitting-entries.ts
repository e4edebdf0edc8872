// What the reference model is told of a session's step, and what storage makes of its changes: both apart from how core does it.
import type { RegisteredMethod } from '../../src/core/people/account.ts'
import type {
  MethodChange,
  RegistrationEvent,
  RegistrationFacts,
  RegistrationStep,
} from '../../src/core/registration/decision.ts'
import { type Instant, later } from '../../src/core/time.ts'
import type { Entry } from './reference.ts'
import type { SessionEntry } from './session-reference.ts'
import type { Sit } from './sittings.ts'

/** What the model is told of one decision. */
export function entriesOf(
  sit: Sit,
  event: RegistrationEvent,
  { changes, facts: recorded, session, account: rest }: RegistrationStep,
  facts: RegistrationFacts,
): readonly (Entry | SessionEntry)[] {
  const { account, policy, now, kind } = facts
  const here = { walk: sit.id, account, policy, now }
  const entries: (Entry | SessionEntry)[] = []
  const { errand } = sit.session.state
  if (event.type === 'errand-left') entries.push({ kind: 'left', walk: sit.id })
  if (event.type === 'password-proven') entries.push({ kind: 'typed', walk: sit.id, what: 'password', now })
  if (event.type === 'enrolment-code-typed' && event.right)
    entries.push({ kind: 'typed', walk: sit.id, what: 'code', now })
  if (event.type === 'set-up-password-set') entries.push({ kind: 'typed', walk: sit.id, what: 'first', now })
  if (event.type === 'method-offered')
    entries.push({ kind: 'begun', method: event.pending.id, replaces: event.replaces, ...here })
  if (event.type === 'confirmation-chosen')
    entries.push({ kind: 'begun', method: event.method, replaces: null, ...here })
  if (event.type === 'removal-asked') entries.push({ kind: 'removed', method: event.method, ...here })
  if (event.type === 'renamed' || event.type === 'default-chosen') entries.push({ kind: 'touched', ...here })
  for (const fact of recorded) {
    if (fact.kind === 'session-proof-passed') entries.push({ kind: 'step-up', allowance: sit.allowance, ...here })
    const onRecord = errand?.doing === 'prove' || account.methods.some(({ id }) => id === errand?.pending.id)
    if (fact.kind === 'session-proof-failed' && fact.compared && onRecord)
      entries.push({ kind: 'failure', subject: account.id, allowance: sit.allowance, now })
    if (fact.kind === 'registration-skipped')
      entries.push({ kind: 'skipped', account: account.id, most: policy.registration.skips })
  }
  const removed = changes.flatMap((each) => (each.kind === 'remove' ? [each.method] : []))
  for (const change of changes) {
    if (change.kind === 'add') entries.push({ kind: 'kept', method: change.method.id, removed, ...here })
    if (change.kind === 'prove') entries.push({ kind: 'kept', method: change.method, removed, ...here })
  }
  if (session.kind === 'full' && kind !== 'full') {
    const methods = changes.reduce((before, change) => changed(before, change, now), account.methods)
    entries.push({ kind: 'opened', role: rest.role ?? null, ...here, account: { ...account, methods } })
  }
  return entries
}

/** As storage writes it. */
export function changed(
  methods: readonly RegisteredMethod[],
  change: MethodChange,
  now: Instant,
): readonly RegisteredMethod[] {
  const each = (edit: (method: RegisteredMethod) => RegisteredMethod) =>
    methods.map((method) => (change.kind !== 'add' && method.id === change.method ? edit(method) : method))
  switch (change.kind) {
    case 'add':
      return [...methods, change.method]
    case 'remove':
      return methods.filter(({ id }) => id !== change.method)
    case 'rename':
      return each((method) => ({ ...method, name: change.name }))
    case 'prove':
      return each((method) => ({
        ...method,
        provenAt: now,
        heldUntil: change.heldFor === 0 ? null : later(now, change.heldFor),
      }))
  }
}
