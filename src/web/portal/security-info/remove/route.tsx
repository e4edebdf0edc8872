// /security-info/remove: a method goes, never without saying what would be left.
import type { FastifyReply } from 'fastify'
import { methodId } from '../../../../core/people/identifiers.ts'
import { removeMethod } from '../../../../use-cases/security-info/actions.ts'
import { leftWithout, lookAtSecurityInfo } from '../../../../use-cases/security-info/look.ts'
import type { Problem } from '../../../components/frame.ts'
import { readForm, readQuery, text } from '../../../read-form.ts'
import { type AddRoutes, type Turn, turn } from '../../route.ts'
import { type Present, whoIsAt } from '../../signed-in.ts'
import { answerStep } from '../../take.ts'
import { rowsOf } from '../rows.ts'
import { RemoveView } from './view.tsx'

const path = '/security-info/remove'
const home = '/security-info'

export const addRemoveMethod: AddRoutes = (app, site) => {
  app.get(
    path,
    turn(site, async (now) => {
      const present = await whoIsAt(now, ['full'])
      return 'away' in present ? present.away : show(now, present, readQuery(now.request.query, 'method') ?? '', [])
    }),
  )

  app.post(
    path,
    turn(site, async (now) => {
      const form = readForm(now.request.body, { method: text, anyway: text.optional() })
      const present = await whoIsAt(now, ['full'])
      if ('away' in present) return present.away
      const taken = await removeMethod(methodId(form.method), form.anyway === 'yes', present.actor)
      const refuse = (problem: Problem) => show(now, present, form.method, [problem], 422)
      return answerStep(now, taken, { before: 'full', onward: home, refuse })
    }),
  )
}

async function show(
  now: Turn,
  { person }: Present,
  id: string,
  problems: readonly Problem[],
  status = 200,
): Promise<FastifyReply> {
  const info = lookAtSecurityInfo(person, now.room)
  if (info.standing.kind !== 'open') return now.go('/prove?then=security-info')
  const frame = await now.frame()
  const [method] = rowsOf(
    [...info.methods, ...info.toConfirm].filter((each) => each.id === id),
    info,
    frame.locale,
    now,
  )
  if (method === undefined) return now.go(home)
  const left = leftWithout(methodId(id), person, now.room)
  return now.page(<RemoveView frame={frame} method={method} left={left} problems={problems} />, status)
}
