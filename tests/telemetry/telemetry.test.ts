// What is measured while people reset and sign in: the numbers and spans are there, and nothing of the people is in them.
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openMemory } from '../../src/storage/open-memory.ts'
import { createNumbers } from '../../src/telemetry/prometheus.ts'
import { createTelemetry } from '../../src/telemetry/telemetry.ts'
import { headingOf, hiddenField } from '../support/browser-without-scripts.ts'
import { appCode } from '../support/prove.ts'
import { startTestOrganisation, type TestOrganisation } from '../support/test-organisation.ts'
import { recordSpans } from './recording-tracer.ts'

const token = 'a-scraper-of-ours-1234'
const typo = 'mistyped-canary'
const recording = recordSpans()
let acme: TestOrganisation

beforeAll(async () => {
  const numbers = createNumbers('1.2.3')
  const telemetry = createTelemetry(numbers, () => performance.now())
  const database = await openMemory({
    measures: (name, work) => telemetry.measure({ kind: 'statement', name }, work),
  })
  acme = await startTestOrganisation({ database, watch: { numbers, telemetry, token } })
})
afterAll(async () => {
  await acme.stop()
  recording.stop()
})

const scrape = async (authorization = `Bearer ${token}`) => {
  const headers = { authorization, host: 'a-host-of-nobody.test' }
  return acme.browser().raw('GET', '/metrics', { headers })
}

it('shows a reset, a sign-in and a stranger in its numbers and spans, and none of their words', async () => {
  const tim = await acme.addPerson('tim')
  const password = 'brisk orchards hum along'
  const browser = acme.browser()
  await browser.get('/reset')
  await browser.send('/reset', { username: tim.username })
  await browser.send('/reset/reason', { choice: 'reset' })
  await browser.send('/reset/proof', { method: 'email' })
  const mail = await acme.mail.waitFor(({ envelope }) => envelope.to.includes(tim.mail))
  const code = /\b\d{4} \d{4}\b/.exec(mail.text)?.[0].replace(' ', '') ?? ''
  await browser.send('/reset/proof', { challenge: hiddenField(browser.page().html, 'challenge'), code })
  await browser.send('/reset/proof', { method: 'authenticator-app' })
  const challenge = hiddenField(browser.page().html, 'challenge')
  await browser.send('/reset/proof', { challenge, code: appCode(tim.totpSecret) })
  await browser.send('/reset/new-password', { 'new-password': password, again: password })
  expect(headingOf(browser.page().html)).toBe('Your password is changed')
  await browser.get('/sign-in')
  await browser.send('/sign-in', { username: tim.username, password })
  const stranger = acme.browser()
  await stranger.get('/sign-in')
  await stranger.send('/sign-in', { username: typo, password: 'a secret canary' })
  await stranger.get(`/not-me/${typo}?name=${typo}`)
  await stranger.raw('GET', `/${typo}`)

  const { status, html: text } = await scrape()
  expect(status).toBe(200)
  expect(text).toContain('rekey_journeys_ended_total{purpose="reset",outcome="done"} 1\n')
  expect(text).toContain('rekey_sessions_started_total 1\n')
  expect(text).toContain('rekey_facts_total{kind="password-reset"} 1\n')
  expect(text).toContain('rekey_build_info{version="1.2.3"} 1\n')
  expect(text).toContain('rekey_database_up 1\n')
  expect(text).toContain('rekey_password_hashes{state="running"} 0\n')
  expect(text).toMatch(/rekey_outbox_waiting \d/)
  expect(text).toMatch(/rekey_audit_sealing_lag_seconds [\d.]+\n/)
  expect(text).toMatch(/nodejs_eventloop_lag_seconds [\d.]+\n/)
  for (const line of [
    'rekey_request_seconds_count{method="POST",route="/reset/proof",status="303"}',
    'rekey_request_seconds_count{method="GET",route="none",status="404"}',
    'rekey_step_seconds_count{step="done",outcome="moved"}',
    'rekey_statement_seconds_count{statement="commit-session",outcome="ok"}',
    'rekey_directory_call_seconds_count{directory="main",verb="check",outcome="right"}',
    'rekey_directory_call_seconds_count{directory="main",verb="check",outcome="wrong"}',
    'rekey_mail_seconds_count{outcome="sent"}',
  ]) {
    expect(text).toContain(line)
  }

  const named = (name: string) => recording.spans.filter((span) => span.name === name)
  expect(named('POST /reset/proof')[0]).toMatchObject({ parent: null, attributes: { 'rekey.outcome': '303' } })
  expect(named('step').some(({ parent }) => parent === 'POST /reset/proof')).toBe(true)
  expect(named('commit-session').map(({ parent }) => parent)).toContain('step')
  expect(named('directory check')[0]?.parent).toBe('POST /sign-in')
  await vi.waitFor(() => expect(recording.spans.filter(({ name, ended }) => name === 'mail' && ended)).not.toEqual([]))

  const all = text + JSON.stringify(recording.spans)
  const said = [
    tim.username,
    'tim@',
    tim.mail,
    tim.id,
    tim.password,
    tim.totpSecret,
    password,
    code,
    'canary',
    '203.0.',
  ]
  expect(said.filter((word) => all.includes(word))).toEqual([])
})

it('shows its numbers to nobody without the token', async () => {
  expect((await scrape('')).status).toBe(404)
  expect((await scrape(`Bearer ${token}5`)).status).toBe(404)
  expect((await scrape(`Basic ${token}`)).status).toBe(404)
  const { html } = await scrape('')
  expect(html).not.toContain('rekey_')
})
