// /prove: a fresh proof. Before methods are shown or changed, for a change without the old password, and at an administrator's
// sign-in. It leads back to where it was asked for.
import type { FastifyReply } from 'fastify'
import { longestPassword } from '../../../core/passwords/rules.ts'
import { challengeId, methodId } from '../../../core/people/identifiers.ts'
import { freshProofs, type SessionKind } from '../../../core/registration/session.ts'
import { isProvenTwice } from '../../../core/registration/standing.ts'
import { problemSentences } from '../../../core/wording/problem-sentences.ts'
import { answerCode, leaveErrand, proveWith, resendCode } from '../../../use-cases/security-info/actions.ts'
import { lookAtSecurityInfo, type SecurityInfo, type ShownMethod } from '../../../use-cases/security-info/look.ts'
import { typeEnrolmentCode, typePasswordAgain } from '../../../use-cases/security-info/type-secrets.ts'
import type { Problem } from '../../components/frame.ts'
import { Failure } from '../../middleware/failures/failure.ts'
import { readForm, readQuery, text } from '../../read-form.ts'
import { type AdminPath, adminPath } from '../admin-path.ts'
import { codeProblem } from '../reset/proof/code-problem.ts'
import { type AddRoutes, type Turn, turn } from '../route.ts'
import { remarkProblems, waitsOf } from '../session-page.ts'
import { type Present, whoIsAt } from '../signed-in.ts'
import { answerStep, backFor, type ComingBack, comingBack } from '../take.ts'
import { type ProveState, ProveView } from './view.tsx'

const opens = ['full', 'interrupted', 'set-up', 'second-proof'] as const

export const addProve: AddRoutes = (app, site) => {
  app.get(
    '/prove',
    turn(site, async (now) => {
      const present = await whoIsAt(now, opens)
      return 'away' in present ? present.away : show(now, present, remarkProblems(present.person.session.state))
    }),
  )

  app.post(
    '/prove',
    turn(site, async (now) => {
      const form = readForm(now.request.body, {
        method: text.optional(),
        challenge: text.optional(),
        code: text.optional(),
        password: text.optional(),
        username: text.optional(),
        'enrolment-code': text.optional(),
        do: text.optional(),
      })
      const present = await whoIsAt(now, opens)
      if ('away' in present) return present.away
      const { actor, person } = present
      const refuse = (problem: Problem) => show(now, present, [problem], 422)
      const answers = { before: 'full', onward: actionOf(now, present), refuse } as const
      if (form.method !== undefined) return answerStep(now, await proveWith(methodId(form.method), actor), answers)
      if (form.do === 'resend') return answerStep(now, await resendCode(actor), answers)
      if (form.do === 'another-way') return answerStep(now, await leaveErrand(actor), answers)
      if (form.password !== undefined) return password(now, present, form.password)
      if (form['enrolment-code'] !== undefined) {
        return answerStep(now, await typeEnrolmentCode(form['enrolment-code'], actor), answers)
      }
      if (form.code === undefined || form.challenge === undefined) throw new Failure('bad-request')
      const { errand } = person.session.state
      const digits = errand === null ? null : (now.room.catalogue.get(errand.challenge.kind)?.digits ?? null)
      // What can be seen to be no code is said at once; nothing is compared and nothing is counted.
      const sentence = codeProblem(form.code, digits)
      if (sentence !== null) return refuse({ sentence, field: 'code' })
      return answerStep(now, await answerCode(challengeId(form.challenge), form.code, actor), answers)
    }),
  )
}

async function password(now: Turn, present: Present, typed: string): Promise<FastifyReply> {
  const refuse = (problem: Problem) => show(now, present, [problem], 422)
  const wrong = { sentence: { id: problemSentences['current-password-wrong'] }, field: 'password' }
  if (typed === '') return refuse({ sentence: { id: problemSentences['password-empty'] }, field: 'password' })
  if ([...typed].length > longestPassword) return refuse(wrong)
  const taken = await typePasswordAgain(now.site.newPassword(typed), present.actor)
  if (taken.kind === 'unavailable') throw new Failure('unavailable')
  if (taken.kind === 'wrong') return refuse(wrong)
  return answerStep(now, taken, { before: 'full', onward: actionOf(now, present), refuse })
}

/** Shows what has to be shown first; where nothing has, leads back. */
async function show(now: Turn, present: Present, problems: readonly Problem[], status = 200): Promise<FastifyReply> {
  const { person } = present
  const info = lookAtSecurityInfo(person, now.room)
  const then = thenOf(now, present)
  const state = stateOf(now, present, info, then)
  if (state === null) return now.go(`/${then}`)
  const atSignIn = person.session.kind === 'second-proof'
  const view = (
    <ProveView
      frame={await now.frame()}
      why={atSignIn ? 'sign-in' : whyOf(then)}
      state={state}
      action={actionOf(now, present)}
      back={backOf(person.session.kind, then)}
      problems={problems}
    />
  )
  return now.page(view, status)
}

function stateOf(now: Turn, { person }: Present, info: SecurityInfo, then: Then): ProveState | null {
  const { session, account, loaded } = person
  const provable = stillToProve(info.provable, person, then)
  if (info.errand?.errand.doing === 'prove') return codeState(now, info, provable)
  const choosing = { at: 'choosing', methods: provable.map((each) => provableRow(each, now)) } as const
  if (session.kind === 'second-proof') {
    return provable.length === 0 ? { at: 'closed', administrator: true } : choosing
  }
  if (then === 'change-password') {
    const facts = { now: loaded.now, policy: loaded.policy, catalogue: now.room.catalogue, account }
    return isProvenTwice(session.state, facts) || provable.length === 0 ? null : choosing
  }
  if (isAdminPath(then)) return hasProven(person) ? null : choosing
  switch (info.standing.kind) {
    case 'prove':
      return choosing
    case 'password':
      return { at: 'password', username: account.entry.username }
    case 'enrolment-code':
      return { at: 'enrolment-code' }
    case 'closed':
      return { at: 'closed', administrator: false }
    case 'confirm-known':
    case 'open':
      return null
  }
}

/** For two proofs, what was proven just now is not offered again. */
const stillToProve = (
  provable: readonly ShownMethod[],
  { session, loaded }: Present['person'],
  then: Then,
): readonly ShownMethod[] => {
  const fresh = freshProofs(session.state.proofs, loaded.now).map(({ method }) => method)
  return then === 'change-password' ? provable.filter(({ id }) => !fresh.includes(id)) : provable
}

function codeState(now: Turn, { errand }: SecurityInfo, provable: readonly ShownMethod[]): ProveState | null {
  if (errand === null) return null
  const { challenge } = errand.errand
  const method = now.room.catalogue.get(challenge.kind)
  const face = now.site.faces.find((each) => each.kind === challenge.kind)
  if (method === undefined || face === undefined) return null
  return {
    at: 'code',
    challenge: challenge.id,
    digits: method.digits ?? 0,
    minutes: Math.round((challenge.expiresAt - challenge.since) / 60_000),
    title: face.title,
    lead: face.leadProven,
    address: errand.masked,
    others: provable.length > 1,
    ...waitsOf(errand, method.sends !== null),
  }
}

function provableRow({ id, kind, name, masked }: ShownMethod, { site }: Turn) {
  const face = site.faces.find((each) => each.kind === kind)
  return { id, icon: face?.icon ?? '', title: face?.choose ?? kind, hint: name ?? masked }
}

/** Whoever would rather not prove it now; at a sign-in there is nothing to go back to. */
function backOf(kind: SessionKind, then: Then): string | null {
  if (kind === 'second-proof') return null
  if (kind !== 'full') return '/register'
  if (isAdminPath(then)) return `/${then}`
  return then === 'change-password' ? '/change-password' : '/'
}

/** Where it leads in the end: what was asked for, if it is one of ours, else what the session is at. */
function thenOf({ request }: Turn, { person }: Present): Then {
  const then = readQuery(request.query, 'then')
  return comingBack.find((each) => each === then) ?? adminPath(then) ?? backFor(person.session.kind)
}

type Then = ComingBack | AdminPath

const isAdminPath = (then: Then): then is AdminPath => then === adminPath(then)

const whyOf = (then: Then) => (isAdminPath(then) ? 'administer' : then === 'change-password' ? 'password' : 'methods')

/** A method, not the password: what administering asks for. */
const hasProven = ({ session, loaded }: Present['person']): boolean =>
  freshProofs(session.state.proofs, loaded.now).some(({ method }) => method !== null)

const actionOf = (now: Turn, present: Present): string => `/prove?then=${thenOf(now, present)}`
