import { expect, it } from 'vitest'
import { initialBranding, textsIn } from './branding.ts'

it('says to readers of a language what is written in it, and the text for everybody where nothing is', () => {
  const texts = { signIn: 'Staff only', reset: 'Call 1234', mail: null }
  const translations = { de: { signIn: 'Nur für Mitarbeiter', reset: null, mail: 'Acme GmbH' } }
  expect(textsIn('de', { texts, translations })).toEqual({
    signIn: 'Nur für Mitarbeiter',
    reset: 'Call 1234',
    mail: 'Acme GmbH',
  })
  expect(textsIn('en', { texts, translations })).toEqual(texts)
  expect(textsIn('de', initialBranding)).toEqual({ signIn: null, reset: null, mail: null })
})
