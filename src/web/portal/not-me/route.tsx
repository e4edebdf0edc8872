// /not-me: the link of a notice. Its token leaves the address at once, looking changes nothing, and only the post acts.
import { minutes } from '../../../core/time.ts'
import { disown, lookAtNotMe, type NotMeLink } from '../../../use-cases/account/not-me.ts'
import { formatWhen } from '../../../use-cases/messages/when.ts'
import { readForm, text } from '../../read-form.ts'
import { type AddRoutes, type Turn, turn } from '../route.ts'
import { type NotMeState, NotMeView } from './view.tsx'

const cookieLifetime = minutes(30) / 1000

export const addNotMe: AddRoutes = (app, site) => {
  // Into a cookie and out of the address: no history, no Referer and no log keeps it (SE-05). Nothing is read or written.
  app.get<{ Params: { token: string } }>('/not-me/:token', (request, reply) =>
    turn(site, async (now) => {
      site.cookies.write(reply, 'not-me', request.params.token.slice(0, 64), cookieLifetime)
      return now.go('/not-me')
    })(request, reply),
  )

  app.get(
    '/not-me',
    turn(site, async (now) => {
      const { hashOf, visitor, room } = now
      const hash = hashOf('not-me')
      const link = hash === null ? null : await lookAtNotMe(hash, visitor, room)
      return show(now, (locale) => (link === null ? { at: 'link-expired' } : asking(link, now, locale)))
    }),
  )

  app.post(
    '/not-me',
    turn(site, async (now) => {
      const { reference } = readForm(now.request.body, { reference: text })
      const { hashOf, visitor, room, reply } = now
      const hash = hashOf('not-me')
      const link = hash === null ? null : await disown(hash, reference, visitor, room)
      site.cookies.clear(reply, 'not-me')
      return show(now, () => (link === null ? { at: 'link-expired' } : { at: 'done', reference: link.about.reference }))
    }),
  )
}

async function show(now: Turn, state: (locale: string) => NotMeState) {
  const frame = await now.frame()
  return now.page(<NotMeView frame={frame} state={state(frame.locale)} />)
}

function asking({ about, expiresAt }: NotMeLink, { room }: Turn, locale: string): NotMeState {
  const when = (at: NotMeLink['expiresAt']) => formatWhen(at, locale, room.organisation.timeZone)
  const from = [about.device, about.address].filter((each) => each !== '').join(', ')
  return {
    at: 'asking',
    action: '/not-me',
    what: { id: sentences[about.wording] ?? 'activity.password-reset' },
    when: when(about.at),
    ...(from === '' ? {} : { from }),
    validUntil: when(expiresAt),
    reference: about.reference,
    undoes: (about.undoSince ?? null) !== null,
  }
}

const sentences: Readonly<Record<string, string>> = {
  'notice-reset': 'activity.password-reset',
  'notice-settled-changed': 'activity.password-reset',
  'notice-unlocked': 'activity.account-unlocked',
  'notice-changed': 'activity.password-changed',
  'notice-method-added': 'activity.method-added',
  'notice-method-confirmed': 'activity.method-confirmed',
  'notice-method-replaced': 'activity.method-replaced',
  'notice-method-removed': 'activity.method-removed',
  'notice-set-up-password': 'activity.set-up-password-set',
  'notice-set-up': 'activity.set-up-completed',
}
