// DL-07: what each flow leaves in the audit log, to the fact, and that no name or address is among it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BareBrowser, hiddenField } from '../support/browser-without-scripts.ts'
import { appCode, mailedCode } from '../support/prove.ts'
import { startTestOrganisation, type TestOrganisation, type TestPerson } from '../support/test-organisation.ts'

let acme: TestOrganisation
beforeAll(async () => {
  acme = await startTestOrganisation()
})
afterAll(() => acme.stop())

/** Kinds of the facts that `flow` left, in the order of the chain. */
async function factsOf(flow: () => Promise<unknown>): Promise<readonly string[]> {
  const before = await sealedEvents()
  await flow()
  return (await sealedEvents()).slice(before.length).map(({ fact }) => String(fact['kind']))
}

/** Sealing goes on by itself; nothing waits when the last fact has its place. */
async function sealedEvents() {
  const { auditTrail } = acme.storage
  const { id } = acme.room.organisation
  while ((await auditTrail.waiting(id, 1)).length > 0) await new Promise((resolve) => setImmediate(resolve))
  return auditTrail.sealed(id, 0, 1_000)
}

async function toCode(browser: BareBrowser, username: string, choice: 'reset' | 'unlock'): Promise<void> {
  await browser.get('/reset')
  await browser.send('/reset', { username })
  await untilResolved()
  await browser.send('/reset/reason', { choice })
  await browser.send('/reset/proof', { method: 'email' })
}

/** The name is looked up after the response; its fact comes before those of the next step only if we wait for it. */
async function untilResolved(): Promise<void> {
  while ((await acme.room.journeys.unfinished(0, 1)).length > 0) await new Promise((resolve) => setImmediate(resolve))
}

async function proveBoth(browser: BareBrowser, person: TestPerson, since: number): Promise<void> {
  const code = await mailedCode(acme.mail, person.mail, since)
  await browser.send('/reset/proof', { challenge: hiddenField(browser.page().html, 'challenge'), code })
  await browser.send('/reset/proof', { method: 'authenticator-app' })
  const challenge = hiddenField(browser.page().html, 'challenge')
  await browser.send('/reset/proof', { challenge, code: appCode(person.totpSecret) })
}

it('DL-07: a reset with a wrong code first', async () => {
  const ann = await acme.addPerson('ann')
  const browser = acme.browser()
  const facts = await factsOf(async () => {
    const since = acme.mail.messages.length
    await toCode(browser, ann.username, 'reset')
    const challenge = hiddenField(browser.page().html, 'challenge')
    await browser.send('/reset/proof', { challenge, code: '00000000' })
    await proveBoth(browser, ann, since)
    const password = 'brisk orchards hum along'
    await browser.send('/reset/new-password', { 'new-password': password, again: password })
  })
  expect(facts).toEqual([
    'journey-started',
    'journey-resolved',
    'reason-chosen',
    'challenge-issued',
    'proof-failed',
    'proof-passed',
    'challenge-issued',
    'proof-passed',
    'password-write-intended',
    'password-reset',
  ])
})

it('DL-07: an unlock, a sign-in with a wrong password before, and a sign-out', async () => {
  const bob = await acme.addPerson('bob')
  const browser = acme.browser()
  const unlock = await factsOf(async () => {
    const since = acme.mail.messages.length
    await toCode(browser, bob.username, 'unlock')
    await proveBoth(browser, bob, since)
  })
  expect(unlock.slice(-3)).toEqual(['challenge-issued', 'proof-passed', 'account-unlocked'])
  const signIns = await factsOf(async () => {
    await browser.get('/sign-in')
    await browser.send('/sign-in', { username: bob.username, password: 'not his password' })
    await browser.send('/sign-in', { username: bob.username, password: bob.password })
    await browser.send('/sign-out', {})
  })
  expect(signIns).toEqual(['sign-in-failed', 'signed-in', 'signed-out'])
})

it('DL-07: a stranger leaves as many facts as anybody, and no event says a name, an address or a code', async () => {
  const cleo = await acme.addPerson('cleo')
  const wrongCode = (username: string) => async () => {
    const browser = acme.browser()
    await toCode(browser, username, 'reset')
    const challenge = hiddenField(browser.page().html, 'challenge')
    await untilResolved()
    await browser.send('/reset/proof', { challenge, code: '00000000' })
    await browser.send('/reset/proof', { do: 'start-over' })
  }
  const ofStranger = await factsOf(wrongCode('nobody-of-this-name'))
  expect(ofStranger).toEqual(await factsOf(wrongCode(cleo.username)))
  const log = JSON.stringify(await sealedEvents())
  for (const text of [cleo.username, cleo.mail, 'cleo', 'nobody-of-this-name', '00000000', cleo.password]) {
    expect(log).not.toContain(text)
  }
})
