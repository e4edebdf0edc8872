// What a set-up link leads to: the role, and none of the methods that were there before.
import type { AuditFact } from '../audit/facts.ts'
import type { MethodKind } from '../people/identifiers.ts'
import { mayLoseRole, type Role } from '../people/roles.ts'
import type { AccountChange, MethodChange, RegistrationFacts } from './decision.ts'
import type { SessionState } from './session.ts'
import { gatesNeeded, gatesPassed, registeredMethods } from './standing.ts'

interface EndOfSetUp {
  readonly changes: readonly MethodChange[]
  readonly account: AccountChange
  readonly facts: readonly AuditFact[]
}

/** Null while something is lacking. Only at its end is the role granted, and what was there before goes. */
export function endOfSetUp(state: SessionState, facts: RegistrationFacts): EndOfSetUp | null {
  const { setUp } = state
  if (setUp?.passwordSet !== true || gatesPassed(state, facts) < gatesNeeded(state, facts)) return null
  const { entry, methods } = facts.account
  const role = roleAfter(entry.role, setUp.role)
  const kinds: readonly MethodKind[] = registeredMethods(state, facts).map(({ kind }) => kind)
  const old = methods.filter(({ id }) => !state.enrolled.includes(id))
  return {
    changes: old.map(({ id }) => ({ kind: 'remove', method: id })),
    account: { defaultMethod: null, ...(role === null ? {} : { role }) },
    facts: [
      { kind: 'set-up-completed', role: setUp.role, methods: kinds },
      ...(role === null ? [] : [{ kind: 'role-changed', from: entry.role, to: role } as const]),
    ],
  }
}

/** Null: it stays. A link grants; it never takes from a global administrator, who may be the last. */
const roleAfter = (held: Role | null, granted: Role | null): Role | null =>
  granted !== held && mayLoseRole(held, 0) ? granted : null
