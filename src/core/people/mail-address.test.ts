import { expect, it } from 'vitest'
import { isMailAddress } from './mail-address.ts'

it.each([
  'tim@home.example',
  'tim.walker+reset@mail.home.example',
  "o'connor@home.example",
  'a_b-c=d@x1.example',
  'root@localhost',
  `${'a'.repeat(64)}@home.example`,
  'tim@xn--mller-kva.example',
])('takes a plain address: %s', (address) => {
  expect(isMailAddress(address)).toBe(true)
})

it.each([
  '',
  'tim',
  '@home.example',
  'tim@',
  '.tim@home.example',
  'tim.@home.example',
  'tim..walker@home.example',
  'tim@-home.example',
  'tim@home-.example',
  'tim@home..example',
  'tim@home.example.',
  ' tim@home.example',
  'tim@home.example\n',
  'tim walker@home.example',
  'tim@home.example,eve@evil.example',
  'tim(comment)@home.example',
  '"tim"@home.example',
  'tim@[127.0.0.1]',
  'tim@home@evil.example',
  'tim@müller.example',
  `${'a'.repeat(65)}@home.example`,
  `tim@${'a'.repeat(64)}.example`,
  `tim@${'a.'.repeat(126)}example`,
])('takes nothing else: %j', (address) => {
  expect(isMailAddress(address)).toBe(false)
})

it('takes nothing long, however it is built', () => {
  for (const piece of ['a', 'a.', 'a@', 'a-', '.']) expect(isMailAddress(piece.repeat(32_768))).toBe(false)
})
