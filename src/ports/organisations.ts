// An organisation as requests find it: by the exact host, with everything bound to it and nothing of another.
import type { TenantId } from '../core/people/identifiers.ts'

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
  /** Where people come from and may be led back to. Each address exactly; nothing else is ever linked. */
  readonly applications: readonly Application[]
}

export interface Application {
  /** "Continue to <name>". */
  readonly name: string
  /** As the URL standard writes them: `https://mail.acme.example/settings`. */
  readonly addresses: readonly string[]
}
