// What the pages are made from: the organisations, the words, the faces of methods, and where cookies and clients come from.
import type { NewPassword } from '../core/people/new-password.ts'
import type { RendersMessages } from '../ports/delivery.ts'
import type { SpeaksLanguages } from '../ports/languages.ts'
import type { AdministrationRoom } from '../use-cases/administer/administration-room.ts'
import type { OrganisationRoom } from '../use-cases/organisation-room.ts'
import type { Readiness } from '../use-cases/readiness.ts'
import type { Cookies } from './middleware/cookies/cookies.ts'
import type { MethodFace } from './portal/reset/proof/method-face.ts'

export interface Asset {
  readonly type: string
  readonly body: string | Buffer
}

/** For whoever brings the token. */
export interface ShowsMetrics {
  readonly token: string
  show(): Promise<{ readonly type: string; readonly body: string }>
}

export interface Site {
  /** By the request's exact Host header; undefined for a host of nobody. */
  room(host: string): OrganisationRoom | undefined
  /** The same organisation with what administrators reach; only the API asks for it. */
  administration(host: string): AdministrationRoom | undefined
  readonly languages: SpeaksLanguages
  /** For administrators who look at a mail before it is anybody's. */
  readonly messages: RendersMessages
  readonly faces: readonly MethodFace[]
  readonly cookies: Cookies
  /** `/assets/<name>` */
  readonly assets: ReadonlyMap<string, Asset>
  readonly demo: boolean
  readiness(): Promise<Readiness>
  /** What goes on after the response; awaited when the server stops. */
  readonly later: (task: () => Promise<void>) => void
  /** Proxies whose X-Forwarded-For names the client. */
  readonly trustsProxy: (address: string) => boolean
  /** Uniform in [0, bound): for a suggested passphrase. */
  readonly chance: (bound: number) => number
  readonly newPassword: (text: string) => NewPassword
  /** Null: no metrics are shown to anybody. */
  readonly metrics: ShowsMetrics | null
}
