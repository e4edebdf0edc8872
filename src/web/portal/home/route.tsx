// /: who am I, what happened lately.
import { activitySentences } from '../../../core/wording/activity-sentences.ts'
import type { RecentFact } from '../../../ports/sessions.ts'
import { lookAtHome } from '../../../use-cases/account/home.ts'
import { formatWhen } from '../../../use-cases/messages/when.ts'
import { readQuery } from '../../read-form.ts'
import { continueTo } from '../return-to.ts'
import { type AddRoutes, turn } from '../route.ts'
import { whoIsAt } from '../signed-in.ts'
import { type Activity, type HomeProps, HomeView } from './view.tsx'

export const addHome: AddRoutes = (app, site) => {
  app.get(
    '/',
    turn(site, async (now) => {
      const present = await whoIsAt(now, ['full'])
      if ('away' in present) return present.away
      const { person } = present
      const { room } = now
      const { recent, waysBack } = await lookAtHome(person, room)
      const frame = await now.frame()
      const when = (at: RecentFact['at']) => formatWhen(at, frame.locale, room.organisation.timeZone)
      const { entry } = person.account
      const done = doneOf(readQuery(now.request.query, 'done'))
      return now.page(
        <HomeView
          frame={frame}
          person={entry}
          {...(entry.passwordChangedAt === null ? {} : { passwordChanged: when(entry.passwordChangedAt) })}
          waysBack={waysBack}
          otherSessions={person.loaded.otherSessions}
          activity={recent.flatMap((each, index) => activityOf(each, index, when))}
          continueTo={continueTo(person.session.returnTo, now)}
          {...(done === undefined ? {} : { done })}
        />,
      )
    }),
  )
}

const doneOf = (value: string | undefined): HomeProps['done'] =>
  value === 'password-changed' || value === 'registered' ? value : undefined

function activityOf(
  { at, fact }: RecentFact,
  index: number,
  when: (at: RecentFact['at']) => string,
): readonly Activity[] {
  const sentence = activitySentences[fact.kind]
  return sentence === undefined
    ? []
    : [{ id: `${index}`, at: new Date(at).toISOString(), when: when(at), what: { id: sentence.id } }]
}
