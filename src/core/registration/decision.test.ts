import { expect, it } from 'vitest'
import { policy, registered, start, tim, timsApp, timsMail } from '../../../tests/model/cast.ts'
import { imported, sessionFacts, signedIn } from '../../../tests/model/session-cast.ts'
import { sealedText } from '../people/identifiers.ts'
import { hours, later } from '../time.ts'
import { type MethodChange, stepTo, withChanges } from './decision.ts'

const changed = (change: MethodChange, methods = tim.methods) => withChanges(methods, [change], start)

it('a change is found by the next step as storage will have written it', () => {
  const added = registered('added', timsMail)
  expect(changed({ kind: 'add', method: added })).toEqual([timsMail, timsApp, added])
  expect(changed({ kind: 'remove', method: timsMail.id })).toEqual([timsApp])
  const name = sealedText('name')
  expect(changed({ kind: 'rename', method: timsMail.id, name })).toEqual([{ ...timsMail, name }, timsApp])
  const onFile = [imported(timsMail), timsApp]
  expect(changed({ kind: 'prove', method: timsMail.id, heldFor: 0 }, onFile)).toMatchObject([
    { provenAt: start, heldUntil: null, source: 'imported' },
    timsApp,
  ])
  expect(changed({ kind: 'prove', method: timsMail.id, heldFor: hours(1) }, onFile)).toMatchObject([
    { heldUntil: later(start, hours(1)) },
    timsApp,
  ])
})

it('a step changes what it names and nothing else', () => {
  const state = signedIn({ enrolled: [timsMail.id], remark: 'method-added' })
  const facts = sessionFacts(tim, { policy, kind: 'interrupted' })
  expect(stepTo(state, facts, { enrolmentCode: true })).toEqual({
    kind: 'step',
    session: { kind: 'interrupted', state: { ...state, enrolmentCode: true, remark: null } },
    changes: [],
    account: {},
    counters: facts.counters,
    effects: [],
    facts: [],
  })
})
