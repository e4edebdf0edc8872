// What this installation shows to anybody and no other one can make, so that `rekey doctor` tells our own answer from that of any
// program that says "ok". It is always the same for an organisation: strangers bring nothing that is worked with and learn nothing but
// that two answers come from one place. A question that only we could answer would prove no more, since whoever copies this
// could as well pass the question on to us, as every proxy does.
import type { TenantId } from '../core/people/identifiers.ts'
import type { LooksUp } from '../ports/secrets.ts'

const purpose = 'installation-mark'

/** 43 characters; another one for each organisation and after each rotation of the keys. */
export const markOf = (organisation: TenantId, secrets: LooksUp): string =>
  withoutKeyId(secrets.lookup(organisation, purpose, organisation))

/** By any key of the ring: a server may not have seen yet that there is a new one. */
export const isMarkOf = (organisation: TenantId, mark: string, secrets: LooksUp): boolean =>
  secrets.lookups(organisation, purpose, organisation).some((each) => withoutKeyId(each) === mark)

/** What an operator calls their keys is nobody's business. */
const withoutKeyId = (hash: string): string => hash.slice(hash.indexOf(':') + 1)
