// The address that a person names to be reached at when the password is lost: which texts are refused, and why.
import { isMailAddress } from '../people/mail-address.ts'
import type { Policy } from '../policy/policy.ts'

export type AddressProblem = 'address-empty' | 'address-not-plain' | 'address-own-domain'

/**
 * Exactly one plain address. Not one in the organisation's own mail domains: its mailbox opens with the very password that is
 * to be recovered, so a code sent there helps nobody who is locked out.
 */
export function readRecoveryAddress(
  text: string,
  policy: Pick<Policy, 'registration' | 'suffixes'>,
): { readonly address: string } | AddressProblem {
  const address = text.trim()
  if (address === '') return 'address-empty'
  if (!isMailAddress(address)) return 'address-not-plain'
  return isOwn(address.slice(address.lastIndexOf('@') + 1), policy) ? 'address-own-domain' : { address }
}

/** The listed domains, what stands behind the @ of the organisation's names, and everything below them. */
function isOwn(domain: string, { registration, suffixes }: Pick<Policy, 'registration' | 'suffixes'>): boolean {
  const own = [
    ...registration.ownMailDomains,
    ...suffixes.filter((each) => each.startsWith('@')).map((each) => each.slice(1)),
  ]
  const asked = domain.toLowerCase()
  return own.map((each) => each.toLowerCase()).some((each) => asked === each || asked.endsWith(`.${each}`))
}
