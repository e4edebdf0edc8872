// /admin and everything below it: the page that loads the administrators' portal. It holds nothing of anybody: what is shown
// comes from the API, which asks who is there anew.
import { createHash, randomBytes } from 'node:crypto'
import { Failure } from '../../middleware/failures/failure.ts'
import type { Site } from '../../site.ts'
import { type AddRoutes, turn } from '../route.ts'
import { whoIsAt } from '../signed-in.ts'
import { AdminView } from './view.tsx'

/**
 * Scripts, styles and calls of this very origin, and nothing else. Frames of previews inherit it: their styles are inlined, as the
 * real pages' are, and named by this view's number.
 */
const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join(';')

export const addAdmin: AddRoutes = (app, site) => {
  const [script, style] = [addressOf('admin.js', site), addressOf('admin.css', site)]
  for (const path of ['/admin', '/admin/*']) {
    app.get(
      path,
      turn(site, async (now) => {
        if (script === null || style === null) throw new Failure('not-found')
        const present = await whoIsAt(now, ['full'])
        if ('away' in present) return present.away
        const frame = await now.frame()
        const nonce = randomBytes(18).toString('base64url')
        now.reply.header('content-security-policy', policyWith(nonce))
        return now.page(<AdminView frame={frame} script={script} style={style} nonce={nonce} />)
      }),
    )
  }
}

/** With what it is in its address, so that a new release is never shown with an old script. */
function addressOf(name: string, { assets }: Site): string | null {
  const asset = assets.get(name)
  if (asset === undefined) return null
  return `/assets/${name}?v=${createHash('sha256').update(asset.body).digest('hex').slice(0, 12)}`
}
