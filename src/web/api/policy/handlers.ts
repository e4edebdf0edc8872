// The policy over the API: documents in and out, and the use cases between.

import { documentOf, type PolicyDocument, policyFrom } from '../../../contract/policy-document.ts'
import type { Operation } from '../../../contract/routes.ts'
import type { PictureFault } from '../../../core/branding/picture.ts'
import { type GroupId, groupId } from '../../../core/people/identifiers.ts'
import type { PolicyProblem } from '../../../core/policy/judge-policy.ts'
import type { SavedPolicy } from '../../../ports/policies.ts'
import type { Refusal } from '../../../use-cases/administer/administrator.ts'
import { keepPicture } from '../../../use-cases/policy/keep-picture.ts'
import { previewBranding } from '../../../use-cases/policy/preview-branding.ts'
import { type Preview, previewPolicy } from '../../../use-cases/policy/preview-policy.ts'
import { listGroups, listMethods, listVersions, readPolicy } from '../../../use-cases/policy/read-policy.ts'
import { savePolicy } from '../../../use-cases/policy/save-policy.ts'
import { simulate } from '../../../use-cases/policy/simulate.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { type Handlers, type Refused, type ResultFor, unreadableReason } from '../handler.ts'
import { timeOf } from '../time-of.ts'
import { branded } from './branded.tsx'

type PolicyOperation = Extract<
  Operation,
  | 'readPolicy'
  | 'previewPolicy'
  | 'previewBranding'
  | 'keepPicture'
  | 'savePolicy'
  | 'listPolicyVersions'
  | 'readPolicyVersion'
  | 'simulate'
  | 'listGroups'
  | 'listMethods'
  | 'listDirectories'
>

export const policyHandlers: Handlers<PolicyOperation> = {
  async readPolicy({ by, room }) {
    const found = await readPolicy(null, by, room)
    return 'kind' in found ? refused(found.kind) : { ok: savedOf(found), version: found.policy.version }
  },
  async previewPolicy({ by, room, body }) {
    const preview = await previewPolicy(changeTo(body.document), by, room)
    if ('impact' in preview) return { ok: impactOf(preview) }
    return preview.kind === 'problems' ? problemsOf(preview.problems) : refused(preview.kind)
  },
  async previewBranding({ by, room, body: { branding, locale }, renders }) {
    const outcome = await previewBranding(branding, by, room)
    if (outcome.kind === 'ready') {
      const chosen = locale ?? room.organisation.locale
      return { ok: branded(branding, outcome, { ...room.organisation, locale: chosen }, renders) }
    }
    return outcome.kind === 'problems' ? problemsOf(outcome.problems) : refused(outcome.kind)
  },
  async keepPicture({ by, room, body }) {
    const outcome = await keepPicture(Buffer.from(body.file, 'base64'), by, room)
    switch (outcome.kind) {
      case 'kept': {
        const { id, type, width, height } = outcome.picture
        return { ok: { id, type, width, height } }
      }
      case 'fault':
        return problemsOf([{ path: 'file', ...outcome.fault }])
      case 'full':
        return {
          problem: 'not-now',
          detail: 'So many pictures wait for a policy that names them. They go after a day.',
        }
      case 'not-allowed':
      case 'step-up-needed':
        return refused(outcome.kind)
    }
  },
  async savePolicy({ by, room, body, builtOn }) {
    if (builtOn === null) return { problem: 'version-missing' }
    const { document, note, seen } = body
    const order = { change: changeTo(document), builtOn, seen, note: note ?? null }
    const outcome = await savePolicy(order, by, room)
    switch (outcome.kind) {
      case 'saved':
      case 'unchanged':
        return { ok: savedOf(outcome.saved), version: outcome.saved.policy.version }
      case 'problems':
        return problemsOf(outcome.problems)
      case 'reason-unreadable':
        return unreadableReason
      case 'impact-moved':
        return { problem: 'impact-moved', more: { impact: impactOf(outcome.preview) } }
      case 'version-moved':
      case 'not-allowed':
      case 'step-up-needed':
        return { problem: outcome.kind }
    }
  },
  async listPolicyVersions({ by, room, query }) {
    const before = readCursor(query.cursor, 'version')
    if (before === 'none') return { problem: 'bad-request', detail: 'The cursor is not one of this list.' }
    const versions = await listVersions(before?.[0] ?? null, query.limit, by, room)
    if ('kind' in versions) return refused(versions.kind)
    const last = versions.at(-1)?.policy.version
    return {
      ok: {
        items: versions.map(({ changes, ...saved }) => {
          const { document: _, ...rest } = savedOf(saved)
          return { ...rest, changes: [...changes] }
        }),
        next: versions.length < query.limit || last === 1 ? null : writeCursor([last ?? null]),
      },
    }
  },
  async readPolicyVersion({ by, room, params }) {
    const found = await readPolicy(params.version, by, room)
    return 'kind' in found ? refused(found.kind) : { ok: savedOf(found) }
  },
  async simulate({ by, room, body }) {
    const { username, purpose, document } = body
    const change = document === undefined ? unchanged : changeTo(document)
    const outcome = await simulate({ username, purpose, change }, by, room)
    if ('kind' in outcome) return refused(outcome.kind)
    return { ok: { ...outcome, eligible: outcome.reason === null, rules: [...outcome.rules] } }
  },
  async listGroups({ by, room, query }) {
    const cursor = readCursor(query.cursor, 'text', 'text')
    if (cursor === 'none') return { problem: 'bad-request', detail: 'The cursor is not one of this list.' }
    const after = cursor === null ? null : { name: cursor[0], id: groupId(cursor[1]) }
    const ids: readonly GroupId[] | null = query.ids === undefined ? null : query.ids.split(',').map(groupId)
    const groups = await listGroups({ search: query.search, ids, after, most: query.limit }, by, room)
    if ('kind' in groups) return refused(groups.kind)
    const last = groups.at(-1)
    const more = ids === null && groups.length === query.limit && last !== undefined
    return { ok: { items: [...groups], next: more ? writeCursor([last.name, last.id]) : null } }
  },
  async listMethods({ by, room }) {
    const methods = await listMethods(by, room)
    return 'kind' in methods ? refused(methods.kind) : { ok: { items: [...methods] } }
  },
  async listDirectories({ room }) {
    return {
      ok: {
        items: [...room.directories.values()].map(({ key, capabilities }) => ({
          key,
          source: capabilities.writesWithStep ? ('cloud-only' as const) : ('synchronized' as const),
          unlocks: capabilities.unlocks,
          enforcesHistoryOnReset: capabilities.enforcesHistoryOnReset,
        })),
      },
    }
  },
}

const unchanged = <Value>(value: Value): Value => value
const changeTo = (document: PolicyDocument) => (base: Parameters<typeof policyFrom>[1]) => policyFrom(document, base)

const refused = (kind: Refusal | 'not-found' | 'unavailable'): Refused => ({ problem: kind })

interface PictureProblem extends PictureFault {
  readonly path: string
}

/** Each fault with its path; what it is about stands behind it. */
const problemsOf = (problems: readonly (PolicyProblem | PictureProblem)[]): Refused => ({
  problem: 'not-possible',
  more: {
    errors: problems.map(({ path, fault, what }) => ({ path, problem: what === null ? fault : `${fault}: ${what}` })),
  },
})

const savedOf = ({ policy, savedAt, savedBy, note }: SavedPolicy): ResultFor<'readPolicy'> => ({
  version: policy.version,
  edition: policy.edition,
  savedAt: timeOf(savedAt),
  savedBy,
  note,
  document: documentOf(policy),
})

function impactOf({ version, impact, gaining, losing, warnings, changes }: Preview): ResultFor<'previewPolicy'> {
  const { gaining: _, losing: __, ...counts } = impact
  return {
    ...counts,
    version,
    gainsBecause: [...impact.gainsBecause],
    losesBecause: [...impact.losesBecause],
    gaining: gaining === null ? null : [...gaining],
    losing: losing === null ? null : [...losing],
    warnings: [...warnings],
    changes: [...changes],
  }
}
