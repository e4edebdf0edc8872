// /set-up: the link's token leaves the address at once, looking changes nothing, and only the post begins. Then the first
// password; the methods are registered where everybody registers them.
import type { FastifyReply } from 'fastify'
import { judgePassword, listRules } from '../../../core/passwords/rules.ts'
import { isAdministrator } from '../../../core/people/roles.ts'
import { minutes } from '../../../core/time.ts'
import { remarkSentences } from '../../../core/wording/journey-sentences.ts'
import { readSession, type SignedInPerson } from '../../../use-cases/account/session.ts'
import { passwordTerms } from '../../../use-cases/journey/judge-new-password.ts'
import { formatWhen } from '../../../use-cases/messages/when.ts'
import { beginSetUp, chooseFirstPassword, lookAtSetUp } from '../../../use-cases/set-up/set-up.ts'
import type { Problem } from '../../components/frame.ts'
import { Failure } from '../../middleware/failures/failure.ts'
import { readForm, text } from '../../read-form.ts'
import { newPasswordProblems } from '../new-password-problems.ts'
import { type AddRoutes, type Turn, turn } from '../route.ts'
import { rulesToShow } from '../rules-to-show.ts'
import { SetUpView } from './view.tsx'

const path = '/set-up'
const cookieLifetime = minutes(60) / 1000

export const addSetUp: AddRoutes = (app, site) => {
  app.get<{ Params: { token: string } }>('/set-up/:token', (request, reply) =>
    turn(site, async (now) => {
      site.cookies.write(reply, 'set-up', request.params.token.slice(0, 64), cookieLifetime)
      return now.go(path)
    })(request, reply),
  )

  app.get(
    path,
    turn(site, async (now) => {
      const person = await settingUp(now)
      if (person === null) return askToBegin(now)
      return person.session.state.setUp?.passwordSet === true ? now.go('/register') : askPassword(now, person, [])
    }),
  )

  app.post(
    path,
    turn(site, async (now) => {
      const form = readForm(now.request.body, {
        username: text.optional(),
        'new-password': text.optional(),
        again: text.optional(),
      })
      const password = form['new-password']
      if (password === undefined) return begin(now)
      const person = await settingUp(now)
      return person === null ? now.go(path) : choose(now, person, password, form.again ?? '')
    }),
  )
}

/** Whoever has begun. A link that was opened since then is another beginning, and asked about first. */
async function settingUp({ hashOf, visitor, room }: Turn): Promise<SignedInPerson | null> {
  const session = hashOf('session')
  const person = session === null || hashOf('set-up') !== null ? null : await readSession(session, visitor, room)
  return person?.session.kind === 'set-up' ? person : null
}

async function askToBegin(now: Turn): Promise<FastifyReply> {
  const token = now.hashOf('set-up')
  const link = token === null ? null : await lookAtSetUp(token, now.visitor, now.room)
  const frame = await now.frame()
  if (link === null) return now.page(<SetUpView frame={frame} state={{ at: 'link-expired' }} />)
  const state = {
    at: 'asking',
    username: link.account.entry.username,
    administrator: isAdministrator(link.role),
    validUntil: formatWhen(link.expiresAt, frame.locale, now.room.organisation.timeZone),
  } as const
  return now.page(<SetUpView frame={frame} state={state} />)
}

async function begin(now: Turn): Promise<FastifyReply> {
  const token = now.hashOf('set-up')
  const session = token === null ? null : await beginSetUp(token, now.visitor, now.room)
  if (session !== null) {
    now.site.cookies.write(now.reply, 'session', session)
    now.site.cookies.clear(now.reply, 'set-up')
  }
  return now.go(path)
}

async function choose(now: Turn, person: SignedInPerson, password: string, again: string): Promise<FastifyReply> {
  const session = now.hashOf('session')
  const terms = await passwordTerms(person.account.entry, person.loaded.policy, now.room)
  const problems = newPasswordProblems(password, again, terms)
  if (problems.length > 0 || session === null) return askPassword(now, person, problems, 422, password)
  const outcome = await chooseFirstPassword(session, now.site.newPassword(password), now.visitor, now.room)
  switch (outcome.kind) {
    case 'set':
      now.site.cookies.write(now.reply, 'session', outcome.session)
      return now.go('/register')
    case 'nobody':
      return now.go(path)
    case 'refused': {
      const values = { limit: terms.rules.minimumLength }
      const problem = { sentence: { id: remarkSentences[outcome.remark], values }, field: 'new-password' }
      return askPassword(now, person, [problem], 422)
    }
    case 'indeterminate':
      throw new Failure('unavailable')
  }
}

async function askPassword(
  now: Turn,
  { account, loaded }: SignedInPerson,
  problems: readonly Problem[],
  status = 200,
  typed?: string,
): Promise<FastifyReply> {
  const terms = await passwordTerms(account.entry, loaded.policy, now.room)
  const { rules, context } = terms
  const judged = typed ? judgePassword(typed, rules, context).rules : listRules(rules, context)
  const state = { at: 'password', username: account.entry.username, rules: rulesToShow(judged, terms) } as const
  return now.page(<SetUpView frame={await now.frame()} state={state} problems={problems} />, status)
}
