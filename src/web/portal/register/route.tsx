// /register: asked at the sign-in of whoever lacks ways back in, or was not asked for long. It can be left and come back to:
// what is proven stays, and only the rest is asked for. Looking at it changes nothing.
import type { FastifyReply } from 'fastify'
import type { Standing } from '../../../core/registration/standing.ts'
import { refusalSentences } from '../../../core/wording/session-sentences.ts'
import { askToChange, confirmAll, skipInterrupt } from '../../../use-cases/security-info/actions.ts'
import { lookAtSecurityInfo, type SecurityInfo } from '../../../use-cases/security-info/look.ts'
import type { Problem } from '../../components/frame.ts'
import { Failure } from '../../middleware/failures/failure.ts'
import { readForm, text } from '../../read-form.ts'
import { type AddRoutes, type Turn, turn } from '../route.ts'
import { addableFaces, rowsOf } from '../security-info/rows.ts'
import { saidOnce } from '../session-page.ts'
import { type Present, whoIsAt } from '../signed-in.ts'
import { answerStep } from '../take.ts'
import { type RegisterProps, type RegisterState, RegisterView } from './view.tsx'

const path = '/register'
const opens = ['interrupted', 'set-up'] as const

export const addRegister: AddRoutes = (app, site) => {
  app.get(
    path,
    turn(site, async (now) => {
      const present = await whoIsAt(now, opens)
      return 'away' in present ? present.away : show(now, present, [])
    }),
  )

  app.post(
    path,
    turn(site, async (now) => {
      const form = readForm(now.request.body, { do: text })
      const present = await whoIsAt(now, opens)
      if ('away' in present) return present.away
      const { person, actor } = present
      const refuse = (problem: Problem) => show(now, present, [problem], 422)
      const answers = { before: person.session.kind, onward: '/', refuse }
      switch (form.do) {
        case 'skip':
          return answerStep(now, await skipInterrupt(actor), { ...answers, before: 'full' })
        case 'confirm':
          return answerStep(now, await confirmAll(actor), answers)
        case 'change':
          return answerStep(now, await askToChange(actor), { ...answers, before: 'full', onward: '/security-info' })
        default:
          throw new Failure('bad-request')
      }
    }),
  )
}

async function show(now: Turn, { person }: Present, problems: readonly Problem[], status = 200): Promise<FastifyReply> {
  const frame = await now.frame()
  const info = lookAtSecurityInfo(person, now.room)
  const state = stateOf(info, person.session.kind === 'set-up', frame.locale, now)
  const done = saidOnce(person, info, frame.locale, now)
  const view = (
    <RegisterView
      frame={frame}
      state={state}
      {...skipsOf(info, state)}
      {...(done === null ? {} : { done })}
      problems={problems}
    />
  )
  return now.page(view, status)
}

function stateOf(info: SecurityInfo, setUp: boolean, locale: string, now: Turn): RegisterState {
  const { interrupt, standing, gates } = info
  // The policy may have changed since the sign-in, and another session may have done it.
  if (interrupt === null && !setUp) return { at: 'nothing' }
  if (interrupt?.kind === 'confirm' && !setUp) {
    const seen = standing.kind === 'open'
    return { at: 'confirm', methods: seen ? rowsOf(info.methods, info, locale, now) : null }
  }
  if (standing.kind === 'closed') return { at: 'closed', why: { id: refusalSentences['enrolment-closed'] } }
  const first = firstOf(standing)
  return {
    at: 'register',
    have: gates.passed,
    needed: gates.needed,
    first,
    toConfirm: rowsOf(info.toConfirm, info, locale, now),
    addable: first === null ? addableFaces(info.lacking, now) : [],
    setUp,
  }
}

function firstOf(standing: Standing): Extract<RegisterState, { at: 'register' }>['first'] {
  switch (standing.kind) {
    case 'prove':
    case 'password':
    case 'enrolment-code':
      return standing.kind
    case 'confirm-known':
      return 'known'
    case 'open':
    case 'closed':
      return null
  }
}

/** Whoever can't register has a button of their own that leads on; and a set-up can't be put off. */
function skipsOf({ interrupt }: SecurityInfo, state: RegisterState): Pick<RegisterProps, 'skipsLeft'> {
  const mayPutOff = state.at === 'confirm' || (state.at === 'register' && !state.setUp)
  return interrupt !== null && mayPutOff ? { skipsLeft: interrupt.skipsLeft } : {}
}
