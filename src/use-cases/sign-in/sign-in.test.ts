// Sign-in against the built-in directory and a real database: who gets in, who doesn't, and what a stranger can't spend.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  startTestOrganisation,
  type TestOrganisation,
  type TestPerson,
} from '../../../tests/support/test-organisation.ts'
import { externalId } from '../../core/people/identifiers.ts'
import { newPassword } from '../../core/people/new-password.ts'
import type { Directory } from '../../ports/directory.ts'
import { changePassword } from '../account/change-password.ts'
import { noSessionParts } from '../account/session-write.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import type { Visitor } from '../request.ts'
import { signIn } from './sign-in.ts'

let acme: TestOrganisation
beforeAll(async () => {
  acme = await startTestOrganisation()
})
afterAll(() => acme.stop())

/** Each stranger comes from a network of their own, so that only the account's own limits are met. */
let strangers = 0
const stranger = (): Visitor => {
  strangers += 1
  const address = `198.51.${strangers >> 8}.${strangers & 255}`
  return {
    browser: null,
    network: { address, network: `round ${address}`, private: false },
    device: '',
    address,
    locale: 'en',
  }
}

const enter = (name: string, password: string, visitor: Visitor = stranger(), room: OrganisationRoom = acme.room) =>
  signIn(name, newPassword(password), visitor, room)

/** The browser that a sign-in has made known. */
async function knownVisitor(person: TestPerson): Promise<Visitor> {
  const outcome = await enter(person.username, person.password)
  if (outcome.kind !== 'signed-in' || outcome.browser === null) throw new Error(`not signed in: ${outcome.kind}`)
  return { ...stranger(), browser: { value: outcome.browser, hash: acme.room.secrets.tokenHash(outcome.browser) } }
}

async function guess(person: TestPerson, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    expect((await enter(person.username, `wrong guess number ${count}`)).kind).toBe('refused')
  }
}

/** As time would: what was locked until then is over now. */
async function endLockout(person: TestPerson): Promise<void> {
  const question = {
    handle: {
      by: 'name',
      candidate: candidateOf(person),
      buckets: [acme.room.secrets.lookup(acme.room.organisation.id, 'name', '-')],
    },
    browser: null,
    network: null,
    times: acme.room.sessionTimes,
  } as const
  const { counters, now } = await acme.room.sessions.load(question)
  if (counters === null) throw new Error('the account has no counters')
  const strangersState = { ...counters.value.signIns.strangers, lockedUntil: now }
  const value = { ...counters.value, signIns: { ...counters.value.signIns, strangers: strangersState } }
  const moved = await acme.room.sessions.commit({
    counters: { ...counters, value },
    facts: [],
    outbox: [],
    network: null,
    tally: { starts: 0, failures: 0, shard: 0 },
    staged: null,
    endsSessionsOf: null,
    remembersBrowser: null,
    notMeLink: null,
    ...noSessionParts,
  })
  expect(moved).toBe('moved')
}

const candidateOf = (person: TestPerson) => {
  const [directory] = acme.room.directories.keys()
  if (directory === undefined) throw new Error('no directory')
  return { directory, externalId: externalId(person.id.replaceAll('-', '')) }
}

describe('a sign-in', () => {
  it('opens a session for the right name and password, whatever way the name is written', async () => {
    const ada = await acme.addPerson('ada')
    for (const name of ['ada', 'ADA@acme.test', ' ada ', 'ACME\\ada']) {
      expect(await enter(name, ada.password)).toMatchObject({ kind: 'signed-in', next: 'full' })
    }
  })

  it('leads whoever must change their password to that page and opens nothing else', async () => {
    const ben = await acme.addPerson('ben', { mustChange: true })
    expect(await enter(ben.username, ben.password)).toMatchObject({ kind: 'signed-in', next: 'must-change' })
  })

  it('says the same of a wrong password, an unknown name, and accounts that may not', async () => {
    const cleo = await acme.addPerson('cleo')
    const dora = await acme.addPerson('dora', { disabled: true })
    const emil = await acme.addPerson('emil', { lockedByAdministrator: true })
    const refused = { kind: 'refused' }
    expect(await enter(cleo.username, 'not her password')).toEqual(refused)
    expect(await enter('nobody-at-all', cleo.password)).toEqual(refused)
    expect(await enter(dora.username, dora.password)).toEqual(refused)
    expect(await enter(emil.username, emil.password)).toEqual(refused)
  })
})

describe('a password that is replaced while it is checked', () => {
  /** The room, but between a directory's verdict and the step that follows it there is time for `meanwhile`. */
  const roomWhere = (meanwhile: () => Promise<void>): OrganisationRoom => {
    const slow = (directory: Directory): Directory => ({
      ...directory,
      check: async (name, password) => {
        const verdict = await directory.check(name, password)
        await meanwhile()
        return verdict
      },
    })
    return { ...acme.room, directories: new Map([...acme.room.directories].map(([key, each]) => [key, slow(each)])) }
  }

  it('opens no session, and stays replaced', async () => {
    const kim = await acme.addPerson('kim')
    const owner = await enter(kim.username, kim.password)
    if (owner.kind !== 'signed-in') throw new Error('the owner could not sign in')
    const next = 'mellow harbours count twice'
    const room = roomWhere(async () => {
      const hash = acme.room.secrets.tokenHash(owner.session)
      const changed = await changePassword(hash, newPassword(kim.password), newPassword(next), stranger(), acme.room)
      expect(changed.kind).toBe('changed')
    })
    expect(await enter(kim.username, kim.password, stranger(), room), 'with the old one').toEqual({ kind: 'refused' })
    expect(await enter(kim.username, kim.password)).toEqual({ kind: 'refused' })
    expect((await enter(kim.username, next)).kind).toBe('signed-in')
  })
})

describe('EN-02: the pace of an answer', () => {
  it('is that of a beat for every refusal, whatever the password cost, and nobody’s who gets in', async () => {
    const kay = await acme.addPerson('kay', { role: 'global-administrator' })
    let beats = 0
    const beat = () => async () => {
      beats += 1
    }
    const room = { ...acme.room, beat }
    for (const name of [kay.username, 'nobody-here', '   ']) {
      expect((await signIn(name, newPassword('wrong'), stranger(), room)).kind).toBe('refused')
    }
    expect(beats).toBe(3)
    expect((await signIn(kay.username, newPassword(kay.password), stranger(), room)).kind).toBe('signed-in')
    expect(beats).toBe(3)
  })
})

describe('CG-12: the sign-in throttle', () => {
  it('locks strangers out after ten different wrong passwords, and leaves the owner’s browser alone', async () => {
    const finn = await acme.addPerson('finn')
    const owner = await knownVisitor(finn)
    await guess(finn, 9)
    expect((await enter(finn.username, finn.password)).kind, 'nine are not ten').toBe('signed-in')
    await guess(finn, 10)
    expect((await enter(finn.username, finn.password)).kind, 'a stranger with the right password').toBe('refused')
    expect((await enter(finn.username, finn.password, owner)).kind).toBe('signed-in')
  })

  it('does not count the same wrong password again', async () => {
    const gil = await acme.addPerson('gil')
    for (let count = 0; count < 30; count += 1) await enter(gil.username, 'my password of last year')
    expect((await enter(gil.username, gil.password)).kind).toBe('signed-in')
  })

  it('locks again at the first wrong password after a lockout', async () => {
    const hana = await acme.addPerson('hana')
    await guess(hana, 10)
    await endLockout(hana)
    expect((await enter(hana.username, 'one more wrong one')).kind).toBe('refused')
    expect((await enter(hana.username, hana.password)).kind, 'locked again').toBe('refused')
  })

  it('is the same for a name that nobody has, and costs nobody anything', async () => {
    const ines = await acme.addPerson('ines')
    for (let count = 0; count < 12; count += 1) {
      expect((await enter('nobody-of-that-name', `guess ${count}`)).kind).toBe('refused')
    }
    expect((await enter(ines.username, ines.password)).kind).toBe('signed-in')
  })

  it('makes an address that goes on and on wait, not the account', async () => {
    const jon = await acme.addPerson('jon')
    const visitor = stranger()
    const outcomes: string[] = []
    for (let count = 0; count < 22; count += 1) outcomes.push((await enter(`made-up-${count}`, 'x', visitor)).kind)
    expect(outcomes.filter((kind) => kind === 'wait').length).toBeGreaterThan(0)
    expect((await enter(jon.username, jon.password)).kind).toBe('signed-in')
  })

  it('does not tell by that wait which refused passwords were right', async () => {
    const lea = await acme.addPerson('lea', { disabled: true })
    const tries = async (password: string) => {
      const visitor = stranger()
      const outcomes: string[] = []
      for (let count = 0; count < 22; count += 1) outcomes.push((await enter(lea.username, password, visitor)).kind)
      return outcomes
    }
    const wrong = await tries('not her password')
    expect(wrong).toContain('wait')
    expect(await tries(lea.password)).toEqual(wrong)
  })
})
