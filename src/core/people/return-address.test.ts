import { expect, it } from 'vitest'
import { isReturnAddress } from './return-address.ts'

const allowed = [
  'https://mail.acme.example/',
  'https://mail.acme.example/inbox?folder=1',
  'https://xn--mller-kva.example/',
]

/** As the page does: what is no address at all is not compared. */
const leads = (asked: string): boolean => URL.canParse(asked) && isReturnAddress(new URL(asked).href, allowed)

it.each([
  'https://mail.acme.example/',
  'https://mail.acme.example',
  'HTTPS://MAIL.ACME.EXAMPLE/',
  'https://mail.acme.example:443/',
  'https://mail.acme.example/inbox?folder=1',
  'https://mail.acme.example/./x/../inbox?folder=1',
  'https://müller.example',
])('SE-07: %s is an entry of the list, and stands in its answer as that entry', (asked) => {
  expect(leads(asked)).toBe(true)
  expect(allowed).toContain(new URL(asked).href)
})

it.each([
  '',
  '/',
  '//mail.acme.example/',
  '\\\\mail.acme.example\\',
  '/\\evil.example',
  '//evil.example/',
  '///evil.example',
  'https:evil.example',
  'https:/evil.example',
  'https:\\\\evil.example',
  'https:///evil.example/',
  'http://mail.acme.example/',
  'ftp://mail.acme.example/',
  'javascript:alert(1)',
  'javascript://mail.acme.example/%0aalert(1)',
  'JaVaScRiPt:https://mail.acme.example/',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,https://mail.acme.example/',
  'blob:https://mail.acme.example/',
  'view-source:https://mail.acme.example/',
  'https://mail.acme.example@evil.example/',
  'https://mail.acme.example:pass@evil.example/',
  'https://evil.example@mail.acme.example/',
  'https://evil.example#@mail.acme.example/',
  'https://evil.example\\@mail.acme.example/',
  'https://evil.example/https://mail.acme.example/',
  'https://evil.example/?https://mail.acme.example/',
  'https://mail.acme.example.evil.example/',
  'https://evil-mail.acme.example/',
  'https://mail.acme.example:8443/',
  'https://mail.acme.example./',
  'https://mail.acme.example/..%2f..%2fevil',
  'https://mail.acme.example/?next=https://evil.example/',
  'https://mail.acme.example/#x',
  'https://mail.acme.example//evil.example',
  'https://mail.acme.example/inbox',
  'https://mail.acme.example/inbox?folder=1&x=2',
  'https://mаil.acme.example/',
  'https://mail。acme。example.evil.example/',
  'https://xn--mil-7cd.acme.example/',
  'null',
])('SE-07: %j leads nowhere', (asked) => {
  expect(leads(asked)).toBe(false)
})

it('SE-07: with an empty list nothing is allowed', () => {
  expect(isReturnAddress('https://mail.acme.example/', [])).toBe(false)
})
