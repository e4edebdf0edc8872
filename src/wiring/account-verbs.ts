// What `rekey account show | clear-waits | lift-freeze | erase` do on the host: the use cases of the portal.
import type { Actions, OfAccount, Refused } from '../cli/actions.ts'
import { findByName, type NamedAccount } from '../use-cases/administer/find-by-name.ts'
import { eraseAccount as erase } from '../use-cases/people/erase-account.ts'
import { helpAccount as help } from '../use-cases/people/help-account.ts'
import { listEvents } from '../use-cases/people/list-people.ts'
import { lookAtAccount } from '../use-cases/people/look-at-account.ts'
import { atHost, type Host } from './host.ts'
import { atTheHost, unreadableReason } from './policy-verbs.ts'

export const showAccount: Actions['showAccount'] = (request) =>
  ofPerson(request, async ({ account }, { room }) => {
    const seen = await lookAtAccount(account.id, atTheHost, room)
    const events = await listEvents(account.id, { before: null, most: 10 }, atTheHost, room)
    if ('kind' in seen || 'kind' in events) return gone(request.username)
    return { seen, events }
  })

export const helpAccount: Actions['helpAccount'] = ({ act, why, ...request }) =>
  ofPerson(request, async ({ account }, { room }) => {
    const helped = await help({ act, why, account: account.id }, atTheHost, room)
    switch (helped) {
      case 'done':
        room.nudgeDelivery()
        return { done: true }
      case 'nothing-to-do':
        return { refused: `${request.username} is not frozen.` }
      case 'reason-unreadable':
        return unreadableReason
      case 'not-found':
        return gone(request.username)
      case 'not-allowed':
      case 'step-up-needed':
      case 'beyond-reach':
      case 'oneself':
      case 'administrators-need-two':
        throw new Error(`the host was refused: ${helped}`)
    }
  })

export const eraseAccount: Actions['eraseAccount'] = (request) =>
  ofPerson(request, async ({ account }, { room }) => {
    const outcome = await erase(account.id, atTheHost, room)
    if (outcome === 'last') {
      return {
        refused: `${request.username} is the last global administrator who could sign in, and stays.`,
        cure: 'make another one first: rekey admin create',
      }
    }
    return outcome === 'none' ? gone(request.username) : { done: true }
  })

const ofPerson = <Result extends object>(
  { config, organisation, username }: OfAccount,
  work: (named: NamedAccount, host: Host) => Promise<Result | Refused>,
): Promise<Result | Refused> =>
  atHost(config, organisation, async (host) => {
    const named = await findByName(username, host.room)
    if (named === 'unreachable') return { refused: 'A directory does not answer.', cure: 'try it again in a moment' }
    return typeof named === 'string' ? gone(username) : work(named, host)
  })

const gone = (username: string): Refused => ({
  refused: `Nobody has the name ${username}.`,
  cure: 'write it as it is typed at the sign-in',
})
