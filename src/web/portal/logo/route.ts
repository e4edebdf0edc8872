// /logo/<name>: a picture of this organisation. Its name is the hash of what it is, so what is answered under it never changes.
import { Failure } from '../../middleware/failures/failure.ts'
import { type AddRoutes, turn } from '../route.ts'

/** Opened by itself it is a document of this site: one that runs nothing, loads nothing, and has no origin. */
const alone = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

export const addLogo: AddRoutes = (app, site) => {
  app.get<{ Params: { name: string } }>('/logo/:name', (request, reply) =>
    turn(site, async ({ room }) => {
      const { name } = request.params
      const picture = /^[\w-]{43}$/.test(name) ? await room.pictures.find(name) : null
      if (picture === null) throw new Failure('not-found')
      return (
        reply
          .header('cache-control', 'public, max-age=31536000, immutable')
          .header('content-security-policy', alone)
          // The portal's previews are frames without an origin, and show it too.
          .header('cross-origin-resource-policy', 'cross-origin')
          .type(picture.type)
          .send(Buffer.from(picture.bytes))
      )
    })(request, reply),
  )
}
