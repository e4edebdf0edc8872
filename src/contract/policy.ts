// The policy: read, previewed, saved against the version it builds on, and every version it ever had.
import { z } from 'zod'
import { mostPictureBytes } from '../core/branding/picture.ts'
import { brandingDocument, languageCode, policyDocument } from './policy-document.ts'
import { id, instant, pageOf, paging, route } from './route.ts'

const saved = z.strictObject({
  version: z.int(),
  edition: z.enum(['free', 'basic', 'premium']),
  savedAt: instant,
  /** Null: by the installation itself, or by somebody whose account was erased. */
  savedBy: z.string().nullable(),
  note: z.string().nullable(),
  document: policyDocument,
})

/** A reason by its stable name, one of `core/policy/eligibility.ts`. */
const count = z.strictObject({ reason: z.string(), accounts: z.int() })

const affected = z.strictObject({ account: id, username: z.string(), displayName: z.string(), reason: z.string() })

/** What saving would do, counted with the predicate that a reset asks. */
const impact = z.strictObject({
  /** The version the counts were made against. */
  version: z.int(),
  accounts: z.int(),
  ableNow: z.int(),
  ableAfter: z.int(),
  gains: z.int(),
  loses: z.int(),
  /** By the rule that stood in the way before. */
  gainsBecause: z.array(count),
  /** By the rule that would stand in the way. */
  losesBecause: z.array(count),
  /** Would be asked to register at their next sign-in, and are not now. */
  asked: z.int(),
  /** Journeys under way of accounts that lose; they may finish. */
  underWay: z.int(),
  /** All of them, or 50, for whoever may see names; else null. */
  gaining: z.array(affected).nullable(),
  losing: z.array(affected).nullable(),
  /** Loose choices, each by the id of its sentence, with what it costs: `policy.warning.trust-imported`. */
  warnings: z.array(z.strictObject({ id: z.string(), accounts: z.int().nullable() })),
  changes: z.array(z.strictObject({ path: z.string(), from: z.unknown(), to: z.unknown() })),
})

export const policyRoutes = {
  readPolicy: route({
    method: 'GET',
    path: '/policy',
    summary: 'The policy as it is now',
    permission: 'policy.read',
    version: 'reads',
    result: saved,
  }),
  previewPolicy: route({
    method: 'POST',
    path: '/policy/impact',
    summary: 'What saving a policy would change, and for whom; changes nothing',
    permission: 'policy.read',
    body: z.strictObject({ document: policyDocument }),
    result: impact,
  }),
  previewBranding: route({
    method: 'POST',
    path: '/policy/branding/preview',
    summary: 'The sign-in page, the first page of a reset and a mail as a branding would make them; changes nothing',
    permission: 'policy.read',
    body: z.strictObject({
      branding: brandingDocument,
      locale: languageCode.optional().describe('As its readers see it; left out: the organisation’s own'),
    }),
    /** Documents to be shown in a frame that runs nothing. */
    result: z.strictObject({ signIn: z.string(), reset: z.string(), mail: z.string(), mailText: z.string() }),
  }),
  keepPicture: route({
    method: 'POST',
    path: '/pictures',
    summary: 'Keep a picture for the logo, under a name that branding uses; one that no policy names goes after a day',
    permission: 'policy.write',
    body: z.strictObject({
      file: z
        .base64()
        .max(Math.ceil(mostPictureBytes / 3) * 4)
        .describe('A PNG or an SVG of at most 40 KB'),
    }),
    created: true,
    result: z.strictObject({
      id: z.string(),
      type: z.enum(['image/png', 'image/svg+xml']),
      /** As it is drawn, in CSS pixels. */
      width: z.int(),
      height: z.int(),
    }),
  }),
  savePolicy: route({
    method: 'PUT',
    path: '/policy',
    summary: 'Save a policy, if it still builds on the current version and its impact is the one that was seen',
    permission: 'policy.write',
    version: 'writes',
    body: z.strictObject({
      document: policyDocument,
      note: z.string().trim().max(500).optional(),
      /** The counts that were shown. 409 with the new impact if they moved. */
      seen: z.strictObject({ gains: z.int(), loses: z.int() }),
    }),
    result: saved,
  }),
  listPolicyVersions: route({
    method: 'GET',
    path: '/policy/versions',
    summary: 'Every version, newest first: who, when, and what became what',
    permission: 'policy.read',
    query: z.strictObject(paging),
    result: pageOf(
      saved.omit({ document: true }).extend({
        changes: z.array(z.strictObject({ path: z.string(), from: z.unknown(), to: z.unknown() })),
      }),
    ),
  }),
  readPolicyVersion: route({
    method: 'GET',
    path: '/policy/versions/{version}',
    summary: 'One version, whole: to preview and save again',
    permission: 'policy.read',
    params: z.strictObject({ version: z.coerce.number().int().min(1).max(2_147_483_647) }),
    result: saved,
  }),
  simulate: route({
    method: 'POST',
    path: '/policy/simulate',
    summary: 'Walk the decision for one account under the present policy, or under another one',
    permission: 'policy.read',
    body: z.strictObject({
      username: z.string().min(1).max(256),
      purpose: z.enum(['reset', 'unlock']).default('reset'),
      document: policyDocument.optional(),
    }),
    result: z.strictObject({
      username: z.string(),
      eligible: z.boolean(),
      reason: z.string().nullable(),
      code: z.string().nullable(),
      /** In the order in which they are asked. Null: not asked, since one before said no. */
      rules: z.array(z.strictObject({ rule: z.string(), holds: z.boolean().nullable() })),
    }),
  }),
  listGroups: route({
    method: 'GET',
    path: '/groups',
    summary: 'Groups whose name contains a text, with how many members each has, nested ones included',
    permission: 'policy.read',
    query: z.strictObject({ search: z.string().max(100).default(''), ids: z.string().max(4000).optional(), ...paging }),
    result: pageOf(z.strictObject({ id: z.string(), directory: z.string(), name: z.string(), members: z.int() })),
  }),
  listMethods: route({
    method: 'GET',
    path: '/methods',
    summary: 'Every kind of method there is, and how many accounts have set it up',
    permission: 'policy.read',
    result: z.strictObject({
      items: z.array(
        z.strictObject({
          kind: z.string(),
          class: z.string(),
          /** May administrators prove themselves with it. */
          administrators: z.boolean(),
          accounts: z.int(),
        }),
      ),
    }),
  }),
  listDirectories: route({
    method: 'GET',
    path: '/directories',
    summary: 'The directories, and what each can do',
    permission: 'policy.read',
    result: z.strictObject({
      items: z.array(
        z.strictObject({
          key: z.string(),
          source: z.enum(['cloud-only', 'synchronized', 'federated']),
          unlocks: z.boolean(),
          enforcesHistoryOnReset: z.boolean(),
        }),
      ),
    }),
  }),
} as const
