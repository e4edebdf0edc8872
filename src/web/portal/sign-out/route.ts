// /sign-out: here, with `do=others` everywhere else, with `do=everywhere` both.
import { signOut, signOutElsewhere, signOutEverywhere } from '../../../use-cases/account/session.ts'
import { readForm, text } from '../../read-form.ts'
import { type AddRoutes, turn } from '../route.ts'

export const addSignOut: AddRoutes = (app, site) => {
  app.post(
    '/sign-out',
    turn(site, async (now) => {
      const form = readForm(now.request.body, { do: text.optional() })
      const { hashOf, visitor, room, reply } = now
      const hash = hashOf('session')
      if (hash === null) return now.go('/sign-in')
      if (form.do === 'others') {
        const session = await signOutElsewhere(hash, visitor, room)
        if (session !== null) site.cookies.write(reply, 'session', session)
        return now.go(session === null ? '/sign-in?because=session-ended' : '/sessions?done=others')
      }
      if (form.do === 'everywhere') await signOutEverywhere(hash, visitor, room)
      else await signOut(hash, visitor, room)
      site.cookies.clear(reply, 'session')
      return now.go('/sign-in?because=signed-out')
    }),
  )
}
