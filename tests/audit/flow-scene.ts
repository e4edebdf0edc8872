// One organisation in which every flow of the audit's table is walked, and what each left in the log, a line a fact.
import type { AuditKind } from '../../src/core/audit/facts.ts'
import type { Role } from '../../src/core/people/roles.ts'
import type { FoundEvent } from '../../src/ports/audit-search.ts'
import type { Database } from '../../src/storage/database.ts'
import { openMemory } from '../../src/storage/open-memory.ts'
import type { AdministrationRoom } from '../../src/use-cases/administer/administration-room.ts'
import { buildAdministrationRoom } from '../../src/wiring/build-administration-room.ts'
import { apiOf, type CallsApi, signInAs } from '../support/api-client.ts'
import { type BareBrowser, hiddenField } from '../support/browser-without-scripts.ts'
import { appCode, mailedCode } from '../support/prove.ts'
import {
  type PersonTraits,
  startTestOrganisation,
  type TestOrganisation,
  type TestPerson,
} from '../support/test-organisation.ts'

/** What is done, and exactly what the log has of it: who it is about (`they`: the flow's own person; `-`: nobody), what, and how it ended. */
export interface Flow {
  readonly does: string
  /** `begin` is called where the flow begins: what comes before it is how things stand. */
  readonly walk: (scene: Scene, begin: () => Promise<void>) => Promise<unknown>
  readonly leaves: readonly string[]
}

export interface Scene {
  readonly acme: TestOrganisation
  readonly database: Database
  readonly room: AdministrationRoom
  /** A global administrator, and somebody of the help desk, each with a fresh proof. */
  readonly grace: CallsApi
  readonly desk: CallsApi
  /** The flow's own person, another one each time. */
  person(traits?: PersonTraits): Promise<TestPerson>
  left(flow: Flow): Promise<readonly FoundEvent[]>
  lines(events: readonly FoundEvent[]): readonly string[]
  readonly people: readonly TestPerson[]
  stop(): Promise<void>
}

export async function openScene(): Promise<Scene> {
  const database = await openMemory()
  const acme = await startTestOrganisation({ database })
  const room = buildAdministrationRoom(acme.room, acme.storage.forTenant(acme.room.organisation.id), ['en'])
  const people: TestPerson[] = []
  const names = new Map<string, string>()
  const add = async (name: string, traits: PersonTraits, shown: string): Promise<TestPerson> => {
    const person = await acme.addPerson(name, traits)
    names.set(person.id, shown)
    people.push(person)
    return person
  }
  const administrator = async (name: string, role: Role): Promise<CallsApi> => {
    const browser = acme.browser()
    await signInAs(browser, await add(name, { role }, name))
    return apiOf(browser)
  }
  const grace = await administrator('grace', 'global-administrator')
  const desk = await administrator('desk', 'help-desk-administrator')
  let number = 0
  let shown = new Set<string>()

  async function events(): Promise<readonly FoundEvent[]> {
    // A name is looked up after the response.
    while ((await room.journeys.unfinished(0, 1)).length > 0) await new Promise((resolve) => setImmediate(resolve))
    const all = { from: null, to: null, account: null, kinds: null, journey: null, reference: null, refusals: false }
    return (await room.audit.search(all, null, 5_000)).filter(({ id }) => !shown.has(id)).reverse()
  }

  const scene: Scene = {
    acme,
    database,
    room,
    grace,
    desk,
    people,
    person: (traits = {}) => {
      number += 1
      for (const [id, name] of names) if (name === 'they') names.set(id, 'somebody')
      return add(`person${number}`, traits, 'they')
    },
    async left(flow) {
      const begin = async () => {
        shown = new Set([...shown, ...(await events()).map(({ id }) => id)])
      }
      await begin()
      await flow.walk(scene, begin)
      return events()
    },
    lines: (found) =>
      found
        .map((event) => ({ at: event.place.microseconds, line: lineOf(event, names) }))
        .sort((a, b) => a.at - b.at || (a.line < b.line ? -1 : 1))
        .map(({ line }) => line),
    stop: () => acme.stop(),
  }
  return scene
}

/** Facts of one step are of one instant: they stand by the alphabet. */
function lineOf({ account, fact: { kind, ...details } }: FoundEvent, names: ReadonlyMap<string, string>): string {
  const said = Object.entries(details)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${shownAs(value, names)}`)
  return [account === null ? '-' : (names.get(account) ?? 'they'), kind satisfies AuditKind, ...said].join(' ')
}

function shownAs(value: unknown, names: ReadonlyMap<string, string>): string {
  if (Array.isArray(value)) return value.map((each) => shownAs(each, names)).join('+')
  if (typeof value === 'object' && value !== null)
    return Object.values(value)
      .map((each) => shownAs(each, names))
      .join('/')
  return names.get(String(value)) ?? String(value)
}

export async function signedIn(scene: Scene, { username, password }: TestPerson): Promise<BareBrowser> {
  const browser = scene.acme.browser()
  await browser.get('/sign-in')
  await browser.send('/sign-in', { username, password })
  return browser
}

export async function toReason(scene: Scene, username: string): Promise<BareBrowser> {
  const browser = scene.acme.browser()
  await browser.get('/reset')
  await browser.send('/reset', { username })
  while ((await scene.room.journeys.unfinished(0, 1)).length > 0) await new Promise((resolve) => setImmediate(resolve))
  return browser
}

export async function toCode(scene: Scene, username: string, choice = 'reset'): Promise<BareBrowser> {
  const browser = await toReason(scene, username)
  await browser.send('/reset/reason', { choice })
  await browser.send('/reset/proof', { method: 'email' })
  return browser
}

export const typeCode = (browser: BareBrowser, code: string, path = '/reset/proof') =>
  browser.send(path, { challenge: hiddenField(browser.page().html, 'challenge'), code })

export async function proveBoth(
  { acme }: Scene,
  browser: BareBrowser,
  person: TestPerson,
  since: number,
): Promise<void> {
  await typeCode(browser, await mailedCode(acme.mail, person.mail, since))
  await browser.send('/reset/proof', { method: 'authenticator-app' })
  await typeCode(browser, appCode(person.totpSecret))
}

export const chosen = 'brisk orchards hum along'

export async function reset(scene: Scene, person: TestPerson): Promise<BareBrowser> {
  const since = scene.acme.mail.messages.length
  const browser = await toCode(scene, person.username)
  await proveBoth(scene, browser, person, since)
  await browser.send('/reset/new-password', { 'new-password': chosen, again: chosen })
  return browser
}

/** Ids of their methods, as the help desk's page has them. */
export async function methodsOf({ grace }: Scene, { id }: TestPerson): Promise<{ email: string; app: string }> {
  const { methods } = (await grace('GET', `/accounts/${id}`)).json
  const idOf = (kind: string) => methods.find((each: { kind: string }) => each.kind === kind)?.id
  return { email: idOf('email'), app: idOf('authenticator-app') }
}

/** Signed in, and just proven by the app. */
export async function provenInSession(scene: Scene, person: TestPerson): Promise<BareBrowser> {
  const browser = await signedIn(scene, person)
  const { app } = await methodsOf(scene, person)
  await browser.get('/prove?then=security-info')
  await browser.send('/prove?then=security-info', { method: app })
  await typeCode(browser, appCode(person.totpSecret), '/prove?then=security-info')
  return browser
}

export const why = { body: { reason: 'They called from their desk' } }
