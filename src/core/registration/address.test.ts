import { expect, it } from 'vitest'
import { policy } from '../../../tests/model/cast.ts'
import { readRecoveryAddress } from './address.ts'

const organisation = {
  suffixes: ['@acme.example', '\\ACME', 'other.example'],
  registration: { ...policy.registration, ownMailDomains: ['Mail.Example', 'acme.test'] },
}
const read = (text: string) => readRecoveryAddress(text, organisation)

it('takes one plain address, whatever blank space is round it', () => {
  expect(read(' tim@home.example\n')).toEqual({ address: 'tim@home.example' })
  expect(read('Tim.Walker+Rekey@Home.Example')).toEqual({ address: 'Tim.Walker+Rekey@Home.Example' })
})

it.each(['', '   ', '\n'])('says that %j is nothing', (text) => {
  expect(read(text)).toBe('address-empty')
})

it.each([
  'tim',
  'tim@',
  'Tim <tim@home.example>',
  'tim@home.example, eve@evil.example',
  'tim@home.example\nBcc: eve@evil.example',
])('FL-06: says that %j is not one plain address', (text) => {
  expect(read(text)).toBe('address-not-plain')
})

it.each([
  'tim@acme.example',
  'tim@ACME.example',
  'tim@mail.example',
  'tim@acme.test',
  'tim@sales.acme.example',
  'tim@a.b.mail.example',
])('refuses %s: its mailbox opens with the password that is to be recovered', (text) => {
  expect(read(text)).toBe('address-own-domain')
})

it.each([
  'tim@notacme.example',
  'tim@acme.example.evil.example',
  'acme.example@home.example',
  'tim@other.example',
  'tim@example',
])('takes %s, which is nobody’s own domain', (address) => {
  expect(read(address)).toEqual({ address })
})
