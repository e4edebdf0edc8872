// What somebody has begun goes on over a rotation of keys: read by a process that has the new key in front.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestOrganisation, type TestOrganisation, type TestPerson } from '../../tests/support/test-organisation.ts'
import { email } from '../core/methods/email/email.ts'
import { challengeId, lookupHash, methodId, sealedText } from '../core/people/identifiers.ts'
import { emptySession, type SessionState } from '../core/registration/session.ts'
import { countSend, emptyCounters } from '../core/throttle/counters.ts'
import { instantFrom } from '../core/time.ts'
import { sealedFields } from '../ports/secrets.ts'
import type { SessionHandle } from '../ports/sessions.ts'
import { newKeyringText, parseKeyring } from '../secrets/keyring.ts'
import { createSecrets } from '../secrets/secrets.ts'
import { noSessionParts } from './account/session-write.ts'
import { accountWrite, emptyDraft } from './journey/step-draft.ts'
import { lookupAddress } from './messages/recipients.ts'
import { sessionsUnderOneKey } from './under-one-key.ts'

const older = newKeyringText()
const newer = newKeyringText().replace('k1:', 'k2:')
let acme: TestOrganisation
let tim: TestPerson

beforeAll(async () => {
  acme = await startTestOrganisation({ keyringText: older })
  tim = await acme.addPerson('tim')
})
afterAll(() => acme.stop())

const secretsOf = (text: string) => {
  const parsed = parseKeyring(text)
  if ('problems' in parsed) throw new Error('not a keyring')
  return createSecrets({ keyring: parsed.keyring, hashesAtOnce: 1 })
}

it('an address is one address in methods, mails, proofs, a challenge and what is being added; nothing else is changed', async () => {
  const { room, storage } = acme
  const { organisation, sessionTimes: times } = room
  const { sessions } = storage.forTenant(organisation.id)
  const load = (from: typeof sessions, handle: SessionHandle) =>
    from.load({ handle, browser: null, network: null, times })
  const { account, counters, now } = await load(sessions, { by: 'account', account: tim.id })
  const hash = room.secrets.token().hash
  const added = 'tim@new.test'
  const then = {
    tims: lookupAddress(tim.mail, room),
    added: lookupAddress(added, room),
    other: lookupAddress('x@y.test', room),
  }
  const answer = room.secrets.lookup(organisation.id, 'mail-code', '01234567')
  const state: SessionState = {
    ...emptySession,
    proofs: [{ method: account?.methods[0]?.id ?? null, class: 'mailbox', address: then.tims, at: now }],
    errand: {
      doing: 'add',
      challenge: {
        id: challengeId('7d3f3c1e-0000-4000-8000-0000000000c1'),
        kind: email.kind,
        since: now,
        expiresAt: instantFrom(now + 1_000),
        issued: { method: null, address: then.added, answer, triesLeft: 5 },
      },
      pending: {
        id: methodId('7d3f3c1e-0000-4000-8000-0000000000c2'),
        kind: email.kind,
        sealed: room.secrets.seal({ tenant: organisation.id, owner: tim.id, field: sealedFields.method }, added),
        masked: null,
        address: then.added,
      },
      replaces: null,
      confirms: false,
      sends: 1,
      sentAt: now,
      failures: 0,
      waitUntil: null,
    },
  }
  const value = [then.tims, then.added, then.other].reduce(
    (all, address) => countSend(all, { address, at: now, asked: true }),
    emptyCounters,
  )
  const about = { counters, value, network: null, facts: [] }
  const begun = { account: tim.id, kind: 'full', state, origin: sealedText('v1.k.n.x'), returnTo: null } as const
  const starts = { hash, id: room.secrets.uuid(), ...begun }
  const write = { ...accountWrite(emptyDraft(), about, room), ...noSessionParts, starts }
  expect(await sessions.commit(write)).toBe('moved')

  const secrets = secretsOf(`${newer}\n${older}`)
  const looks = { secrets, organisation }
  const stored = await load(sessions, { by: 'session', hash })
  const read = await load(sessionsUnderOneKey(sessions, looks), { by: 'session', hash })
  const names = new Map([
    [then.tims, lookupAddress(tim.mail, looks)],
    [then.added, lookupAddress(added, looks)],
  ])
  const expected = [...names].reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(stored))
  expect(expected).not.toBe(JSON.stringify(stored))
  expect(read).toEqual({ ...JSON.parse(expected), now: read.now })
  // An address that nobody has any more, and the hash of a code, are left as they are.
  expect(read.counters?.value.sends.at(-1)?.address).toBe(then.other)
  expect(read.session?.state.errand?.challenge.issued?.answer).toBe(answer)

  const unrotated = await load(sessionsUnderOneKey(sessions, { secrets: secretsOf(older), organisation }), {
    by: 'session',
    hash,
  })
  expect(unrotated).toEqual({ ...stored, now: unrotated.now })
  expect(lookupHash(then.tims)).toMatch(/^k1:/)
})
