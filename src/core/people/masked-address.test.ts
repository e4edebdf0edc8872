import { expect, it } from 'vitest'
import { maskEmail, maskPhone } from './masked-address.ts'

it.each([
  ['tim.walker@home.example', 't•••@h•••'],
  ['a@b', 'a•••@b•••'],
  ['🦊fox@den.example', '🦊•••@d•••'],
  ['"at@home"@den.example', '"•••@d•••'],
  ['no address', '•••@n•••'],
  ['', '•••@•••'],
])('%s is shown as %s', (address, shown) => {
  expect(maskEmail(address)).toBe(shown)
})

it('two addresses of different lengths with the same initials look the same', () => {
  expect(maskEmail('t@h.example')).toBe(maskEmail(`${'t'.repeat(60)}@${'h'.repeat(60)}.example`))
})

it('of a telephone number two digits are shown, and not how many there are', () => {
  expect(maskPhone('+447700900123')).toBe('•••23')
  expect(maskPhone('+4912345')).toBe('•••45')
})
