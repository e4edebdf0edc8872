// Who calls: the administrator behind a session or a token, and the tokens themselves.
import { z } from 'zod'
import { permissions } from '../core/people/permissions.ts'
import { id, instant, nothing, route } from './route.ts'

const permission = z.enum(permissions)

const token = z.strictObject({
  id,
  name: z.string(),
  permissions: z.array(permission),
  createdAt: instant,
  createdBy: z.string().nullable(),
  expiresAt: instant,
  usedAt: instant.nullable(),
})

export const accessRoutes = {
  readMe: route({
    method: 'GET',
    path: '/me',
    summary: 'Who is calling, and what they may do',
    permission: 'signed-in',
    result: z.strictObject({
      username: z.string(),
      displayName: z.string(),
      role: z.string(),
      permissions: z.array(permission),
      by: z.enum(['session', 'token']),
      /** To be sent as `X-CSRF-Token` with every write of a session; null for a token. */
      csrf: z.string().nullable(),
      /** Until then actions that need a fresh proof are taken; null: prove first. */
      provenUntil: instant.nullable(),
      organisation: z.strictObject({
        name: z.string(),
        edition: z.enum(['free', 'basic', 'premium']),
        locale: z.string(),
        timeZone: z.string(),
        /** That people can read it in. */
        languages: z.array(z.strictObject({ code: z.string(), name: z.string() })),
      }),
      demo: z.boolean(),
    }),
  }),
  listTokens: route({
    method: 'GET',
    path: '/tokens',
    summary: 'Tokens that programs call with',
    permission: 'tokens.manage',
    result: z.strictObject({ items: z.array(token) }),
  }),
  createToken: route({
    method: 'POST',
    path: '/tokens',
    summary: 'A new token, shown once; it may do what is listed and what its maker’s role may, whichever is less',
    permission: 'tokens.manage',
    body: z.strictObject({
      name: z.string().trim().min(1).max(80),
      permissions: z.array(permission).min(1).max(permissions.length),
      days: z.int().min(1).max(365),
    }),
    created: true,
    result: token.extend({ token: z.string() }),
  }),
  revokeToken: route({
    method: 'DELETE',
    path: '/tokens/{token}',
    summary: 'End a token at once',
    permission: 'tokens.manage',
    params: z.strictObject({ token: id }),
    result: nothing,
  }),
} as const
