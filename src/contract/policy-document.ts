// The policy as administrators read and write it: in the portal, over the API and in a file kept in version control. The same
// fields as core's Policy, without what isn't theirs to set (version, edition, limits), with times in minutes.
import { z } from 'zod'
import type { OwnTexts } from '../core/branding/branding.ts'
import { groupId, methodKind } from '../core/people/identifiers.ts'
import type { Policy } from '../core/policy/policy.ts'
import { minutes } from '../core/time.ts'

const text = (most: number) => z.string().trim().min(1).max(most)
const methodKinds = z.array(text(64)).max(20)
const groups = z.array(text(256)).max(500)

const scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('groups'), include: groups, exclude: groups }),
  z.strictObject({ kind: z.literal('all') }),
])

const ownTexts = z.strictObject({
  signIn: text(1024).nullable().describe('Under the heading of the sign-in'),
  reset: text(1024).nullable().describe('On the first page of a reset'),
  mail: text(1024).nullable().describe('At the end of every mail'),
})

/** BCP 47, as far as languages are named here. */
export const languageCode = z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/)

/** SHA-256 in base64url. */
const picture = z.string().regex(/^[\w-]{43}$/)

export const brandingDocument = z
  .strictObject({
    name: text(100).nullable().describe('Shown to people; null: the name from rekey.yaml'),
    accent: text(7).nullable().describe('One colour as #7a2348, made readable where it isn’t; null: Rekey’s own'),
    logo: z
      .strictObject({
        light: picture.nullable().describe('On light pages; null: the first letter of the name'),
        dark: picture.nullable().describe('On dark pages; null: the same one'),
      })
      .describe('Names of pictures, as keeping one answers with them'),
    texts: ownTexts.describe('Plain text, line breaks kept; null: nothing'),
    translations: z
      .record(languageCode, ownTexts)
      .describe('For readers of a language, by its code; null: the text above'),
    links: z
      .array(z.strictObject({ label: text(40), url: text(500) }))
      .max(5)
      .describe('At the foot of every page: label and https address (url)'),
    madeWithRekey: z.boolean().describe('Whether “Made with Rekey” stands at the foot of every page'),
  })
  .describe('What people see as the organisation’s own, on pages and in mails')

export const policyDocument = z.strictObject({
  on: z.boolean().describe('The organisation’s own switch: off, nobody can reset, whatever the scope'),
  scope: scope.describe('Who can reset: nobody, the members of some groups less those of others (ids), or everyone'),
  gates: z.union([z.literal(1), z.literal(2)]).describe('Proofs of different kinds that members bring'),
  methods: methodKinds.describe('What members may prove themselves with, in the order in which it is offered'),
  administrators: z
    .strictObject({ on: z.boolean(), methods: methodKinds })
    .describe('Administrators always bring two proofs: whether they can reset, and what they sign in and reset with'),
  directories: z
    .record(text(64), z.strictObject({ writeback: z.boolean(), unlock: z.boolean() }))
    .describe('For each directory by its key: may passwords be set there, may people unlock without a new password'),
  passwords: z.strictObject({
    minimumLength: z.int().min(8).max(64).describe('Characters'),
    historyLength: z.int().min(0).max(24).describe('Earlier passwords that are refused'),
    organisationWords: z.array(text(64)).max(100).describe('Names that no password may consist of'),
  }),
  askOldPassword: z
    .enum(['always', 'unless-proven-twice'])
    .describe('Whether a change asks for the present password even after two fresh proofs'),
  times: z.strictObject({
    idleMinutes: z.number().min(1).max(60).describe('Without a step for so long a journey ends'),
    absoluteMinutes: z.number().min(5).max(60).describe('However busy, it ends after this'),
    rejections: z.int().min(1).max(50).describe('So many refused passwords end it'),
  }),
  trustImported: z.boolean().describe('Contact data nobody has proved yet may pass a gate'),
  registration: z.strictObject({
    required: z.boolean().describe('Are people who lack methods asked for them when they sign in'),
    skips: z.int().min(0).max(100).nullable().describe('How often it may be put off; null for ever'),
    reconfirmAfterDays: z
      .int()
      .min(0)
      .max(730)
      .describe('After so many days they are asked whether all is still right; 0 is never'),
    firstEnrolment: z
      .enum(['password', 'known-address', 'enrolment-code'])
      .describe('What somebody without methods shows beside the password before the first is registered'),
    ownMailDomains: z
      .array(text(253))
      .max(100)
      .describe('Domains whose mailboxes open with the password that is to be recovered'),
  }),
  notifications: z.strictObject({
    people: z
      .strictObject({
        reset: z.boolean().describe('Their password was reset'),
        unlock: z.boolean().describe('Their account was unlocked'),
        change: z.boolean().describe('Their password was changed'),
      })
      .describe('What people are told at every address on file; methods, freezes and help they are always told of'),
    administrators: z.strictObject({
      passwords: z
        .enum(['global-administrators', 'all-administrators', 'nobody'])
        .describe('Who else hears that an administrator’s password was reset or changed, or their account unlocked'),
      policySaved: z.boolean().describe('Do the other global administrators hear who saved the policy'),
      mailboxes: z
        .array(text(254))
        .max(50)
        .describe('Up to five addresses that are sent everything that administrators are told'),
    }),
  }),
  help: z.strictObject({
    text: text(300).nullable(),
    phone: text(40).nullable(),
    url: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .nullable(),
    mail: z.email().max(254).nullable(),
  }),
  branding: brandingDocument,
  suffixes: z.array(text(253)).max(50).describe('What a name may end with and mean the same: `@acme.example`'),
})

export type PolicyDocument = z.output<typeof policyDocument>

/** In the order of the schema, whatever the order it was stored in: a file that is exported twice is the same file. */
export function documentOf(policy: Policy): PolicyDocument {
  const { scope: reach, times, administrators, passwords, registration, notifications, help, branding } = policy
  return {
    on: policy.on,
    scope:
      reach.kind === 'groups' ? { kind: 'groups', include: [...reach.include], exclude: [...reach.exclude] } : reach,
    gates: policy.gates,
    methods: [...policy.methods],
    administrators: { on: administrators.on, methods: [...administrators.methods] },
    directories: Object.fromEntries(
      Object.entries(policy.directories).map(([key, { writeback, unlock }]) => [key, { writeback, unlock }]),
    ),
    passwords: {
      minimumLength: passwords.minimumLength,
      historyLength: passwords.historyLength,
      organisationWords: [...passwords.organisationWords],
    },
    askOldPassword: policy.askOldPassword,
    times: {
      idleMinutes: times.idle / minutes(1),
      absoluteMinutes: times.absolute / minutes(1),
      rejections: times.rejections,
    },
    trustImported: policy.trustImported,
    registration: {
      required: registration.required,
      skips: registration.skips,
      reconfirmAfterDays: registration.reconfirmAfterDays,
      firstEnrolment: registration.firstEnrolment,
      ownMailDomains: [...registration.ownMailDomains],
    },
    notifications: {
      people: {
        reset: notifications.people.reset,
        unlock: notifications.people.unlock,
        change: notifications.people.change,
      },
      administrators: {
        passwords: notifications.administrators.passwords,
        policySaved: notifications.administrators.policySaved,
        mailboxes: [...notifications.administrators.mailboxes],
      },
    },
    help: { text: help.text, phone: help.phone, url: help.url, mail: help.mail },
    branding: {
      name: branding.name,
      accent: branding.accent,
      logo: { light: branding.logo.light, dark: branding.logo.dark },
      texts: textsOf(branding.texts),
      translations: Object.fromEntries(
        Object.entries(branding.translations)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([code, texts]) => [code, textsOf(texts)]),
      ),
      links: branding.links.map(({ label, url }) => ({ label, url })),
      madeWithRekey: branding.madeWithRekey,
    },
    suffixes: [...policy.suffixes],
  }
}

const textsOf = ({ signIn, reset, mail }: OwnTexts): OwnTexts => ({ signIn, reset, mail })

/** `base` gives what a document doesn't say. */
export function policyFrom(document: PolicyDocument, base: Policy): Policy {
  const { times, scope: reach, methods, administrators, ...rest } = document
  return {
    ...base,
    ...rest,
    scope:
      reach.kind === 'groups'
        ? { kind: 'groups', include: reach.include.map(groupId), exclude: reach.exclude.map(groupId) }
        : reach,
    methods: methods.map(methodKind),
    administrators: { on: administrators.on, methods: administrators.methods.map(methodKind) },
    times: {
      idle: minutes(times.idleMinutes),
      absolute: minutes(times.absoluteMinutes),
      rejections: times.rejections,
    },
  }
}
