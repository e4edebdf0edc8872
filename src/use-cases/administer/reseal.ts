// Seals and hashes anew, with the key that writes, whatever another key of the ring sealed or hashed. May be stopped at any moment and run again:
// what is done is done, and the rest is found by the key it was sealed with.
import type { TenantId } from '../../core/people/identifiers.ts'
import { type Anew, type Reseals, type SealedColumn, type SealedRow, sealedColumns } from '../../ports/resealing.ts'
import { type LooksUp, type SealsText, sealedFields } from '../../ports/secrets.ts'
import { lookupAddress } from '../messages/recipients.ts'

export interface Resealed {
  /** Sealed anew by this run. */
  readonly rows: number
  /** Of keys that are gone, or altered: left as they are. */
  readonly unreadable: number
}

const batch = 100
/** A row that a step held each time is met again; nobody holds one for so many passes. */
const mostPasses = 20

const fieldOf: Readonly<Record<SealedColumn, string>> = {
  methods: sealedFields.method,
  'method-names': sealedFields.methodName,
  'contact-mails': sealedFields.contactMail,
  'typed-names': sealedFields.typedName,
  'journey-origins': sealedFields.origin,
  'session-origins': sealedFields.origin,
  'not-me-links': sealedFields.notMe,
  messages: sealedFields.outbox,
  'api-answers': sealedFields.answer,
}

/** `writing`: the id of the key that `secrets` seals and hashes with. */
export async function resealAll(
  reseals: Reseals,
  secrets: SealsText & LooksUp,
  writing: string,
  progress: (rows: number) => void,
): Promise<Resealed> {
  let rows = 0
  let unreadable = 0
  for (const tenant of await reseals.tenants()) {
    for (const column of sealedColumns) {
      for (let pass = 0; pass < mostPasses; pass += 1) {
        const found = await passOver(tenant, column)
        rows += found.exchanged
        if (found.left === 0) {
          unreadable += found.unreadable
          break
        }
      }
    }
  }
  return { rows, unreadable }

  async function passOver(tenant: TenantId, column: SealedColumn) {
    const found = { exchanged: 0, unreadable: 0, left: 0 }
    for (let after: string | null = null; ; ) {
      const stale: readonly SealedRow[] = await reseals.stale(tenant, column, writing, after, batch)
      const opened = stale.flatMap((row) => {
        const made = anew(row, tenant, column)
        return made === null ? [] : [{ ...row, ...made }]
      })
      const exchanged = opened.length === 0 ? 0 : await reseals.exchange(tenant, column, opened)
      found.exchanged += exchanged
      found.left += opened.length - exchanged
      found.unreadable += stale.length - opened.length
      progress(rows + found.exchanged)
      if (stale.length < batch) return found
      after = stale.at(-1)?.key ?? null
    }
  }

  function anew({ owner, sealed, lookup }: SealedRow, tenant: TenantId, column: SealedColumn): Anew | null {
    const place = { tenant, owner, field: fieldOf[column] }
    try {
      const plain = secrets.open(place, sealed)
      const toLookup = lookup === null ? null : lookupAddress(plain, { secrets, organisation: { id: tenant } })
      return { to: secrets.seal(place, plain), toLookup }
    } catch {
      return null
    }
  }
}
