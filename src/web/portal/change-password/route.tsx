// /change-password: the old one, or two fresh proofs in its place, and a new one. Whoever must change is led here and nowhere else.
import type { FastifyReply } from 'fastify'
import { judgePassword, listRules, longestPassword } from '../../../core/passwords/rules.ts'
import { remarkSentences } from '../../../core/wording/journey-sentences.ts'
import { problemSentences } from '../../../core/wording/problem-sentences.ts'
import { askForOld, changePassword } from '../../../use-cases/account/change-password.ts'
import type { SignedInPerson } from '../../../use-cases/account/session.ts'
import { type PasswordTerms, passwordTerms } from '../../../use-cases/journey/judge-new-password.ts'
import type { Problem } from '../../components/frame.ts'
import { Failure } from '../../middleware/failures/failure.ts'
import { readForm, text } from '../../read-form.ts'
import { withQuery } from '../../with-query.ts'
import { newPasswordProblems } from '../new-password-problems.ts'
import { continueTo } from '../return-to.ts'
import { type AddRoutes, type Turn, turn } from '../route.ts'
import { rulesToShow } from '../rules-to-show.ts'
import { pageOf, whoIsAt } from '../signed-in.ts'
import { ChangePasswordView } from './view.tsx'

const path = '/change-password'
const opens = ['full', 'must-change'] as const

export const addChangePassword: AddRoutes = (app, site) => {
  // W3C "A Well-Known URL for Changing Passwords": password managers start here.
  app.get(
    '/.well-known/change-password',
    turn(site, async (now) => now.reply.code(302).header('location', path).send()),
  )

  app.get(
    path,
    turn(site, async (now) => {
      const present = await whoIsAt(now, opens)
      return 'away' in present ? present.away : show(now, present.person, [])
    }),
  )

  app.post(
    path,
    turn(site, async (now) => {
      const optional = { username: text.optional(), 'current-password': text.optional() }
      const shape = { ...optional, 'new-password': text, again: text }
      const form = readForm(now.request.body, shape)
      const present = await whoIsAt(now, opens)
      if ('away' in present) return present.away
      const { person, actor } = present
      const terms = await passwordTerms(person.account.entry, person.loaded.policy, now.room)
      const old = form['current-password'] ?? null
      const problems = formProblems(old, form['new-password'], form.again, terms)
      if (problems.length > 0) return show(now, person, problems, 422, form['new-password'])
      const { newPassword, cookies } = site
      const outcome = await changePassword(
        actor.session,
        old === null ? null : newPassword(old),
        newPassword(form['new-password']),
        now.visitor,
        now.room,
      )
      switch (outcome.kind) {
        case 'nobody':
          return now.go('/sign-in?because=session-ended')
        case 'changed':
          cookies.write(now.reply, 'session', outcome.session)
          return now.go(outcome.next === 'full' ? '/?done=password-changed' : pageOf(outcome.next))
        case 'wrong':
          return show(
            now,
            person,
            [{ sentence: { id: problemSentences[wrongOld(old)] }, field: 'current-password' }],
            422,
          )
        case 'refused': {
          const values = { limit: terms.rules.minimumLength }
          return show(
            now,
            person,
            [{ sentence: { id: remarkSentences[outcome.remark], values }, field: 'new-password' }],
            422,
          )
        }
        case 'indeterminate':
          throw new Failure('unavailable')
      }
    }),
  )
}

/** All at once, each at its field; nothing is hashed. */
function formProblems(old: string | null, password: string, again: string, terms: PasswordTerms): readonly Problem[] {
  const problems: Problem[] = []
  if (old === '') problems.push({ sentence: { id: problemSentences['password-empty'] }, field: 'current-password' })
  if (old !== null && [...old].length > longestPassword) {
    problems.push({ sentence: { id: problemSentences['current-password-wrong'] }, field: 'current-password' })
  }
  return [...problems, ...newPasswordProblems(password, again, terms)]
}

/** The page did not ask for it, and by now it has to: the proofs that spared it are too old, or the policy is another one. */
const wrongOld = (old: string | null) => (old === null ? 'current-password-needed' : 'current-password-wrong')

async function show(
  now: Turn,
  person: SignedInPerson,
  problems: readonly Problem[],
  status = 200,
  typed?: string,
): Promise<FastifyReply> {
  const { account, session, loaded } = person
  const terms = await passwordTerms(account.entry, loaded.policy, now.room)
  const { rules, context } = terms
  const because = session.kind === 'full' ? undefined : account.entry.mustChangePassword ? 'must-change' : 'expired'
  return now.page(
    <ChangePasswordView
      frame={await now.frame()}
      username={account.entry.username}
      rules={rulesToShow(typed ? judgePassword(typed, rules, context).rules : listRules(rules, context), terms)}
      old={askForOld(person, now.room)}
      reset={withQuery('/reset', ['username', account.entry.username], ['return_to', session.returnTo])}
      continueTo={continueTo(session.returnTo, now)}
      problems={problems}
      {...(because === undefined ? {} : { because })}
    />,
    status,
  )
}
