// The headers of every response, errors included. Nothing is loaded from elsewhere, framed, sniffed, or kept.
import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { days } from '../../../core/time.ts'
import { stylesheetHash } from '../../look/stylesheet.ts'

export async function addSecurityHeaders(app: FastifyInstance, secure: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        // The stylesheet is inlined to spare a request, and allowed by what it is.
        styleSrc: [stylesheetHash],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    // With `no-referrer` browsers send `Origin: null` on form posts, which we refuse.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure ? { maxAge: days(365) / 1000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    xXssProtection: false,
  })
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()')
  })
}

/** One more inlined style of this response, by its hash. */
export function allowStyle(reply: FastifyReply, hash: string): void {
  const policy = String(reply.getHeader('content-security-policy'))
  if (!policy.includes(hash)) {
    reply.header('content-security-policy', policy.replace(stylesheetHash, `${stylesheetHash} ${hash}`))
  }
}
