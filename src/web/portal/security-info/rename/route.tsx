// /security-info/rename: a name of one's own for a method.
import { methodId } from '../../../../core/people/identifiers.ts'
import { longestMethodName } from '../../../../core/people/method-name.ts'
import { methodNameSentences } from '../../../../core/wording/session-sentences.ts'
import { renameMethod } from '../../../../use-cases/security-info/actions.ts'
import { lookAtSecurityInfo } from '../../../../use-cases/security-info/look.ts'
import type { Problem } from '../../../components/frame.ts'
import { readForm, readQuery, text } from '../../../read-form.ts'
import { type AddRoutes, type Turn, turn } from '../../route.ts'
import { whoIsAt } from '../../signed-in.ts'
import { answerStep } from '../../take.ts'
import { RenameView } from './view.tsx'

const path = '/security-info/rename'
const home = '/security-info'

export const addRenameMethod: AddRoutes = (app, site) => {
  app.get(
    path,
    turn(site, async (now) => {
      const present = await whoIsAt(now, ['full'])
      if ('away' in present) return present.away
      const info = lookAtSecurityInfo(present.person, now.room)
      if (info.standing.kind !== 'open') return now.go('/prove?then=security-info')
      const method = info.methods.find(({ id }) => id === readQuery(now.request.query, 'method'))
      return method === undefined ? now.go(home) : show(now, method.id, method.name ?? '', [])
    }),
  )

  app.post(
    path,
    turn(site, async (now) => {
      const form = readForm(now.request.body, { method: text, name: text })
      const present = await whoIsAt(now, ['full'])
      if ('away' in present) return present.away
      const refuse = (problem: Problem) => show(now, form.method, form.name, [problem], 422)
      const taken = await renameMethod(methodId(form.method), form.name, present.actor)
      if (taken.kind !== 'problem') return answerStep(now, taken, { before: 'full', onward: home, refuse })
      const values = { longest: longestMethodName }
      return refuse({ sentence: { id: methodNameSentences[taken.problem], values }, field: 'name' })
    }),
  )
}

const show = async (now: Turn, method: string, name: string, problems: readonly Problem[], status = 200) =>
  now.page(
    <RenameView
      frame={await now.frame()}
      method={method}
      name={name}
      longest={longestMethodName}
      problems={problems}
    />,
    status,
  )
