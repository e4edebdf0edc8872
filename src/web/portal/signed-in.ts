// Which page a session opens. Every page of signed-in people asks here who is there, and sends on whoever has to be elsewhere.
import type { FastifyReply } from 'fastify'
import type { TokenHash } from '../../core/people/identifiers.ts'
import type { SessionKind } from '../../core/registration/session.ts'
import { readSession, type SignedInPerson } from '../../use-cases/account/session.ts'
import type { Actor } from '../../use-cases/security-info/actions.ts'
import { withQuery } from '../with-query.ts'
import { adminPath } from './admin-path.ts'
import { returnAddress } from './return-to.ts'
import type { Turn } from './route.ts'

/** What a session that is not full opens instead of everything. */
export function pageOf(kind: SessionKind): string {
  switch (kind) {
    case 'must-change':
      return '/change-password'
    case 'second-proof':
      return '/prove'
    case 'interrupted':
      return '/register'
    case 'set-up':
      return '/set-up'
    case 'full':
      return '/'
  }
}

export interface Present {
  readonly person: SignedInPerson
  readonly actor: Actor
}

/** The pages of signed-in people that other applications send people to. */
export const landings = ['change-password', 'security-info'] as const

const landingAt = ({ request }: Turn): (typeof landings)[number] | null => {
  const [path] = request.url.split('?')
  return landings.find((each) => path === `/${each}`) ?? null
}

/** A room of the administrators' portal. */
const adminAt = ({ request }: Turn): string | null => adminPath(request.url.split('?')[0]?.slice(1))

/** Whoever is signed in, with a session of one of these kinds; else the way to where they have to be first. */
export async function whoIsAt(
  now: Turn,
  opens: readonly SessionKind[],
): Promise<Present | { readonly away: FastifyReply }> {
  const { hashOf, visitor, room } = now
  const session = hashOf('session')
  const comesFrom = landingAt(now) === null ? null : returnAddress(now)
  const person = session === null ? null : await readSession(session, visitor, room, comesFrom)
  if (session === null || person === null) return { away: now.go(signInPath(now, session)) }
  const { kind, state } = person.session
  // A set-up begins with its password, whatever its session opens afterwards.
  if (!opens.includes(kind) || state.setUp?.passwordSet === false) return { away: now.go(pageOf(kind)) }
  return { person, actor: { session, visitor, room } }
}

/** Back here after the sign-in, if it is a page that people are sent to; and from there to where they were sent from. */
function signInPath(now: Turn, session: TokenHash | null): string {
  const landing = landingAt(now)
  return withQuery(
    '/sign-in',
    ['then', landing ?? adminAt(now)],
    ['return_to', landing === null ? null : returnAddress(now)],
    ['because', session === null ? null : 'session-ended'],
  )
}
