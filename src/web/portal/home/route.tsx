// /: who am I, what happened lately.
import { activitySentences } from '../../../core/wording/activity-sentences.ts'
import type { Sentence } from '../../../core/wording/wording.ts'
import type { RecentFact } from '../../../ports/sessions.ts'
import { type Home, lookAtHome } from '../../../use-cases/account/home.ts'
import { formatWhen } from '../../../use-cases/messages/when.ts'
import { readQuery } from '../../read-form.ts'
import { continueTo } from '../return-to.ts'
import { type AddRoutes, turn } from '../route.ts'
import { whoIsAt } from '../signed-in.ts'
import { type Activity, HomeView } from './view.tsx'

export const addHome: AddRoutes = (app, site) => {
  app.get(
    '/',
    turn(site, async (now) => {
      const present = await whoIsAt(now, ['full'])
      if ('away' in present) return present.away
      const { person } = present
      const { room } = now
      const home = await lookAtHome(person, room)
      const frame = await now.frame()
      const when = (at: RecentFact['at']) => formatWhen(at, frame.locale, room.organisation.timeZone)
      const { entry } = person.account
      const done = doneOf(readQuery(now.request.query, 'done'), home, when)
      return now.page(
        <HomeView
          frame={frame}
          person={entry}
          {...(entry.passwordChangedAt === null ? {} : { passwordChanged: when(entry.passwordChangedAt) })}
          waysBack={home.waysBack}
          otherSessions={person.loaded.otherSessions}
          activity={home.recent.flatMap((each, index) => activityOf(each, index, when))}
          continueTo={continueTo(person.session.returnTo, now)}
          {...(done === null ? {} : { done })}
        />,
      )
    }),
  )
}

/** What was added behind one proof counts a day later, and nobody is told that they could get back in before. */
function doneOf(value: string | undefined, { heldUntil }: Home, when: When): Sentence | null {
  if (value === 'password-changed') return { id: 'home.password-is-changed' }
  if (value !== 'registered') return null
  return heldUntil === null
    ? { id: 'home.registered' }
    : { id: 'home.registered-held', values: { when: when(heldUntil) } }
}

type When = (at: RecentFact['at']) => string

function activityOf({ at, fact }: RecentFact, index: number, when: When): readonly Activity[] {
  const sentence = activitySentences[fact.kind]
  return sentence === undefined
    ? []
    : [{ id: `${index}`, at: new Date(at).toISOString(), when: when(at), what: { id: sentence.id } }]
}
