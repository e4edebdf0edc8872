// The audit's table, third part: what is done for other people, to the policy and with the log itself. Each says by whom.

import { importAccounts } from '../../src/use-cases/administer/import-accounts.ts'
import { eraseAccount } from '../../src/use-cases/people/erase-account.ts'
import { atTheHost } from '../../src/wiring/policy-verbs.ts'
import { appCode, mailedCode } from '../support/prove.ts'
import { main } from '../support/test-organisation.ts'
import { chosen, type Flow, methodsOf, type Scene, signedIn, typeCode, why } from './flow-scene.ts'

const act =
  (verb: string, by: 'grace' | 'desk' = 'desk') =>
  async (scene: Scene) =>
    scene[by]('POST', `/accounts/${(await scene.person()).id}/${verb}`, why)

async function freeze(scene: Scene): Promise<string> {
  const { id } = await scene.person()
  await scene.database.script(`update accounts set frozen_at = now() where id = '${id}'`)
  return id
}

export const flowsOfAdministrators: readonly Flow[] = [
  {
    does: 'the help desk clears somebody’s waits',
    walk: act('clear-waits'),
    leaves: ['they account-helped act=clear-waits by=desk why=They called from their desk'],
  },
  {
    does: 'the help desk asks somebody to register anew',
    walk: act('require-registration'),
    leaves: ['they account-helped act=require-registration by=desk why=They called from their desk'],
  },
  {
    does: 'the help desk ends somebody’s sessions',
    walk: act('end-sessions'),
    leaves: ['they account-helped act=end-sessions by=desk why=They called from their desk', 'they sessions-ended'],
  },
  {
    does: 'the help desk invites somebody',
    walk: act('invite'),
    leaves: ['they account-helped act=invite by=desk why=They called from their desk', 'they invited'],
  },
  {
    does: 'the help desk reaches for an administrator, and for what only others may',
    walk: async (scene, begin) => {
      const other = await scene.person({ role: 'user-administrator' })
      const frozen = await freeze(scene)
      await begin()
      await scene.desk('POST', `/accounts/${other.id}/end-sessions`, why)
      await scene.desk('POST', `/accounts/${frozen}/lift-freeze`, { body: { reason: '' } })
      await scene.desk('PUT', '/policy', { body: {}, headers: { 'if-match': '"1"' } })
    },
    leaves: [],
  },
  {
    does: 'an administrator lifts a freeze',
    walk: async (scene) => scene.grace('POST', `/accounts/${await freeze(scene)}/lift-freeze`, why),
    leaves: ['they account-helped act=lift-freeze by=grace why=They called from their desk', 'they freeze-lifted'],
  },
  {
    does: 'an administrator removes somebody’s method',
    walk: async (scene) => {
      const person = await scene.person()
      const { email } = await methodsOf(scene, person)
      await scene.grace('POST', `/accounts/${person.id}/methods/${email}/remove`, why)
    },
    leaves: [
      'they account-helped act=remove-method by=grace why=They called from their desk',
      'they method-removed belowGates=true method=email',
    ],
  },
  {
    does: 'a caller reads out a wrong code, then the right one, and gets a password for an hour',
    walk: async (scene) => {
      const person = await scene.person()
      const since = scene.acme.mail.messages.length
      const { email } = await methodsOf(scene, person)
      const at = `/accounts/${person.id}`
      const asked = (await scene.desk('POST', `${at}/caller-checks`, { body: { method: email } })).json
      const code = await mailedCode(scene.acme.mail, person.mail, since)
      const once = (
        await scene.desk('POST', `${at}/caller-checks/answer`, { body: { check: asked.check, code: '00000000' } })
      ).json
      const { check } = (await scene.desk('POST', `${at}/caller-checks/answer`, { body: { check: once.check, code } }))
        .json
      await scene.desk('POST', `${at}/one-time-password`, { body: { check, ...why.body } })
    },
    leaves: [
      'they caller-check-sent by=desk method=email',
      'they caller-check-answered by=desk method=email right=false',
      'they caller-check-answered by=desk method=email right=true',
      'they account-helped act=one-time-password by=desk why=They called from their desk',
      'they sessions-ended',
    ],
  },
  {
    does: 'a role is granted by a link, and its holder sets up a password and two methods',
    walk: async (scene) => {
      const person = await scene.person()
      const body = { username: person.username, role: 'reports-reader', ...why.body }
      const { link } = (await scene.grace('POST', '/administrators', { body })).json
      const browser = scene.acme.browser()
      await browser.get(new URL(link).pathname)
      await browser.send('/set-up', {})
      await browser.send('/set-up', { 'new-password': chosen, again: chosen })
      const since = scene.acme.mail.messages.length
      await browser.get('/security-info/add?kind=email')
      await browser.send('/security-info/add', { kind: 'email', address: 'set-up@home.test' })
      await typeCode(browser, await mailedCode(scene.acme.mail, 'set-up@home.test', since), '/security-info/code')
      await browser.send('/security-info/add', { kind: 'authenticator-app' })
      const secret =
        /secret=([A-Z2-7]+)/.exec(browser.page().html)?.[1] ??
        /([A-Z2-7]{4}(?: [A-Z2-7]{4}){4,})/.exec(browser.page().html)?.[1]?.replaceAll(' ', '') ??
        ''
      await typeCode(browser, appCode(secret), '/security-info/code')
    },
    leaves: [
      'they set-up-link-made breakGlass=true by=grace role=reports-reader why=They called from their desk',
      'they set-up-started',
      'they set-up-password-set',
      'they session-challenge-issued method=email sent=true',
      'they method-added byPasswordAlone=false held=0 method=email',
      'they session-challenge-issued method=authenticator-app sent=false',
      'they method-added byPasswordAlone=false held=0 method=authenticator-app',
      'they role-changed from=null to=reports-reader',
      'they set-up-completed methods=email+authenticator-app role=reports-reader',
    ],
  },
  {
    does: 'a role is taken away',
    walk: async (scene) =>
      scene.grace('POST', `/administrators/${(await scene.person({ role: 'user-administrator' })).id}/take-role`, why),
    leaves: ['they role-changed by=grace from=user-administrator to=null why=They called from their desk'],
  },
  {
    does: 'the policy is saved with a note',
    walk: async (scene) => {
      const read = await scene.grace('GET', '/policy')
      const document = { ...read.json.document, help: { ...read.json.document.help, text: 'Ask at the desk' } }
      const body = { document, note: 'As agreed on Monday', seen: { gains: 0, loses: 0 } }
      await scene.grace('PUT', '/policy', { body, headers: { 'if-match': String(read.headers['etag']) } })
    },
    leaves: ['grace policy-saved changes=help.text note=As agreed on Monday version=2'],
  },
  {
    does: 'the policy is saved over a version that is gone',
    walk: async (scene) => {
      const { document } = (await scene.grace('GET', '/policy')).json
      const body = { document, seen: { gains: 0, loses: 0 } }
      await scene.grace('PUT', '/policy', { body, headers: { 'if-match': '"77"' } })
    },
    leaves: [],
  },
  {
    does: 'the log is exported, and a report',
    walk: async (scene) => {
      await scene.grace('GET', '/audit/export?format=csv')
      await scene.grace('GET', '/audit/export?format=jsonl')
      await scene.grace('GET', '/reports/unable/export')
    },
    leaves: [
      'grace audit-exported format=csv what=events',
      'grace audit-exported format=jsonl what=events',
      'grace audit-exported format=csv what=unable',
    ],
  },
  {
    does: 'the log is searched, and a person looked at',
    walk: async (scene) => {
      await scene.grace('GET', '/audit/events?limit=5')
      await scene.desk('GET', '/accounts/find?name=grace')
    },
    leaves: [],
  },
  {
    does: 'a token is made, used and ended',
    walk: async (scene) => {
      const body = { name: 'Nightly report', permissions: ['policy.read', 'audit.read'], days: 30 }
      const { id } = (await scene.grace('POST', '/tokens', { body })).json
      await scene.grace('DELETE', `/tokens/${id}`)
    },
    leaves: ['grace api-token-made days=30 permissions=policy.read+audit.read', 'grace api-token-ended'],
  },
  {
    does: 'a picture is kept for the logo, and another is refused',
    walk: async (scene) => {
      const bring = (inside: string) => {
        const file = Buffer.from(`<svg viewBox="0 0 120 40">${inside}</svg>`).toString('base64')
        return scene.grace('POST', '/pictures', { body: { file } })
      }
      await bring('<path d="M0 0h9v9z"/>')
      await bring('<script>alert(1)</script>')
    },
    leaves: ['grace picture-kept picture=IImwMRxua8Erx06NxFgGvNJ7xAnLPZ0pcyfWui1RI60'],
  },
  {
    does: 'people are imported from a file at the host',
    walk: async (scene) => {
      async function* rows() {
        yield {
          line: 2,
          cells: { username: 'imported1', 'recovery email': 'imported1@home.test', 'mobile phone': '+44 7700 900123' },
        }
        yield { line: 3, cells: { username: 'imported2' } }
      }
      const order = { directory: main, rows: rows(), dryRun: false, createGroups: false, locales: ['en'] }
      const { imports } = scene.acme.storage.forTenant(scene.room.organisation.id)
      await importAccounts(order, imports, scene.room)
    },
    leaves: ['- accounts-imported added=2 created=2 updated=0'],
  },
  {
    does: 'a person is erased at the host',
    walk: async (scene, begin) => {
      const person = await scene.person()
      await signedIn(scene, person)
      await begin()
      await eraseAccount(person.id, atTheHost, scene.room)
    },
    leaves: ['- account-erased by=host'],
  },
]
