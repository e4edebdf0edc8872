// Which calls ask for a fresh proof.
import type { ApiRoute } from '../../contract/route.ts'
import { needsStepUp } from '../../core/people/permissions.ts'

/** Looking never does: what is read has been masked for it. A download of the whole log does. */
export const asksFreshProof = ({ method, permission }: ApiRoute): boolean =>
  permission !== 'signed-in' && needsStepUp.has(permission) && (method !== 'GET' || permission === 'audit.export')
