// /reset: a name is typed, and every name gets the same answer. Who it is, is asked after the response.
import { problemSentences } from '../../../core/wording/problem-sentences.ts'
import { resolveJourney } from '../../../use-cases/journey/resolve-journey.ts'
import { startJourney } from '../../../use-cases/journey/start-journey.ts'
import { readForm, readQuery, text } from '../../read-form.ts'
import { withQuery } from '../../with-query.ts'
import { returnAddress } from '../return-to.ts'
import { type AddRoutes, type Turn, turn } from '../route.ts'
import { SlowDownView } from '../slow-down/view.tsx'
import { type ResetStartProps, ResetStartView } from './view.tsx'

export const addResetStart: AddRoutes = (app, site) => {
  app.get(
    '/reset',
    turn(site, async (now) => now.page(await form(now, readQuery(now.request.query, 'username') ?? '', []))),
  )

  app.post(
    '/reset',
    turn(site, async (now) => {
      const { username } = readForm(now.request.body, { username: text })
      const { room, visitor, reply } = now
      const started = await startJourney(username, visitor, room, returnAddress(now))
      switch (started.kind) {
        case 'refused': {
          const problem = { sentence: { id: problemSentences[started.problem] }, field: 'username' }
          return now.page(await form(now, username, [problem]), 422)
        }
        case 'wait': {
          const seconds = Math.ceil(started.wait / 1000)
          reply.header('retry-after', seconds)
          return now.page(
            <SlowDownView
              frame={await now.frame()}
              seconds={seconds}
              again={{ form: '/reset', to: withQuery('/reset', ['return_to', returnAddress(now)]) }}
              username={username}
            />,
            429,
          )
        }
        case 'started':
          site.cookies.write(reply, 'journey', started.cookie)
          site.later(() => resolveJourney(started.journey, started.name, visitor, room))
          return now.go(started.asksReason ? '/reset/reason' : '/reset/proof')
      }
    }),
  )
}

async function form(now: Turn, username: string, problems: NonNullable<ResetStartProps['problems']>) {
  const { gates } = await now.room.outline()
  const carried = ['return_to', returnAddress(now)] as const
  return (
    <ResetStartView
      frame={await now.frame()}
      username={username.slice(0, 254)}
      steps={gates + 2}
      proofs={gates}
      form={withQuery('/reset', carried)}
      signIn={withQuery('/sign-in', ['username', readQuery(now.request.query, 'username')], carried)}
      problems={problems}
    />
  )
}
