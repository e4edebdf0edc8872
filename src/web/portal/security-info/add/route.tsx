// /security-info/add: something new is to be registered, or to take another's place. Nothing counts before it is proven.
import type { FastifyReply } from 'fastify'
import { methodId, methodKind } from '../../../../core/people/identifiers.ts'
import { addressSentences } from '../../../../core/wording/session-sentences.ts'
import { offerAddress, offerSecret } from '../../../../use-cases/security-info/actions.ts'
import { lookAtSecurityInfo } from '../../../../use-cases/security-info/look.ts'
import type { Problem } from '../../../components/frame.ts'
import { Failure } from '../../../middleware/failures/failure.ts'
import { readForm, readQuery, text } from '../../../read-form.ts'
import { type AddRoutes, type Turn, turn } from '../../route.ts'
import { type Present, whoIsAt } from '../../signed-in.ts'
import { answerStep, backFor } from '../../take.ts'
import { AddAddressView, AddSecretView } from './view.tsx'

const path = '/security-info/add'
const opens = ['full', 'interrupted', 'set-up'] as const

export const addAddMethod: AddRoutes = (app, site) => {
  app.get(
    path,
    turn(site, async (now) => {
      const present = await whoIsAt(now, opens)
      if ('away' in present) return present.away
      const kind = readQuery(now.request.query, 'kind') ?? ''
      if (now.room.catalogue.get(methodKind(kind))?.registers !== 'address') return now.go(home(present))
      return whenOpen(now, present, () => show(now, present, kind, null, []))
    }),
  )

  app.get(
    '/security-info/replace',
    turn(site, async (now) => {
      const present = await whoIsAt(now, ['full'])
      if ('away' in present) return present.away
      const method = lookAtSecurityInfo(present.person, now.room).methods.find(
        ({ id }) => id === readQuery(now.request.query, 'method'),
      )
      if (method === undefined) return now.go(home(present))
      return whenOpen(now, present, () => show(now, present, method.kind, method.id, []))
    }),
  )

  app.post(
    path,
    turn(site, async (now) => {
      const form = readForm(now.request.body, { kind: text, replaces: text.optional(), address: text.optional() })
      const present = await whoIsAt(now, opens)
      if ('away' in present) return present.away
      const { actor, person } = present
      const kind = methodKind(form.kind)
      const replaces = form.replaces === undefined ? null : methodId(form.replaces)
      const refuse = (problem: Problem) => show(now, present, form.kind, replaces, [problem], 422, form.address)
      const answers = { before: person.session.kind, onward: '/security-info/code', refuse }
      switch (now.room.catalogue.get(kind)?.registers) {
        case 'address': {
          if (form.address === undefined) return now.go(`${path}?kind=${encodeURIComponent(form.kind)}`)
          const taken = await offerAddress(kind, form.address, replaces, actor)
          return taken.kind === 'problem'
            ? refuse({ sentence: { id: addressSentences[taken.problem] }, field: 'address' })
            : answerStep(now, taken, answers)
        }
        case 'secret':
          return answerStep(now, await offerSecret(kind, replaces, actor), answers)
        default:
          throw new Failure('bad-request')
      }
    }),
  )
}

const home = ({ person }: Present): string => `/${backFor(person.session.kind)}`

/** Asked before the form, so that nobody fills it in and is then sent away. */
async function whenOpen(now: Turn, present: Present, view: () => Promise<FastifyReply>): Promise<FastifyReply> {
  const { standing } = lookAtSecurityInfo(present.person, now.room)
  if (standing.kind === 'open') return view()
  return now.go(
    standing.kind === 'confirm-known' ? home(present) : `/prove?then=${backFor(present.person.session.kind)}`,
  )
}

async function show(
  now: Turn,
  present: Present,
  kind: string,
  replaces: string | null,
  problems: readonly Problem[],
  status = 200,
  address?: string,
): Promise<FastifyReply> {
  const props = { frame: await now.frame(), kind, replaces, back: home(present), problems }
  const isSecret = now.room.catalogue.get(methodKind(kind))?.registers === 'secret'
  return now.page(
    isSecret ? (
      <AddSecretView {...props} />
    ) : (
      <AddAddressView {...props} {...(address === undefined ? {} : { address: address.slice(0, 254) })} />
    ),
    status,
  )
}
