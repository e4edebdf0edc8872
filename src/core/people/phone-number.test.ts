import { expect, it } from 'vitest'
import { maskPhone } from './masked-address.ts'
import { readPhoneNumber } from './phone-number.ts'

it.each([
  ['+44 7700 900123', '+447700900123'],
  ['+1 (555) 010-0199', '+15550100199'],
  [' +49.30/1234567 ', '+49301234567'],
])('%j is %s', (text, number) => {
  expect(readPhoneNumber(text)).toBe(number)
})

it.each([
  '',
  '07700 900123',
  '0044 7700 900123',
  '+0 7700 900123',
  '+44',
  '+44 7700 900123 ext 5',
  '+1234567890123456',
  '+44a7700900123',
])('%j is no whole number', (text) => {
  expect(readPhoneNumber(text)).toBe(null)
})

it('is shown by its last two digits', () => {
  expect(maskPhone('+447700900123')).toBe('•••23')
})
