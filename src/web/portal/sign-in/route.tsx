// /sign-in: every refusal of a name and password reads the same.
import { longestPassword } from '../../../core/passwords/rules.ts'
import { problemSentences } from '../../../core/wording/problem-sentences.ts'
import { browserLifetime } from '../../../use-cases/journey/perform-effects.ts'
import { signIn } from '../../../use-cases/sign-in/sign-in.ts'
import type { Problem } from '../../components/frame.ts'
import { Failure } from '../../middleware/failures/failure.ts'
import { readForm, readQuery, text } from '../../read-form.ts'
import { type Carried, withQuery } from '../../with-query.ts'
import { adminPath } from '../admin-path.ts'
import { returnAddress } from '../return-to.ts'
import { type AddRoutes, type Turn, turn } from '../route.ts'
import { landings, pageOf } from '../signed-in.ts'
import { SlowDownView } from '../slow-down/view.tsx'
import { type SignInProps, SignInView } from './view.tsx'

export const addSignIn: AddRoutes = (app, site) => {
  app.get(
    '/sign-in',
    turn(site, async (now) => {
      const username = readQuery(now.request.query, 'username')?.slice(0, 254) ?? ''
      const because = reasonOf(readQuery(now.request.query, 'because'))
      return now.page(
        <SignInView
          frame={await now.frame()}
          username={username}
          {...waysOf(now)}
          {...(because === undefined ? {} : { because })}
        />,
      )
    }),
  )

  app.post(
    '/sign-in',
    turn(site, async (now) => {
      const { username, password } = readForm(now.request.body, { username: text, password: text })
      const problems = fieldProblems(username, password)
      if (problems.length > 0) return refuse(now, username, problems)
      const { room, visitor, reply } = now
      const outcome = await signIn(username, site.newPassword(password), visitor, room, returnAddress(now))
      switch (outcome.kind) {
        case 'refused':
          return refuse(now, username, [{ sentence: { id: problemSentences['sign-in-refused'] } }])
        case 'unavailable':
          throw new Failure('unavailable')
        case 'wait': {
          const seconds = Math.ceil(outcome.wait / 1000)
          reply.header('retry-after', seconds)
          const view = (
            <SlowDownView
              frame={await now.frame()}
              seconds={seconds}
              again={{ form: '/sign-in', to: withQuery('/sign-in', ['username', username], ...carriedOf(now)) }}
              username={username}
            />
          )
          return now.page(view, 429)
        }
        case 'signed-in':
          site.cookies.write(reply, 'session', outcome.session)
          if (outcome.browser !== null) site.cookies.write(reply, 'browser', outcome.browser, browserLifetime / 1000)
          return now.go(outcome.next === 'full' ? `/${landingOf(now) ?? ''}` : carryOn(now, pageOf(outcome.next)))
      }
    }),
  )
}

const refuse = async (now: Turn, username: string, problems: readonly Problem[]) =>
  now.page(
    <SignInView frame={await now.frame()} username={username.slice(0, 254)} problems={problems} {...waysOf(now)} />,
    422,
  )

/** Where the sign-in leads, if it is a page that people are sent to. */
function landingOf({ request }: Turn): string | undefined {
  const then = readQuery(request.query, 'then')
  return landings.find((each) => each === then) ?? adminPath(then) ?? undefined
}

/** Administrators prove twice before their portal opens; the proof's page leads on to it. */
const carryOn = ({ request }: Turn, page: string): string =>
  page === '/prove' ? withQuery(page, ['then', adminPath(readQuery(request.query, 'then'))]) : page

const carriedOf = (now: Turn): readonly Carried[] => [
  ['then', landingOf(now)],
  ['return_to', returnAddress(now)],
]

/** A name that came with the address goes on to a reset; one that was typed here goes into no address. */
const waysOf = (now: Turn): Required<Pick<SignInProps, 'form' | 'reset'>> => ({
  form: withQuery('/sign-in', ...carriedOf(now)),
  reset: withQuery('/reset', ['username', readQuery(now.request.query, 'username')], ['return_to', returnAddress(now)]),
})

/** By the strings alone, alike for every name. */
function fieldProblems(username: string, password: string): readonly Problem[] {
  const problems: Problem[] = []
  if (username.trim() === '') problems.push({ sentence: { id: problemSentences['name-empty'] }, field: 'username' })
  else if ([...username].length > 254)
    problems.push({ sentence: { id: problemSentences['name-too-long'] }, field: 'username' })
  if (password === '') problems.push({ sentence: { id: problemSentences['password-empty'] }, field: 'password' })
  else if ([...password].length > longestPassword) {
    problems.push({
      sentence: { id: problemSentences['password-too-long'], values: { limit: longestPassword } },
      field: 'password',
    })
  }
  return problems
}

function reasonOf(value: string | undefined): SignInProps['because'] {
  return value === 'signed-out' || value === 'session-ended' || value === 'password-changed' ? value : undefined
}
