// How a step of a signed-in person is answered: with the page of whatever is now so, or with the way to what has to be shown first.
import type { FastifyReply } from 'fastify'
import type { RegistrationRefusal } from '../../core/registration/decision.ts'
import type { SessionKind } from '../../core/registration/session.ts'
import { refusalSentences } from '../../core/wording/session-sentences.ts'
import type { RegistrationTaken } from '../../use-cases/security-info/step.ts'
import type { Problem } from '../components/frame.ts'
import type { Turn } from './route.ts'

/** Where a step-up leads back to. */
export const comingBack = ['security-info', 'register', 'change-password'] as const
export type ComingBack = (typeof comingBack)[number]

export interface Answers {
  readonly before: SessionKind
  /** Where a session that is full goes on. */
  readonly onward: string
  /** Shows the page again with what is in the way. */
  readonly refuse: (problem: Problem) => Promise<FastifyReply>
}

export async function answerStep(now: Turn, taken: RegistrationTaken, answers: Answers): Promise<FastifyReply> {
  switch (taken.kind) {
    case 'nobody':
      return now.go('/sign-in?because=session-ended')
    case 'refused':
      return shownFirst(taken.why)
        ? now.go(`/prove?then=${backFor(answers.before)}`)
        : answers.refuse({ sentence: { id: refusalSentences[taken.why] } })
    case 'moved':
      if (taken.cookie !== null) now.site.cookies.write(now.reply, 'session', taken.cookie)
      return now.go(afterwards(taken.session.kind, answers))
    case 'stayed':
      return now.go(afterwards(taken.session.kind, answers))
  }
}

/** Registering goes on where it began; whoever was stopped by it and is through goes home, and from there on. */
function afterwards(kind: SessionKind, { before, onward }: Answers): string {
  switch (kind) {
    case 'interrupted':
    case 'set-up':
      return /^\/(security-info\/|prove\b)/.test(onward) ? onward : '/register'
    case 'second-proof':
      return onward.startsWith('/prove?') ? onward : '/prove'
    case 'must-change':
      return '/change-password'
    case 'full':
      return before === 'full' ? onward : '/?done=registered'
  }
}

export const backFor = (kind: SessionKind): ComingBack => (kind === 'full' ? 'security-info' : 'register')

function shownFirst(why: RegistrationRefusal): boolean {
  return (
    why === 'prove-first' || why === 'password-first' || why === 'enrolment-code-first' || why === 'enrolment-closed'
  )
}
