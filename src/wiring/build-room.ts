// One organisation's room: its storage, its directories, the methods, and nothing of another organisation.
import { logoOf } from '../core/branding/logo.ts'
import { authenticatorApp } from '../core/methods/authenticator-app/authenticator-app.ts'
import { email } from '../core/methods/email/email.ts'
import { catalogueOf } from '../core/methods/method.ts'
import { hours, minutes, seconds } from '../core/time.ts'
import { createBuiltInDirectory } from '../directories/builtin/builtin.ts'
import type { Secrets } from '../ports/secrets.ts'
import { noTelemetry, type Telemetry } from '../ports/telemetry.ts'
import { createAuthenticatorApp } from '../proofs/authenticator-app.ts'
import { createEmailCodes } from '../proofs/email-code.ts'
import type { Storage } from '../storage/storage.ts'
import { keptPictures } from '../use-cases/kept-pictures.ts'
import type { OrganisationRoom } from '../use-cases/organisation-room.ts'
import { journeysUnderOneKey, sessionsUnderOneKey } from '../use-cases/under-one-key.ts'
import { observeDirectory, observeJourneys, observeSessions } from './observed.ts'
import type { ExtraMethod, PlannedOrganisation } from './plan.ts'
import { remembered } from './remembered.ts'
import { sleep } from './sleep.ts'

export const ownMethods = [email, authenticatorApp]

/** Longer than any password takes to check on a machine that isn't overrun. */
export const signInBeat = 500

export interface RoomParts {
  readonly storage: Storage
  readonly secrets: Secrets
  readonly extraMethods: readonly ExtraMethod[]
  readonly nudgeDelivery: () => void
  /** Refused sign-ins are answered at multiples of it, in milliseconds; 0 answers at once. */
  readonly refusalBeat: number
  readonly telemetry?: Telemetry
}

export function buildRoom({ organisation, directories }: PlannedOrganisation, parts: RoomParts): OrganisationRoom {
  const { secrets, extraMethods, nudgeDelivery, refusalBeat, telemetry = noTelemetry } = parts
  const { journeys, sessions, builtIn, policies, pictures } = parts.storage.forTenant(organisation.id)
  const looks = { secrets, organisation }
  const proofs = [
    createEmailCodes(secrets),
    createAuthenticatorApp(secrets),
    ...extraMethods.flatMap((each) => each.proofs ?? []),
  ]
  return {
    organisation,
    journeys: journeysUnderOneKey(observeJourneys(journeys, telemetry), looks),
    sessions: sessionsUnderOneKey(observeSessions(sessions, telemetry), looks),
    sessionTimes: { idle: minutes(15), absolute: hours(8) },
    directories: new Map(
      directories.map((key) => [
        key,
        observeDirectory(
          createBuiltInDirectory({ tenant: organisation.id, key, rows: builtIn, hashes: secrets }),
          telemetry,
        ),
      ]),
    ),
    catalogue: catalogueOf([...ownMethods, ...extraMethods.map((each) => each.method)]),
    proofs: new Map(proofs.map((each) => [each.kind, each])),
    secrets,
    outline: remembered(seconds(5), async () => {
      const { gates, help, branding } = await policies.current()
      return { gates, help, branding, logo: logoOf(branding, await keptPictures(branding, pictures)) }
    }),
    pictures,
    nudgeDelivery,
    beat: () => startBeat(refusalBeat),
    sleep,
  }
}

function startBeat(span: number): () => Promise<void> {
  const started = performance.now()
  return async () => {
    if (span > 0) await sleep(span - ((performance.now() - started) % span), new AbortController().signal)
  }
}
