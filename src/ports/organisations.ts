// An organisation as requests find it: by the exact host, with everything bound to it and nothing of another.
import type { DirectoryKey, TenantId } from '../core/people/identifiers.ts'
import type { Directory } from './directory.ts'
import type { Journeys } from './journeys.ts'
import type { Sessions } from './sessions.ts'

export interface Organisation {
  readonly id: TenantId
  readonly name: string
  /** Every link in every message starts with it: `https://reset.acme.example`. */
  readonly baseUrl: string
  /** Exact hosts, with port where it isn't the scheme's own. Another host is answered 421. */
  readonly hosts: readonly string[]
  readonly locale: string
  /** IANA name; times are shown in it. */
  readonly timeZone: string
  readonly mailFrom: string
}

/** What a request of one organisation may reach. */
export interface OrganisationRoom {
  readonly organisation: Organisation
  readonly journeys: Journeys
  readonly sessions: Sessions
  readonly directories: ReadonlyMap<DirectoryKey, Directory>
}
