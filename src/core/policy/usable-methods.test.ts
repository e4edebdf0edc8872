// Which methods an account may use now, and in which order they are offered.
import { describe, expect, it } from 'vitest'
import {
  catalogue,
  choosingSecond,
  policy,
  registered,
  start,
  tim,
  timsApp,
  timsMail,
} from '../../../tests/model/cast.ts'
import { offeredKinds } from '../journey/choose.ts'
import { authenticatorApp } from '../methods/authenticator-app/authenticator-app.ts'
import { email } from '../methods/email/email.ts'
import type { AccountFacts, RegisteredMethod } from '../people/account.ts'
import { usableMethods } from './gates.ts'

const own = (methods: readonly RegisteredMethod[], more: Partial<AccountFacts> = {}, trustImported = false) =>
  usableMethods({ ...policy, trustImported }, { ...tim, methods, ...more }, catalogue, start).map(({ id }) => id)
const prefers = (method: RegisteredMethod) => ({ registration: { ...tim.registration, defaultMethod: method.id } })

describe('what was only imported', () => {
  const imported = { ...timsMail, source: 'imported', provenAt: null } as const

  it('is usable where the policy trusts it, and not where it doesn’t', () => {
    expect([own([imported]), own([imported], {}, true)]).toEqual([[], ['tims-mail']])
  })

  it('is never usable where it stands on many accounts, until its owner has proven it (RG-09)', () => {
    expect(own([{ ...imported, shared: true }], {}, true)).toEqual([])
    expect(own([{ ...imported, shared: true, provenAt: start }], {}, true)).toEqual(['tims-mail'])
  })
})

describe('the one that its owner prefers', () => {
  const second = registered('second-mail', email, 'second@home.example')

  it('comes first among those of its kind, and its kind stays where the policy has it', () => {
    expect(own([timsMail, second, timsApp])).toEqual(['tims-mail', 'second-mail', 'tims-app'])
    expect(own([timsMail, second, timsApp], prefers(second))).toEqual(['second-mail', 'tims-mail', 'tims-app'])
    expect(own([timsMail, second, timsApp], prefers(timsApp))).toEqual(['tims-mail', 'second-mail', 'tims-app'])
  })

  it('is offered first after the first proof, and changes nothing before it: strangers see the policy’s order', () => {
    const { journey, facts } = choosingSecond
    const account = {
      ...tim,
      methods: [...tim.methods, registered('friend', { kind: policy.methods[2] ?? email.kind })],
    }
    const [, , third] = account.methods
    if (third === undefined) throw new Error('there are three')
    const preferring = { ...facts, account: { ...account, ...prefers(third) } }
    expect(offeredKinds(journey, { ...facts, account })).toEqual([authenticatorApp.kind, third.kind])
    expect(offeredKinds(journey, preferring)).toEqual([third.kind, authenticatorApp.kind])
    expect(offeredKinds({ ...journey, proofs: [] }, preferring)).toEqual(policy.methods)
  })
})
