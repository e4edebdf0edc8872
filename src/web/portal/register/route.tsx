// /register: asked at the sign-in of whoever lacks ways back in, or was not asked for long. It can be left and come back to:
// what is proven stays, and only the rest is asked for.
import type { FastifyReply } from 'fastify'
import { refusalSentences, sessionRemarks } from '../../../core/wording/session-sentences.ts'
import { confirmAll, skipInterrupt } from '../../../use-cases/security-info/actions.ts'
import { lookAtSecurityInfo, type SecurityInfo } from '../../../use-cases/security-info/look.ts'
import type { Problem } from '../../components/frame.ts'
import { Failure } from '../../middleware/failures/failure.ts'
import { readForm, text } from '../../read-form.ts'
import { type AddRoutes, type Turn, turn } from '../route.ts'
import { addableFaces, rowsOf } from '../security-info/rows.ts'
import { type Present, whoIsAt } from '../signed-in.ts'
import { answerStep } from '../take.ts'
import { type RegisterProps, type RegisterState, RegisterView } from './view.tsx'

const path = '/register'

export const addRegister: AddRoutes = (app, site) => {
  app.get(
    path,
    turn(site, async (now) => {
      const present = await whoIsAt(now, ['interrupted', 'set-up'])
      if ('away' in present) return present.away
      const { person, actor } = present
      if (person.session.state.setUp?.passwordSet === false) return now.go('/set-up')
      const info = lookAtSecurityInfo(person, now.room)
      if (person.session.kind === 'interrupted' && info.interrupt === null) {
        // Nothing is asked any more (the policy changed, or another session did it): the way on is open.
        return answerStep(now, await skipInterrupt(actor), {
          before: 'full',
          onward: '/',
          refuse: refusing(now, present),
        })
      }
      // Why it is asked comes first, and putting it off needs no proof: that is asked for when something is begun.
      return show(now, present, info, [])
    }),
  )

  app.post(
    path,
    turn(site, async (now) => {
      const form = readForm(now.request.body, { do: text })
      const present = await whoIsAt(now, ['interrupted', 'set-up'])
      if ('away' in present) return present.away
      const { person, actor } = present
      const answers = { before: person.session.kind, onward: '/', refuse: refusing(now, present) }
      switch (form.do) {
        case 'skip':
          return answerStep(now, await skipInterrupt(actor), { ...answers, before: 'full' })
        case 'confirm':
          return answerStep(now, await confirmAll(actor), answers)
        case 'change':
          // Whoever says that something is wrong has looked through it all: the rest is done where it is changed.
          return answerStep(now, await confirmAll(actor), { ...answers, before: 'full', onward: '/security-info' })
        default:
          throw new Failure('bad-request')
      }
    }),
  )
}

const refusing = (now: Turn, present: Present) => (problem: Problem) =>
  show(now, present, lookAtSecurityInfo(present.person, now.room), [problem], 422)

async function show(
  now: Turn,
  { person }: Present,
  info: SecurityInfo,
  problems: readonly Problem[],
  status = 200,
): Promise<FastifyReply> {
  const frame = await now.frame()
  const { remark } = person.session.state
  const said = remark === null ? null : sessionRemarks[remark]
  return now.page(
    <RegisterView
      frame={frame}
      state={stateOf(info, person.session.kind === 'set-up', frame.locale, now)}
      {...skipsOf(info)}
      {...(said?.good === true ? { done: { id: said.id, values: { when: '' } } } : {})}
      problems={problems}
    />,
    status,
  )
}

function stateOf(info: SecurityInfo, setUp: boolean, locale: string, now: Turn): RegisterState {
  if (info.interrupt?.kind === 'confirm') {
    const seen = info.standing.kind === 'open'
    return { at: 'confirm', methods: seen ? rowsOf(info.methods, info, locale, now) : null }
  }
  if (info.standing.kind === 'closed') return { at: 'closed', why: { id: refusalSentences['enrolment-closed'] } }
  const lacking = addableFaces(info.lacking, now)
  const toConfirm = rowsOf(info.toConfirm, info, locale, now)
  return {
    at: 'register',
    have: info.gates.passed,
    needed: info.gates.needed,
    toConfirm,
    // Before an address on file is proven, it is the only thing that may be done.
    addable: info.standing.kind === 'confirm-known' ? [] : lacking,
    setUp,
  }
}

const skipsOf = ({ interrupt }: SecurityInfo): Pick<RegisterProps, 'skipsLeft'> =>
  interrupt === null ? {} : { skipsLeft: interrupt.skipsLeft }
