// What `rekey policy …` does on the host: the use cases of the portal, as whoever may do everything.
import type { Actions, Refused } from '../cli/actions.ts'
import { permissions } from '../core/people/permissions.ts'
import type { Administrator } from '../use-cases/administer/administrator.ts'
import { keepPicture as keep } from '../use-cases/policy/keep-picture.ts'
import { previewPolicy as preview } from '../use-cases/policy/preview-policy.ts'
import { readPolicy as read } from '../use-cases/policy/read-policy.ts'
import { savePolicy as save } from '../use-cases/policy/save-policy.ts'
import { simulate as walk } from '../use-cases/policy/simulate.ts'
import { atHost } from './host.ts'

/** Whoever is at the host holds the keys of everything anyway. */
export const atTheHost: Administrator = {
  account: null,
  username: 'host',
  role: 'global-administrator',
  permissions: new Set(permissions),
  via: 'host',
  provenFreshly: true,
}

export const readPolicy: Actions['readPolicy'] = ({ config, organisation }) =>
  atHost(config, organisation, async ({ room }) => {
    const saved = await read(null, atTheHost, room)
    return 'kind' in saved ? unexpected(saved.kind) : { saved }
  })

export const previewPolicy: Actions['previewPolicy'] = ({ config, organisation, change }) =>
  atHost(config, organisation, async ({ room }) => {
    const looked = await preview(change, atTheHost, room)
    if ('impact' in looked || looked.kind === 'problems') return looked
    return unexpected(looked.kind)
  })

export const savePolicy: Actions['savePolicy'] = ({ config, organisation, order }) =>
  atHost(config, organisation, async ({ room }) => {
    const outcome = await save(order, atTheHost, room)
    switch (outcome.kind) {
      case 'saved':
      case 'unchanged':
        return { version: outcome.saved.policy.version }
      case 'version-moved':
        return { refused: `Version ${outcome.version} came first.`, cure: 'export the policy again and look at it' }
      case 'impact-moved':
        return { refused: 'Whom it reaches has changed meanwhile.', cure: 'run it again and look at it' }
      case 'problems':
        return { refused: 'What it names is no longer there.', cure: 'run rekey policy diff' }
      case 'reason-unreadable':
        return unreadableReason
      case 'not-allowed':
      case 'step-up-needed':
        return unexpected(outcome.kind)
    }
  })

export const simulate: Actions['simulate'] = ({ config, organisation, username, purpose, change }) =>
  atHost(config, organisation, async ({ room }) => {
    const outcome = await walk({ username, purpose, change }, atTheHost, room)
    if (!('kind' in outcome)) return outcome
    switch (outcome.kind) {
      case 'not-found':
        return { refused: `Nobody has the name ${username}.`, cure: 'write it as it is typed at the sign-in' }
      case 'unavailable':
        return { refused: 'A directory does not answer.', cure: 'try it again in a moment' }
      case 'not-allowed':
      case 'step-up-needed':
        return unexpected(outcome.kind)
    }
  })

export const keepPicture: Actions['keepPicture'] = ({ config, organisation, file }) =>
  atHost(config, organisation, async ({ room }) => {
    const outcome = await keep(file, atTheHost, room)
    switch (outcome.kind) {
      case 'kept':
        return { picture: outcome.picture }
      case 'fault':
        return outcome.fault
      case 'full':
        return { refused: 'So many pictures wait for a policy that names them.', cure: 'try it again in a day' }
      case 'not-allowed':
      case 'step-up-needed':
        return unexpected(outcome.kind)
    }
  })

export const unreadableReason: Refused = {
  refused: 'The text holds characters that no log should, or is longer than 1 KB.',
  cure: 'write one line of plain text',
}

function unexpected(kind: string): never {
  throw new Error(`the host was refused: ${kind}`)
}
