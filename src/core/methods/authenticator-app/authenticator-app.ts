// Authenticator app: time-based one-time passwords (RFC 6238) of six digits, from a shared secret of 160 bits.
import { methodKind } from '../../people/identifiers.ts'
import { type Instant, minutes, seconds } from '../../time.ts'
import type { Method } from '../method.ts'

/** RFC 6238 §5.2 recommends 30 seconds. */
export const stepSpan = seconds(30)
/** One step either side absorbs a slow typist and a clock half a minute off; never wider, since each step is another live code. */
export const acceptedDrift = 1
/** RFC 4226 §4 R6 recommends 160 bits. */
export const secretBytes = 20

export const stepAt = (now: Instant): number => Math.floor(now / stepSpan)

export const authenticatorApp: Method = {
  kind: methodKind('authenticator-app'),
  class: 'secret',
  evidence: 'typed',
  digits: 6,
  sends: null,
  lifetime: minutes(10),
  registers: 'secret',
  weigh: (measured, registered, now) => {
    if (measured.kind !== 'matches' || measured.step === undefined) return 'wrong'
    if (Math.abs(measured.step - stepAt(now)) > acceptedDrift) return 'wrong'
    // RFC 6238 §5.2: a code is accepted once, and none older than the last one accepted.
    return registered.lastStep !== null && measured.step <= registered.lastStep ? 'wrong' : 'right'
  },
}
