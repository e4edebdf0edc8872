// Posts from other sites are refused before anything else is looked at; then the form's own token is.
import type { FastifyRequest } from 'fastify'

/**
 * `Sec-Fetch-Site` where the browser sends it (Fetch Metadata), else `Origin`, which must be one of ours for this very host.
 * `null` or absent is refused: our `Referrer-Policy` is `same-origin`, under which browsers always send it with a form.
 */
export function isSameSite(request: FastifyRequest, baseUrl: string): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const { origin, host } = request.headers
  return origin !== undefined && host !== undefined && origin === `${new URL(baseUrl).protocol}//${host}`
}

export const isUnsafe = (method: string): boolean => method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'
