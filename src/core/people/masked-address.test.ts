import { expect, it } from 'vitest'
import { maskEmail } from './masked-address.ts'

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
