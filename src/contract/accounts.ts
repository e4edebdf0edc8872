// One person: whether they can get back in and why not, what they hold (masked), and what an administrator may do for them.
import { z } from 'zod'
import { id, instant, nothing, pageOf, paging, reason, route } from './route.ts'

const brief = z.strictObject({
  id,
  username: z.string(),
  displayName: z.string(),
  directory: z.string(),
  source: z.enum(['cloud-only', 'synchronized', 'federated']),
  role: z.string().nullable(),
  disabled: z.boolean(),
  frozen: z.boolean(),
  enabled: z.boolean(),
  registered: z.boolean(),
  capable: z.boolean(),
})

const account = brief.extend({
  seenAt: instant.nullable(),
  passwordChangedAt: instant.nullable(),
  mustChangePassword: z.boolean(),
  lockedUntil: instant.nullable(),
  frozenAt: instant.nullable(),
  invitedAt: instant.nullable(),
  confirmedAt: instant.nullable(),
  skips: z.int(),
  sessions: z.int(),
  methods: z.array(
    z.strictObject({
      id,
      kind: z.string(),
      masked: z.string().nullable(),
      source: z.enum(['self', 'imported', 'administrator']),
      addedAt: instant,
      provenAt: instant.nullable(),
      heldUntil: instant.nullable(),
      usable: z.boolean(),
      isDefault: z.boolean(),
    }),
  ),
  /** The decision, rule by rule, in its order. Null: not asked, since one before said no. */
  rules: z.array(z.strictObject({ rule: z.string(), holds: z.boolean().nullable() })),
  reason: z.string().nullable(),
  code: z.string().nullable(),
  /** Wrong answers counted against the account, and until when it waits, for browsers it knows and for strangers. */
  waits: z.array(
    z.strictObject({
      what: z.string(),
      whose: z.enum(['known-browser', 'strangers']),
      failures: z.int(),
      until: instant.nullable(),
    }),
  ),
  /** What the caller may do for this account, of the actions below; administrators are beyond a help desk's reach. */
  actions: z.array(z.string()),
})

const of = z.strictObject({ account: id })
const act = z.strictObject({ reason })

const action = <const Path extends string, const Rule extends 'people.help' | 'people.lift-freeze'>(
  path: Path,
  permission: Rule,
  summary: string,
) =>
  route({
    method: 'POST',
    path: `/accounts/{account}/${path}`,
    summary,
    permission,
    params: of,
    body: act,
    result: account,
  })

export const accountRoutes = {
  findAccount: route({
    method: 'GET',
    path: '/accounts/find',
    summary: 'The account of a name, typed whole; no list and no part of a name',
    permission: 'people.find',
    query: z.strictObject({ name: z.string().min(1).max(256) }),
    result: account,
  }),
  listAccounts: route({
    method: 'GET',
    path: '/accounts',
    summary: 'Accounts by name, and by what stands in their way',
    permission: 'people.list',
    query: z.strictObject({
      search: z.string().max(100).default(''),
      state: z
        .enum(['any', 'capable', 'not-registered', 'not-enabled', 'frozen', 'waiting', 'administrators'])
        .default('any'),
      ...paging,
    }),
    result: pageOf(brief),
  }),
  readAccount: route({
    method: 'GET',
    path: '/accounts/{account}',
    summary: 'One account: whether it can reset and why, its methods masked, its waits',
    permission: 'people.find',
    params: of,
    result: account,
  }),
  listAccountEvents: route({
    method: 'GET',
    path: '/accounts/{account}/events',
    summary: 'What happened to one account lately, newest first',
    permission: 'people.find',
    params: of,
    query: z.strictObject(paging),
    result: pageOf(
      z.strictObject({
        at: instant,
        kind: z.string(),
        details: z.record(z.string(), z.unknown()),
        reference: z.string().nullable(),
      }),
    ),
  }),
  clearWaits: action('clear-waits', 'people.help', 'Forget the wrong answers: it may try again at once'),
  liftFreeze: action('lift-freeze', 'people.lift-freeze', 'End the freeze that “this was not me” began'),
  requireRegistration: action('require-registration', 'people.help', 'Ask for its methods again at the next sign-in'),
  endSessions: action('end-sessions', 'people.help', 'Sign it out everywhere'),
  invite: action('invite', 'people.help', 'Send the mail that asks to set up ways back in'),
  removeMethod: route({
    method: 'POST',
    path: '/accounts/{account}/methods/{method}/remove',
    summary: 'Take a method away',
    permission: 'people.remove-method',
    params: of.extend({ method: id }),
    body: act,
    result: account,
  }),
  checkCaller: route({
    method: 'POST',
    path: '/accounts/{account}/caller-checks',
    summary:
      'Ask the caller for a proof: a code mailed to them, or the one their app shows. Who calls is proven, not believed',
    permission: 'people.one-time-password',
    params: of,
    body: z.strictObject({ method: id }),
    created: true,
    result: z.strictObject({ check: z.string(), kind: z.string(), masked: z.string().nullable(), expiresAt: instant }),
  }),
  answerCallerCheck: route({
    method: 'POST',
    path: '/accounts/{account}/caller-checks/answer',
    summary: 'What the caller read out; answered with the check to go on with',
    permission: 'people.one-time-password',
    params: of,
    body: z.strictObject({ check: z.string().max(100), code: z.string().min(1).max(32) }),
    result: z.strictObject({
      right: z.boolean(),
      /** Null: there are no more tries. */
      check: z.string().nullable(),
      triesLeft: z.int(),
      provenUntil: instant.nullable(),
    }),
  }),
  setOneTimePassword: route({
    method: 'POST',
    path: '/accounts/{account}/one-time-password',
    summary: 'A password that we choose, shown once, that has to be changed at the first sign-in, within the hour',
    permission: 'people.one-time-password',
    params: of,
    body: act.extend({ check: z.string().max(100) }),
    created: true,
    result: z.strictObject({ password: z.string(), expiresAt: instant }),
  }),
} as const

const holder = z.strictObject({ account: id, username: z.string(), displayName: z.string(), role: z.string() })

export const administratorRoutes = {
  listAdministrators: route({
    method: 'GET',
    path: '/administrators',
    summary: 'Who holds a role',
    permission: 'administrators.read',
    result: z.strictObject({ items: z.array(holder) }),
  }),
  grantRole: route({
    method: 'POST',
    path: '/administrators',
    summary: 'A set-up link, shown once: its holder has the role when the password and two methods stand behind it',
    permission: 'administrators.write',
    body: z.strictObject({ username: z.string().min(1).max(256), role: z.string().max(64), reason }),
    created: true,
    result: z.strictObject({ link: z.string(), expiresAt: instant }),
  }),
  takeRole: route({
    method: 'POST',
    path: '/administrators/{account}/take-role',
    summary: 'Take the role away; the last global administrator keeps it',
    permission: 'administrators.write',
    params: of,
    body: act,
    result: nothing,
  }),
} as const
