// /reset/new-password: the rules, the new password, twice.
import type { FastifyReply } from 'fastify'
import { judgePassword, listRules, longestPassword } from '../../../../core/passwords/rules.ts'
import { suggestPassphrase } from '../../../../core/passwords/suggest.ts'
import { remarkSentences } from '../../../../core/wording/journey-sentences.ts'
import { ruleProblem } from '../../../../core/wording/password-sentences.ts'
import { problemSentences } from '../../../../core/wording/problem-sentences.ts'
import type { JourneyView } from '../../../../use-cases/journey/look-at-journey.ts'
import type { Problem } from '../../../components/frame.ts'
import { Failure } from '../../../middleware/failures/failure.ts'
import { readForm, text } from '../../../read-form.ts'
import { type AddRoutes, type Turn, turn } from '../../route.ts'
import { rulesToShow } from '../../rules-to-show.ts'
import { actionOf, deadlineOf, showJourney, step, stepsOf } from '../journey-page.ts'
import { NewPasswordView } from './view.tsx'

const path = '/reset/new-password'

export const addNewPassword: AddRoutes = (app, site) => {
  app.get(
    path,
    turn(site, (now) => showJourney(now, path, (view) => show(now, view, remarks(view)))),
  )

  app.post(
    path,
    turn(site, async (now) => {
      const shape = {
        username: text.optional(),
        'new-password': text.optional(),
        again: text.optional(),
        do: text.optional(),
      }
      const form = readForm(now.request.body, shape)
      const action = actionOf(form.do ?? '')
      if (action !== null) return step(now, action)
      const { 'new-password': password, again } = form
      if (password === undefined || again === undefined) throw new Failure('bad-request')
      return step(
        now,
        { type: 'offer-password', password: site.newPassword(password) },
        {
          problem: (view) => (view.journey.stage.at === 'new-password' ? formProblem(password, again, view) : null),
          show: (view, problem) => show(now, view, [problem], 422, password),
        },
      )
    }),
  )
}

/** What the page itself can see. Nothing is hashed and no try is spent. */
function formProblem(password: string, again: string, { person }: JourneyView): Problem | null {
  if (password === '') return { sentence: { id: problemSentences['password-empty'] }, field: 'new-password' }
  if ([...password].length > longestPassword) {
    return {
      sentence: { id: problemSentences['password-too-long'], values: { limit: longestPassword } },
      field: 'new-password',
    }
  }
  const broken = person === null ? undefined : judged(password, person).find((rule) => rule.state === 'unmet')
  if (broken !== undefined) return { sentence: ruleProblem(broken), field: 'new-password' }
  return password === again ? null : { sentence: { id: problemSentences['passwords-differ'] }, field: 'again' }
}

const judged = (password: string, { terms }: NonNullable<JourneyView['person']>) =>
  judgePassword(password, terms.rules, terms.context).rules

async function show(
  now: Turn,
  view: JourneyView,
  problems: readonly Problem[],
  status = 200,
  typed?: string,
): Promise<FastifyReply> {
  const frame = await now.frame()
  const { person } = view
  if (person === null) return now.go('/reset/ended')
  const { rules, context } = person.terms
  return now.page(
    <NewPasswordView
      frame={frame}
      steps={stepsOf(view)}
      username={person.username}
      rules={rulesToShow(typed === undefined ? listRules(rules, context) : judged(typed, person), person.terms)}
      suggestion={suggestPassphrase(now.site.chance, rules, context)}
      deadline={deadlineOf(view, now, frame.locale)}
      problems={problems}
    />,
    status,
  )
}

function remarks({ journey: { remark }, person }: JourneyView): readonly Problem[] {
  if (remark === null) return []
  const limit = remark === 'password-too-long' ? longestPassword : (person?.terms.rules.minimumLength ?? 0)
  const field = remark === 'directory-unavailable' ? {} : { field: 'new-password' }
  return [{ sentence: { id: remarkSentences[remark], values: { limit } }, ...field }]
}
