import { describe, expect, it } from 'vitest'
import { limits, person, policy, registered, start, tim, timsApp, timsMail } from '../../../tests/model/cast.ts'
import {
  at,
  confirm,
  imported,
  offer,
  pending,
  play,
  proveBy,
  provenBy,
  sessionFacts,
  signedIn,
} from '../../../tests/model/session-cast.ts'
import { challengeId, lookupHash } from '../people/identifiers.ts'
import type { Counters } from '../throttle/counters.ts'
import { hours, later, minutes, seconds } from '../time.ts'
import { nextSendAt } from './challenge-errand.ts'
import { decideRegistration } from './decide.ts'
import type { RegistrationEvent } from './decision.ts'
import type { Errand, SessionState } from './session.ts'

const proven = signedIn({ proofs: [provenBy(timsMail)] })
const facts = sessionFacts(tim)
const newMail = pending('new-mail', timsMail, 'tim@new.example')
const resend = (challenge = 'the next one'): RegistrationEvent => ({
  type: 'resend-asked',
  challenge: challengeId(challenge),
})
const added = play(proven, facts, offer(newMail))
const errandOf = ({ errand }: SessionState): Errand => {
  if (errand === null) throw new Error('no errand')
  return errand
}

describe('a new errand', () => {
  it('RG-04: holds what is being added and sends its code there, and takes the place of the one before', () => {
    expect(added.state.errand).toMatchObject({
      doing: 'add',
      pending: newMail,
      sends: 1,
      sentAt: start,
      failures: 0,
      challenge: { issued: { method: newMail.id, address: newMail.address, triesLeft: 5 } },
    })
    const other = play(added.state, added.facts, offer(pending('other', timsMail, 'tim@other.example'), null, 'second'))
    expect(other.state.errand).toMatchObject({ pending: { id: 'other' }, challenge: { id: 'second' } })
    expect(
      decideRegistration(other.state, { type: 'attempt', challenge: challengeId('a challenge') }, facts).kind,
    ).toBe('stay')
  })

  it('by an app sends nothing, and lives as long as installing one may take', () => {
    const { state, last } = play(proven, facts, offer(pending('new-app', timsApp, 'secret')))
    expect(state.errand).toMatchObject({ sends: 0, sentAt: null, challenge: { expiresAt: later(start, minutes(15)) } })
    expect(last.effects).toMatchObject([{ kind: 'issue-challenge', send: false }])
    const again = play(signedIn(), facts, proveBy(timsApp))
    expect(again.state.errand?.challenge.expiresAt).toBe(later(start, minutes(10)))
    expect(decideRegistration(state, resend(), facts).kind).toBe('stay')
  })

  it('is recorded with its message, and counted: at the address, and among those to addresses that nobody proved', () => {
    expect(added.facts.counters.sends).toEqual([{ address: newMail.address, at: start, asked: true }])
    expect(added.facts.counters.enrolments).toEqual([start])
    const stepUp = play(signedIn(), facts, proveBy(timsMail))
    expect(stepUp.facts.counters.sends).toHaveLength(1)
    expect(stepUp.facts.counters.enrolments).toEqual([])
    const known = imported(timsMail)
    const confirming = play(signedIn(), sessionFacts(person('tim', [known])), confirm(known))
    expect(confirming.facts.counters.enrolments).toEqual([start])
  })

  it('is recorded as sent only if it was', () => {
    const errand = errandOf(added.state)
    const waiting = { ...added.state, errand: { ...errand, challenge: { ...errand.challenge, issued: null } } }
    const issued = { method: newMail.id, address: newMail.address, answer: null, triesLeft: 5 }
    const unsent = play(
      waiting,
      facts,
      {
        type: 'challenge-issued',
        challenge: errand.challenge.id,
        issued,
        sent: false,
      } as const,
      { type: 'errand-left' },
    )
    expect(unsent.facts.counters.sends).toEqual([])
    expect(unsent.facts.counters.enrolments).toEqual([])
  })

  it('is issued once, and only the one that is asked', () => {
    const issued = { method: timsMail.id, address: null, answer: null, triesLeft: 99 }
    for (const challenge of ['a challenge', 'another']) {
      const event = { type: 'challenge-issued', challenge: challengeId(challenge), issued, sent: true } as const
      expect(decideRegistration(added.state, event, added.facts).kind).toBe('stay')
    }
  })
})

describe('caps', () => {
  const spent = (counters: Partial<Counters>) => sessionFacts(tim, { counters: { ...facts.counters, ...counters } })
  const refused = { kind: 'refuse', why: 'too-many-messages' }

  it('of an address hold for it wherever its mails were asked for', () => {
    const sends = [0, 1, 2, 3, 4].map((n) => ({
      address: lookupHash('tim@new.example'),
      at: later(start, -n),
      asked: true,
    }))
    expect(decideRegistration(proven, offer(newMail), spent({ sends }))).toEqual(refused)
    expect(decideRegistration(proven, offer(pending('x', timsMail, 'tim@x.example')), spent({ sends })).kind).toBe(
      'step',
    )
    const toTim = sends.map((each) => ({ ...each, address: lookupHash('tim@home.example') }))
    expect(decideRegistration(signedIn(), proveBy(timsMail), spent({ sends: toTim }))).toEqual(refused)
  })

  it('of mails to addresses that nobody proved hold for all of them together: an account is no way to bomb others', () => {
    const enrolments = Array.from({ length: limits.enrolmentMails.count }, (_, n) => later(start, -hours(n)))
    expect(decideRegistration(proven, offer(newMail), spent({ enrolments }))).toEqual(refused)
    expect(decideRegistration(signedIn(), proveBy(timsMail), spent({ enrolments })).kind).toBe('step')
    const one = spent({ enrolments: enrolments.slice(1) })
    expect(decideRegistration(proven, offer(newMail), one).kind).toBe('step')
    const known = imported(timsMail)
    const account = person('tim', [known])
    expect(decideRegistration(signedIn(), confirm(known), { ...spent({ enrolments }), account })).toEqual(refused)
  })

  it('refuse an address that has no hash to be counted by', () => {
    expect(decideRegistration(proven, offer(pending('x', timsMail)), facts)).toEqual(refused)
  })
})

describe('another message', () => {
  const sendAgain = (span: number, from = added) => play(from.state, at(from.facts, span), resend(`after ${span}`))

  it('waits half a minute, then a minute, then two; the newest code is the only one', () => {
    expect(nextSendAt(errandOf(added.state), facts)).toBe(later(start, seconds(30)))
    const early = sendAgain(seconds(29))
    expect(early.state).toMatchObject({ remark: 'send-later', errand: { sends: 1 } })
    const second = sendAgain(seconds(30))
    expect(second.state).toMatchObject({ remark: null, errand: { sends: 2, challenge: { id: 'after 30000' } } })
    const stale = { type: 'attempt', challenge: challengeId('a challenge') } as const
    expect(decideRegistration(second.state, stale, second.facts).kind).toBe('stay')
    expect(sendAgain(seconds(59), second).state).toMatchObject({ remark: 'send-later' })
    expect(sendAgain(seconds(60), second).state).toMatchObject({ errand: { sends: 3 } })
  })

  it('comes four times in an errand, the first one included', () => {
    let walked = added
    for (let n = 1; n < policy.limits.resendGaps.length; n += 1) walked = sendAgain(minutes(5), walked)
    expect(walked.state.errand).toMatchObject({ sends: 4 })
    const fifth = sendAgain(minutes(5), walked)
    expect(fifth.state).toMatchObject({ remark: 'sends-spent', errand: { sends: 4 } })
    expect(fifth.last.effects).toEqual([])
    expect(nextSendAt(errandOf(walked.state), facts)).toBeNull()
  })

  it('goes to what the errand is about, and nowhere once that is gone', () => {
    const stepUp = play(signedIn(), facts, proveBy(timsMail))
    const again = play(stepUp.state, at(stepUp.facts, minutes(1)), resend())
    expect(again.last.effects).toMatchObject([{ to: { id: timsMail.id } }])
    const gone = { ...at(stepUp.facts, minutes(1)), account: person('tim', [timsApp, registered('x', timsMail, 'x')]) }
    expect(decideRegistration(stepUp.state, resend(), gone).kind).toBe('stay')
    expect(decideRegistration(signedIn(), resend(), facts).kind).toBe('stay')
  })
})
