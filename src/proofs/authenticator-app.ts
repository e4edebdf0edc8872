// Authenticator app: which time step, if any, a typed code belongs to (RFC 6238). Whether that step counts is weighed in core.
import { Secret, TOTP } from 'otpauth'
import {
  acceptedDrift,
  authenticatorApp,
  secretBytes,
  stepAt,
  stepSpan,
} from '../core/methods/authenticator-app/authenticator-app.ts'
import type { Measurement } from '../core/methods/method.ts'
import type { AccountId, SealedText, TenantId } from '../core/people/identifiers.ts'
import type { Proofs } from '../ports/proofs.ts'
import { type SealsText, sealedFields } from '../ports/secrets.ts'
import { readDigits } from './read-digits.ts'

const digits = authenticatorApp.digits ?? 6
/** What every app supports; RFC 6238 §1.2 takes SHA-1 for the default, and its collisions don't matter to an HMAC. */
const totpTerms = { digits, period: stepSpan / 1000, algorithm: 'SHA1' } as const
const decoyTenant = '00000000-0000-0000-0000-000000000000' as TenantId

export function createAuthenticatorApp(secrets: SealsText): Proofs {
  // A name without an app costs the same work: opening a sealed secret and computing the window.
  const decoyPlace = { tenant: decoyTenant, owner: 'decoy', field: sealedFields.method }
  const decoy = secrets.seal(decoyPlace, new Secret({ size: secretBytes }).base32)
  const open = (tenant: TenantId, account: AccountId | null, secret: SealedText | null): Secret =>
    Secret.fromBase32(
      account === null || secret === null
        ? secrets.open(decoyPlace, decoy)
        : secrets.open({ tenant, owner: account, field: sealedFields.method }, secret),
    )
  return {
    kind: authenticatorApp.kind,
    sharedSecrets: {
      newSecret: () => new Secret({ size: secretBytes }).base32,
      keyUri: (secret, issuer, label) =>
        new TOTP({ ...totpTerms, secret: Secret.fromBase32(secret), issuer, label }).toString(),
    },
    issue: () => ({ code: null, answer: null }),
    measure: ({ tenant, account, secret, typed, now }): Measurement => {
      const code = readDigits(typed, digits)
      const totp = new TOTP({ ...totpTerms, secret: open(tenant, account, secret) })
      const drift = totp.validate({ token: code ?? '0'.repeat(digits), timestamp: now, window: acceptedDrift })
      if (code === null || secret === null || account === null) return { kind: 'unusable' }
      return drift === null ? { kind: 'differs' } : { kind: 'matches', step: stepAt(now) + drift }
    },
  }
}
