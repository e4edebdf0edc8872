// /security-info/code: the errand that registers something, until its code was brought.
import type { FastifyReply } from 'fastify'
import { challengeId } from '../../../../core/people/identifiers.ts'
import { answerCode, leaveErrand, resendCode } from '../../../../use-cases/security-info/actions.ts'
import { type ErrandView, lookAtSecurityInfo } from '../../../../use-cases/security-info/look.ts'
import type { Problem } from '../../../components/frame.ts'
import { Failure } from '../../../middleware/failures/failure.ts'
import { readForm, text } from '../../../read-form.ts'
import { codeProblem } from '../../reset/proof/code-problem.ts'
import { type AddRoutes, type Turn, turn } from '../../route.ts'
import { remarkProblems, waitsOf } from '../../session-page.ts'
import { type Present, whoIsAt } from '../../signed-in.ts'
import { answerStep, backFor } from '../../take.ts'
import { EnrolView } from './view.tsx'

const path = '/security-info/code'
const opens = ['full', 'interrupted', 'set-up'] as const

export const addEnrolCode: AddRoutes = (app, site) => {
  app.get(
    path,
    turn(site, async (now) => {
      const present = await whoIsAt(now, opens)
      return 'away' in present ? present.away : show(now, present, remarkProblems(present.person.session.state))
    }),
  )

  app.post(
    path,
    turn(site, async (now) => {
      const form = readForm(now.request.body, {
        challenge: text.optional(),
        code: text.optional(),
        do: text.optional(),
      })
      const present = await whoIsAt(now, opens)
      if ('away' in present) return present.away
      const { actor, person } = present
      const answers = {
        before: person.session.kind,
        onward: path,
        refuse: (problem: Problem) => show(now, present, [problem], 422),
      }
      if (form.do === 'resend') return answerStep(now, await resendCode(actor), answers)
      const away = `/${backFor(person.session.kind)}`
      if (form.do === 'leave') return answerStep(now, await leaveErrand(actor), { ...answers, onward: away })
      if (form.code === undefined || form.challenge === undefined) throw new Failure('bad-request')
      const { errand } = person.session.state
      const digits = errand === null ? null : (now.room.catalogue.get(errand.challenge.kind)?.digits ?? null)
      // What can be seen to be no code is said at once; nothing is compared and nothing is counted.
      const sentence = codeProblem(form.code, digits)
      if (sentence !== null) return show(now, present, [{ sentence, field: 'code' }], 422)
      const taken = await answerCode(challengeId(form.challenge), form.code, actor)
      const over = taken.kind === 'moved' && taken.session.state.errand === null
      return answerStep(now, taken, over ? { ...answers, onward: away } : answers)
    }),
  )
}

/** Without anything to register the page has nothing to show, and leads to where that begins. */
async function show(now: Turn, { person }: Present, problems: readonly Problem[], status = 200): Promise<FastifyReply> {
  const { errand } = lookAtSecurityInfo(person, now.room)
  const method = errand === null ? undefined : now.room.catalogue.get(errand.errand.challenge.kind)
  if (errand?.errand.doing !== 'add' || method === undefined) return now.go(`/${backFor(person.session.kind)}`)
  return now.page(
    <EnrolView
      frame={await now.frame()}
      challenge={errand.errand.challenge.id}
      digits={method.digits ?? 0}
      minutes={minutesOf(errand)}
      address={errand.masked}
      secret={errand.secret}
      {...waitsOf(errand, method.sends !== null)}
      problems={problems}
    />,
    status,
  )
}

const minutesOf = ({ errand: { challenge } }: ErrandView): number =>
  Math.round((challenge.expiresAt - challenge.since) / 60_000)
