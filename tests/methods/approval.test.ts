// A method of a kind the product has never heard of resets a password, and no file of src/ knows of it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { authenticatorApp } from '../../src/core/methods/authenticator-app/authenticator-app.ts'
import { type ChallengeId, challengeId } from '../../src/core/people/identifiers.ts'
import { receiveEvidence } from '../../src/use-cases/walk-journey.ts'
import { type BareBrowser, headingOf, hiddenField } from '../support/browser-without-scripts.ts'
import { appCode } from '../support/prove.ts'
import { startTestOrganisation, type TestOrganisation } from '../support/test-organisation.ts'
import { approval, approvalFromElsewhere } from './approval.ts'

let acme: TestOrganisation

beforeAll(async () => {
  acme = await startTestOrganisation({ extraMethods: [approvalFromElsewhere] })
})
afterAll(() => acme.stop())

const vote = (challenge: ChallengeId, kind: 'matches' | 'differs') => receiveEvidence(challenge, { kind }, acme.room)

async function askColleague(browser: BareBrowser, username: string): Promise<ChallengeId> {
  await browser.get('/reset')
  await browser.send('/reset', { username })
  await browser.send('/reset/reason', { choice: 'reset' })
  await browser.send('/reset/proof', { method: 'approval' })
  expect(headingOf(browser.page().html)).toBe('A colleague was asked')
  return challengeId(hiddenField(browser.page().html, 'challenge'))
}

it('resets with a colleague and an authenticator app', async () => {
  const ann = await acme.addPerson('ann', { methods: [approval.kind, authenticatorApp.kind] })
  const browser = acme.browser()
  const challenge = await askColleague(browser, ann.username)
  await browser.send('/reset/proof', { do: 'check' })
  expect(headingOf(browser.page().html), 'nobody voted yet').toBe('A colleague was asked')

  await untilIssued(challenge)
  await vote(challenge, 'matches')
  await browser.send('/reset/proof', { do: 'check' })
  expect(headingOf(browser.page().html)).toBe('Good. Now prove it a second way')
  await browser.send('/reset/proof', { method: 'authenticator-app' })
  const second = hiddenField(browser.page().html, 'challenge')
  await browser.send('/reset/proof', { challenge: second, code: appCode(ann.totpSecret) })
  const password = 'brisk orchards hum along'
  await browser.send('/reset/new-password', { 'new-password': password, again: password })
  expect(headingOf(browser.page().html)).toBe('Your password is changed')
  expect(await headingAfterSignIn(ann.username, ann.password)).toBe('Sign in')
  expect(await headingAfterSignIn(ann.username, password)).toBe('Hello, ann')
})

it('lets a vote count for its own challenge only, and once', async () => {
  const bob = await acme.addPerson('bob', { methods: [approval.kind, authenticatorApp.kind] })
  const browser = acme.browser()
  const first = await askColleague(browser, bob.username)
  await untilIssued(first)
  await browser.send('/reset/proof', { do: 'another-way' })
  await browser.send('/reset/proof', { method: 'approval' })
  const second = challengeId(hiddenField(browser.page().html, 'challenge'))
  await vote(first, 'matches')
  await browser.get('/reset/proof')
  expect(headingOf(browser.page().html), 'a vote for the challenge before').toBe('A colleague was asked')
  await untilIssued(second)
  await vote(second, 'differs')
  await browser.get('/reset/proof')
  expect(headingOf(browser.page().html), 'a vote against').toBe('A colleague was asked')
  await vote(second, 'matches')
  await browser.get('/reset/proof')
  expect(headingOf(browser.page().html)).toBe('Good. Now prove it a second way')
  await vote(second, 'matches')
  await browser.get('/reset/proof')
  expect(headingOf(browser.page().html), 'the same vote again opens no second gate').toBe(
    'Good. Now prove it a second way',
  )
})

it('asks nobody for a name that nobody has', async () => {
  const browser = acme.browser()
  const challenge = await askColleague(browser, 'nobody@acme.test')
  await untilIssued(challenge)
  await vote(challenge, 'matches')
  await browser.get('/reset/proof')
  expect(headingOf(browser.page().html)).toBe('A colleague was asked')
})

/** The name is resolved after the response; whoever votes is asked no earlier than that. */
async function untilIssued(challenge: ChallengeId): Promise<void> {
  const question = { handle: { by: 'challenge', id: challenge }, browser: null, network: null } as const
  for (;;) {
    const { journey } = await acme.room.journeys.load(question)
    const stage = journey?.journey.stage
    if (stage?.at === 'challenged' && stage.challenge.issued !== null) return
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function headingAfterSignIn(username: string, password: string): Promise<string> {
  const browser = acme.browser()
  await browser.get('/sign-in')
  return headingOf((await browser.send('/sign-in', { username, password })).html)
}
