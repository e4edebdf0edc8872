// What administrators, directories and attackers change under a journey's feet, as fast-check commands.
import fc from 'fast-check'
import { authenticatorApp } from '../../src/core/methods/authenticator-app/authenticator-app.ts'
import { email } from '../../src/core/methods/email/email.ts'
import { methodId } from '../../src/core/people/identifiers.ts'
import { days, later } from '../../src/core/time.ts'
import { ada, approval, noor, recoveryCode, start, tim } from './cast.ts'
import type { SessionReference } from './session-reference.ts'
import type { World } from './world.ts'

export type Act = fc.Command<SessionReference, World>

/** Every method that is allowed, in its order. */
export const kinds = [email.kind, authenticatorApp.kind, approval.kind, recoveryCode.kind]

const person = fc.constantFrom(tim.id, ada.id, noor.id)

export const act = (name: string, run: (world: World, model: SessionReference) => void): Act => ({
  check: () => true,
  run: (model, world) => run(world, model),
  toString: () => name,
})

const change = (name: string, run: (world: World) => void) => fc.constant(act(name, run))
const changeAccount = (name: string, run: (world: World, id: string) => void) =>
  person.map((id) => act(`${name}(${id})`, (world) => run(world, id)))

export const rules = [
  change('two gates', (world) => {
    world.policy = { ...world.policy, gates: 2 }
  }),
  change('one gate', (world) => {
    world.policy = { ...world.policy, gates: 1 }
  }),
  change('email is no longer allowed', (world) => {
    world.policy = { ...world.policy, methods: kinds.slice(1) }
  }),
  change('scope none', (world) => {
    world.policy = { ...world.policy, scope: { kind: 'none' } }
  }),
  change('everyone and everything is allowed', (world) => {
    world.policy = { ...world.policy, scope: { kind: 'all' }, methods: kinds }
  }),
  change('an attack begins or ends', (world) => {
    world.underAttack = !world.underAttack
  }),
  changeAccount('a method is removed', (world, id) =>
    world.edit(id, (account) => ({ ...account, methods: account.methods.slice(1) })),
  ),
  changeAccount('disabled or enabled', (world, id) =>
    world.edit(id, (account) => ({ ...account, entry: { ...account.entry, disabled: !account.entry.disabled } })),
  ),
  changeAccount('frozen or thawed', (world, id) =>
    world.edit(id, (account) => ({ ...account, frozenAt: account.frozenAt === null ? start : null })),
  ),
  changeAccount('becomes an administrator', (world, id) => {
    world.edit(id, (account) => ({ ...account, entry: { ...account.entry, role: 'user-administrator' } }))
    world.sittings.endAll(id)
  }),
  changeAccount('a method is put on hold', (world, id) =>
    world.edit(id, (account) => ({
      ...account,
      methods: account.methods.map((each, n) => (n === 0 ? { ...each, heldUntil: later(world.now, days(1)) } : each)),
    })),
  ),
  changeAccount('a method is to be proven again', (world, id) =>
    world.edit(id, (account) => ({
      ...account,
      methods: account.methods.map((each, n) => (n === 1 ? { ...each, provenAt: null } : each)),
    })),
  ),
  changeAccount('a mailbox is replaced by another', (world, id) =>
    world.edit(id, (account) => ({
      ...account,
      methods: account.methods.map((each) =>
        each.kind === email.kind ? { ...each, id: methodId(`new ${each.id}`) } : each,
      ),
    })),
  ),
  fc.constant(act('the directory entry is gone', (world) => void world.accounts.delete(ada.id))),
]
