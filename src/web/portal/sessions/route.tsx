// /sessions: one's own sessions. The id in the form opens nothing, and ends none but the reader's own.
import { z } from 'zod'
import { listOwnSessions } from '../../../use-cases/account/own-sessions.ts'
import { endSession } from '../../../use-cases/account/session.ts'
import { formatWhen } from '../../../use-cases/messages/when.ts'
import { Failure } from '../../middleware/failures/failure.ts'
import { readForm, readQuery, text } from '../../read-form.ts'
import { type AddRoutes, turn } from '../route.ts'
import { whoIsAt } from '../signed-in.ts'
import { SessionsView } from './view.tsx'

const path = '/sessions'

export const addSessions: AddRoutes = (app, site) => {
  app.get(
    path,
    turn(site, async (now) => {
      const present = await whoIsAt(now, ['full'])
      if ('away' in present) return present.away
      const frame = await now.frame()
      const { room } = now
      const when = (at: Parameters<typeof formatWhen>[0]) => formatWhen(at, frame.locale, room.organisation.timeZone)
      const sessions = (await listOwnSessions(present.person, room)).map((each) => ({
        ...each,
        began: when(each.startedAt),
        seen: when(each.seenAt),
      }))
      const asked = readQuery(now.request.query, 'done')
      const done = asked === 'ended' || asked === 'others' ? ({ done: asked } as const) : {}
      return now.page(<SessionsView frame={frame} sessions={sessions} {...done} />)
    }),
  )

  app.post(
    path,
    turn(site, async (now) => {
      const { session } = readForm(now.request.body, { session: text })
      const present = await whoIsAt(now, ['full'])
      if ('away' in present) return present.away
      if (!z.uuid().safeParse(session).success) throw new Failure('bad-request')
      await endSession(present.actor.session, session, now.visitor, now.room)
      return now.go(`${path}?done=ended`)
    }),
  )
}
