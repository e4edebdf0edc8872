// The account's own addresses: those of its mail methods, and the one its directory holds. Each once.

import type { MethodCatalogue } from '../../core/methods/method.ts'
import type { AccountFacts } from '../../core/people/account.ts'
import type { LookupHash, SealedText } from '../../core/people/identifiers.ts'
import type { Organisation } from '../../ports/organisations.ts'
import { type LooksUp, sealedFields } from '../../ports/secrets.ts'
import type { OrganisationRoom } from '../organisation-room.ts'

export interface Recipient {
  readonly address: string
  readonly lookup: LookupHash
}

export function recipientsOf(
  account: AccountFacts & { readonly contactMail: SealedText | null },
  {
    secrets,
    organisation,
    catalogue,
  }: Pick<OrganisationRoom, 'secrets' | 'organisation'> & { readonly catalogue: MethodCatalogue },
): readonly Recipient[] {
  const open = (field: string) => (sealed: SealedText) =>
    secrets.open({ tenant: organisation.id, owner: account.id, field }, sealed)
  const methods = account.methods
    .filter((each) => catalogue.get(each.kind)?.sends === 'mail')
    .map((each) => each.sealed)
  const contact = account.contactMail === null ? [] : [account.contactMail]
  const addresses = [...methods.map(open(sealedFields.method)), ...contact.map(open(sealedFields.contactMail))]
  const seen = new Map<LookupHash, string>()
  for (const address of addresses) {
    const lookup = lookupAddress(address, { secrets, organisation })
    if (!seen.has(lookup)) seen.set(lookup, address)
  }
  return [...seen].map(([lookup, address]) => ({ address, lookup }))
}

interface LooksUpHere {
  readonly secrets: LooksUp
  readonly organisation: Pick<Organisation, 'id'>
}

export const lookupAddress = (address: string, { secrets, organisation }: LooksUpHere): LookupHash =>
  secrets.lookup(organisation.id, 'address', oneForm(address))

/** Under each key of the ring, the writing key first: under which of them it is stored depends on when that was. */
export const lookupsOfAddress = (
  address: string,
  { secrets, organisation }: LooksUpHere,
): ReturnType<LooksUp['lookups']> => secrets.lookups(organisation.id, 'address', oneForm(address))

/** Equal for addresses that reach one mailbox in practice; the local part keeps its case nowhere that matters. */
const oneForm = (address: string): string => address.normalize('NFKC').toLowerCase()
