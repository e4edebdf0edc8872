// /security-info: what a person would get back in with. Shown, as changed, behind a fresh proof.
import type { FastifyReply } from 'fastify'
import { methodId } from '../../../core/people/identifiers.ts'
import { refusalSentences } from '../../../core/wording/session-sentences.ts'
import { chooseDefault, confirmImported } from '../../../use-cases/security-info/actions.ts'
import { lookAtSecurityInfo, type SecurityInfo } from '../../../use-cases/security-info/look.ts'
import type { Problem } from '../../components/frame.ts'
import { Failure } from '../../middleware/failures/failure.ts'
import { readForm, text } from '../../read-form.ts'
import { continueTo } from '../return-to.ts'
import { type AddRoutes, type Turn, turn } from '../route.ts'
import { saidOnce } from '../session-page.ts'
import { type Present, whoIsAt } from '../signed-in.ts'
import { answerStep } from '../take.ts'
import { addableFaces, rowsOf } from './rows.ts'
import { SecurityInfoView } from './view.tsx'

const path = '/security-info'

export const addSecurityInfo: AddRoutes = (app, site) => {
  app.get(
    path,
    turn(site, async (now) => {
      const present = await whoIsAt(now, ['full'])
      if ('away' in present) return present.away
      const info = lookAtSecurityInfo(present.person, now.room)
      return needsProof(info) ? now.go('/prove?then=security-info') : show(now, present, info, [])
    }),
  )

  app.post(
    path,
    turn(site, async (now) => {
      const form = readForm(now.request.body, { method: text, do: text })
      const present = await whoIsAt(now, ['full', 'interrupted', 'set-up'])
      if ('away' in present) return present.away
      const { actor, person } = present
      const refuse = async (problem: Problem) =>
        show(now, present, lookAtSecurityInfo(person, now.room), [problem], 422)
      const before = person.session.kind
      switch (form.do) {
        case 'default':
          return answerStep(now, await chooseDefault(methodId(form.method), actor), { before, onward: path, refuse })
        case 'confirm':
          return answerStep(now, await confirmImported(methodId(form.method), actor), {
            before,
            onward: '/security-info/code',
            refuse,
          })
        default:
          throw new Failure('bad-request')
      }
    }),
  )
}

const needsProof = ({ standing }: SecurityInfo): boolean => standing.kind === 'prove' || standing.kind === 'password'

async function show(
  now: Turn,
  { person }: Present,
  info: SecurityInfo,
  problems: readonly Problem[],
  status = 200,
): Promise<FastifyReply> {
  const frame = await now.frame()
  const done = saidOnce(person, info, frame.locale, now)
  const open = info.standing.kind === 'open'
  return now.page(
    <SecurityInfoView
      frame={frame}
      gates={{ ready: info.gates.passed, needed: info.gates.needed }}
      methods={rowsOf(info.methods, info, frame.locale, now)}
      toConfirm={rowsOf(info.toConfirm, info, frame.locale, now)}
      addable={open ? addableFaces(info.addable, now) : []}
      {...(done === null ? {} : { done })}
      {...(info.standing.kind === 'closed' ? { closed: { id: refusalSentences['enrolment-closed'] } } : {})}
      {...(info.standing.kind === 'enrolment-code' ? { closed: { id: refusalSentences['enrolment-code-first'] } } : {})}
      continueTo={continueTo(person.session.returnTo, now)}
      problems={problems}
    />,
    status,
  )
}
