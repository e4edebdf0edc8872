// "This was not me": a link in a notice. Looking changes nothing; acting ends every session, takes back what happened to the
// account's methods since then, and freezes the account.
import type { AuditFact } from '../../core/audit/facts.ts'
import type { TokenHash } from '../../core/people/identifiers.ts'
import type { Instant } from '../../core/time.ts'
import { sealedFields } from '../../ports/secrets.ts'
import type { LoadedSession } from '../../ports/sessions.ts'
import { accountFacts } from '../journey/journey-facts.ts'
import { emptyDraft } from '../journey/step-draft.ts'
import { addNotices, type NotMeAbout } from '../messages/notices.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import { Busy, tries, type Visitor } from '../request.ts'
import { sessionWrite } from './session-write.ts'

export interface NotMeLink {
  readonly about: NotMeAbout
  readonly expiresAt: Instant
}

/** Null if the link is too old, was used, or never was one; nobody is told which. */
export async function lookAtNotMe(
  hash: TokenHash,
  visitor: Visitor,
  room: OrganisationRoom,
): Promise<NotMeLink | null> {
  const loaded = await load(hash, visitor, room)
  return loaded.notMe === null || loaded.account === null ? null : linkOf(loaded, room)
}

/**
 * What was acted on, or null as above. Used once. `reference` is what the page showed: a link that another site put in its
 * place meanwhile must not be what is acted on.
 */
export async function disown(
  hash: TokenHash,
  reference: string,
  visitor: Visitor,
  room: OrganisationRoom,
): Promise<NotMeLink | null> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const loaded = await load(hash, visitor, room)
    if (loaded.notMe === null || loaded.account === null) return null
    const link = linkOf(loaded, room)
    const account = await accountFacts(loaded.account, room)
    if (account === null || link.about.reference !== reference) return null
    const draft = emptyDraft()
    draft.endsSessionsOf = account.id
    // A link that is older than this release says nothing of methods.
    const undoSince = link.about.undoSince ?? null
    const facts: readonly AuditFact[] = [
      { kind: 'account-frozen' },
      ...(undoSince === null ? [] : [{ kind: 'method-changes-undone' } as const]),
    ]
    const { device, address } = visitor
    const circumstances = { now: loaded.now, reference: link.about.reference, about: account.id, device, address }
    addNotices(draft, facts, account, loaded.policy, circumstances, room)
    const change = {
      freezes: account.id,
      usesNotMe: hash,
      undoes: undoSince === null ? null : { account: account.id, since: undoSince },
    }
    const write = sessionWrite(
      { account, loaded },
      draft,
      facts,
      visitor,
      room,
      change,
      undefined,
      link.about.reference,
    )
    if ((await room.sessions.commit(write)) === 'lost') continue
    room.nudgeDelivery()
    return link
  }
  throw new Busy('the account moved under every try')
}

const load = (hash: TokenHash, visitor: Visitor, room: OrganisationRoom): Promise<LoadedSession> =>
  room.sessions.load({
    handle: { by: 'not-me', hash },
    browser: visitor.browser?.hash ?? null,
    network: visitor.network,
    times: room.sessionTimes,
  })

function linkOf({ notMe, account }: LoadedSession, room: OrganisationRoom): NotMeLink {
  if (notMe === null || account === null) throw new TypeError('no link was loaded')
  const place = { tenant: room.organisation.id, owner: account.id, field: sealedFields.notMe }
  return { about: JSON.parse(room.secrets.open(place, notMe.about)) as NotMeAbout, expiresAt: notMe.expiresAt }
}
