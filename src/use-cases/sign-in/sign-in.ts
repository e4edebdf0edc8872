// Sign-in with a name and a password. Every refusal of a name and password reads the same; what differs is recorded.
import type { AuditFact } from '../../core/audit/facts.ts'
import type { DirectoryEntry } from '../../core/people/account.ts'
import type { NewPassword } from '../../core/people/new-password.ts'
import { readTypedName } from '../../core/people/typed-name.ts'
import { isDeadOneTimePassword, kindAfter } from '../../core/registration/interrupt.ts'
import { emptySession, passwordProof, type SessionKind } from '../../core/registration/session.ts'
import { allowanceOf } from '../../core/throttle/allowance.ts'
import { type Counters, emptyCounters, forgetOld } from '../../core/throttle/counters.ts'
import { networkWait } from '../../core/throttle/networks.ts'
import { afterWrongPassword, isLocked, unlocked } from '../../core/throttle/smart-lockout.ts'
import type { Instant } from '../../core/time.ts'
import type { PasswordVerdict } from '../../ports/directory.ts'
import type { LoadedSession, SessionWrite } from '../../ports/sessions.ts'
import { beginSession, noSessionParts } from '../account/session-write.ts'
import { rememberBrowser } from '../journey/perform-effects.ts'
import { bucketsOf } from '../journey/start-journey.ts'
import { accountWrite, type Draft, emptyDraft, recordFacts } from '../journey/step-draft.ts'
import type { OrganisationRoom } from '../organisation-room.ts'
import { Busy, tries, type Visitor } from '../request.ts'

export type SignedIn =
  | {
      readonly kind: 'signed-in'
      readonly session: string
      readonly browser: string | null
      readonly next: SessionKind
    }
  /** The username or the password is not right; or the account may not; or it is locked. Nobody is told which. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'wait'; readonly wait: number }
  | { readonly kind: 'unavailable' }

/**
 * A refusal is answered on a beat: what a password costs to check depends on the account (an administrator's more than a
 * member's), and an answer's pace would tell which it was. Who gets in learns nothing new by it.
 */
export async function signIn(
  text: string,
  password: NewPassword,
  visitor: Visitor,
  room: OrganisationRoom,
  returnTo: string | null = null,
): Promise<SignedIn> {
  const nextBeat = room.beat()
  const outcome = await trySignIn(text, password, visitor, room, returnTo)
  if (outcome.kind === 'refused') await nextBeat()
  return outcome
}

async function trySignIn(
  text: string,
  password: NewPassword,
  visitor: Visitor,
  room: OrganisationRoom,
  returnTo: string | null,
): Promise<SignedIn> {
  // Decided before the name is looked at, so that a flood tells nobody which names cost a hash.
  if (room.secrets.isFull('check')) throw new Busy('no room to check a password')
  const { policy, tallies, now } = await room.journeys.load({
    handle: { by: 'none' },
    browser: null,
    network: visitor.network,
  })
  const name = readTypedName(text, policy.suffixes)
  if (typeof name === 'string') return { kind: 'refused' }
  const wait = networkWait(tallies, visitor.network, policy.limits, now)
  if (wait > 0) return { kind: 'wait', wait }

  const verdict = await checkEverywhere(name, password, room)
  if (verdict.kind === 'busy') throw new Busy('no room to check a password')
  if (verdict.kind === 'unreachable' || verdict.kind === 'misconfigured') return { kind: 'unavailable' }
  const buckets = bucketsOf(name.canonical, room)
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const loaded = await room.sessions.load({
      handle: { by: 'name', candidate: verdict.entry, buckets },
      browser: visitor.browser?.hash ?? null,
      network: visitor.network,
      times: room.sessionTimes,
    })
    const judged = judge(verdict, password, loaded, room)
    const draft = emptyDraft()
    if (judged.kind === 'welcome' && verdict.kind === 'right') draft.staged = await verdict.rehash()
    const { write, cookie } = writeOf(judged, verdict, loaded, draft, visitor, room, returnTo)
    if ((await room.sessions.commit(write)) === 'lost') continue
    if (judged.kind === 'refused' || write.starts === null || cookie === null) return { kind: 'refused' }
    return { kind: 'signed-in', session: cookie, browser: draft.browser, next: write.starts.kind }
  }
  throw new Busy('the account moved under every try')
}

type Checked = Extract<PasswordVerdict, { kind: 'right' | 'wrong' }>

/** The first directory that knows the name answers for it; a name nobody knows costs the same in each. */
async function checkEverywhere(
  name: Exclude<ReturnType<typeof readTypedName>, string>,
  password: NewPassword,
  room: OrganisationRoom,
): Promise<PasswordVerdict> {
  let answer: PasswordVerdict = { kind: 'wrong', entry: null }
  for (const directory of room.directories.values()) {
    const verdict = await directory.check(name, password)
    if (verdict.kind === 'busy' || verdict.kind === 'right') return verdict
    if (verdict.kind !== 'wrong' || verdict.entry !== null) answer = verdict
  }
  return answer
}

interface Judged {
  readonly kind: 'welcome' | 'refused'
  readonly counters: Counters
  readonly facts: readonly AuditFact[]
}

function judge(verdict: Checked, password: NewPassword, loaded: LoadedSession, room: OrganisationRoom): Judged {
  const { now, account } = loaded
  const counters = loaded.counters?.value ?? emptyCounters
  const allowance = allowanceOf(loaded.knownBrowser)
  const state = counters.signIns[allowance]
  const refuse = (
    because: Extract<AuditFact, { kind: 'sign-in-failed' }>['because'],
    after: Counters = counters,
    more: readonly AuditFact[] = [],
  ): Judged => ({
    kind: 'refused',
    counters: after,
    facts: [{ kind: 'sign-in-failed', because }, ...more],
  })
  const entry: DirectoryEntry | null = verdict.entry
  const ours = entry === null || room.directories.get(entry.directory)?.capabilities.keepsSignInThrottle !== true
  if (ours && isLocked(state, now)) return refuse('locked')
  if (verdict.kind === 'wrong') {
    if (!ours) return refuse('password')
    // The tag of an unknown name is made for its bucket, with the same work.
    const tag = room.secrets.tag(room.organisation.id, account?.id ?? decoyAccount, password)
    const after = afterWrongPassword(state, tag, now)
    const lockedNow = after.lockedUntil !== null && after.lockedUntil !== state.lockedUntil
    const facts: readonly AuditFact[] = lockedNow
      ? [{ kind: 'account-locked-out', seconds: secondsUntil(after.lockedUntil, now) }]
      : []
    return refuse(
      entry === null ? 'unknown-name' : 'password',
      { ...counters, signIns: { ...counters.signIns, [allowance]: after } },
      facts,
    )
  }
  if (verdict.entry.disabled) return refuse('disabled')
  if (verdict.entry.lockedByAdministrator) return refuse('locked-by-administrator')
  // Whoever disowned a reset did not choose the password that it set: nobody gets in with it before the help desk has looked.
  if (account?.frozenAt != null) return refuse('frozen')
  if (wasReplaced(verdict.entry, loaded) || isDeadOneTimePassword(verdict.entry, now)) return refuse('password')
  return {
    kind: 'welcome',
    counters: { ...counters, signIns: { ...counters.signIns, [allowance]: unlocked } },
    facts: [{ kind: 'signed-in' }],
  }
}

function writeOf(
  judged: Judged,
  verdict: Checked,
  loaded: LoadedSession,
  draft: Draft,
  visitor: Visitor,
  room: OrganisationRoom,
  returnTo: string | null,
): { readonly write: SessionWrite; readonly cookie: string | null } {
  const { account, now } = loaded
  const welcome = judged.kind === 'welcome' && account !== null && verdict.kind === 'right'
  // A right password that is refused counts like a wrong one, or the network's wait would tell which it was.
  if (welcome) rememberBrowser(draft, account.id, visitor, room)
  else draft.failures = 1
  const facts = recordFacts(judged.facts, { account: account?.id ?? null, journey: null }, room)
  const about = { counters: loaded.counters, value: forgetOld(judged.counters, now), network: visitor.network, facts }
  const write = { ...accountWrite(draft, about, room), ...noSessionParts }
  if (!welcome) return { write, cookie: null }
  const state = { ...emptySession, proofs: [passwordProof(now)] }
  const facing = {
    now,
    policy: loaded.policy,
    catalogue: room.catalogue,
    account: { ...account, entry: verdict.entry },
  }
  const kind = kindAfter('password', state, facing)
  const { cookie, starts } = beginSession({ account: account.id, kind, state, returnTo }, visitor, room)
  return { write: { ...write, starts }, cookie }
}

/**
 * While it was checked another took its place. The session would begin after the reset that ends all others, and a renewed
 * hash of the old password would undo it.
 */
const wasReplaced = (checked: DirectoryEntry, { account }: LoadedSession): boolean =>
  account !== null && account.entry !== null && account.entry.passwordChangedAt !== checked.passwordChangedAt

const secondsUntil = (until: Instant | null, now: Instant): number =>
  until === null ? 0 : Math.round((until - now) / 1000)

const decoyAccount = '00000000-0000-0000-0000-000000000000' as Parameters<OrganisationRoom['secrets']['tag']>[1]
