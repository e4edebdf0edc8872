import { describe, expect, it } from 'vitest'
import { isReturnAddress } from './grammar.ts'

describe('an address that people may be led back to', () => {
  it.each([
    'https://mail.acme.example/',
    'https://mail.acme.example/settings?tab=password',
    'https://mail.acme.example:8443/a%20b',
    'http://localhost:3001/',
    'http://127.0.0.1:3001/settings',
  ])('is a whole one: %s', (address) => {
    expect(isReturnAddress(address)).toBe(true)
  })

  it.each([
    '',
    'mail.acme.example',
    '/settings',
    '//mail.acme.example/',
    'https://mail.acme.example',
    'https://Mail.acme.example/',
    'https://mail.acme.example:443/',
    'https://mail.acme.example/a/../b',
    'https://mail.acme.example/#top',
    'https://tim@mail.acme.example/',
    'https://tim:secret@mail.acme.example/',
    'http://mail.acme.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    ' https://mail.acme.example/',
    'https://mail.acme.example/\n',
    'https://müller.example/',
  ])('is nothing else, and no other spelling: %j', (address) => {
    expect(isReturnAddress(address)).toBe(false)
  })
})
