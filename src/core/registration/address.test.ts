import { expect, it } from 'vitest'
import { policy } from '../../../tests/model/cast.ts'
import { readRecoveryAddress } from './address.ts'

const rules = {
  registration: { ...policy.registration, ownMailDomains: ['Acme.example'] },
  suffixes: ['@acme.test', '.not-a-domain'],
}

it.each([
  ['', 'address-empty'],
  ['  ', 'address-empty'],
  ['tim', 'address-not-plain'],
  ['tim@home.example, eve@evil.example', 'address-not-plain'],
  ['"tim"@home.example', 'address-not-plain'],
  ['tim@acme.example', 'address-own-domain'],
  ['tim@ACME.example', 'address-own-domain'],
  ['tim@mail.acme.example', 'address-own-domain'],
  ['tim@acme.test', 'address-own-domain'],
])('%j is %s', (text, problem) => {
  expect(readRecoveryAddress(text, rules)).toBe(problem)
})

it.each(['tim@home.example', 'tim@notacme.example', 'tim@acme.example.org', 'tim@not-a-domain'])(
  '%s is taken',
  (address) => {
    expect(readRecoveryAddress(` ${address} `, rules)).toEqual({ address })
  },
)
