// Email: a code of eight digits, sent to an address the person proved to read.
import { methodKind } from '../../people/identifiers.ts'
import { minutes } from '../../time.ts'
import type { Method } from '../method.ts'

/** Eight digits: guessing over a year stays below 4·10⁻⁶ an account; NIST SP 800-63B-4 §3.1.3.2 asks for six at least. */
export const email: Method = {
  kind: methodKind('email'),
  class: 'mailbox',
  evidence: 'typed',
  digits: 8,
  sends: 'mail',
  lifetime: minutes(10),
  registers: 'address',
  weigh: (measured) => (measured.kind === 'matches' ? 'right' : 'wrong'),
}
