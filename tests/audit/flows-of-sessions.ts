// The audit's table, second part: what signed-in people, and those who would like to be, leave in the log.

import type { RegistrationPolicy } from '../../src/core/policy/policy.ts'
import { findByName } from '../../src/use-cases/administer/find-by-name.ts'
import { makeEnrolmentCode } from '../../src/use-cases/administer/make-tokens.ts'
import { appCode, mailedCode } from '../support/prove.ts'
import { chosen, type Flow, methodsOf, provenInSession, type Scene, signedIn, typeCode } from './flow-scene.ts'

const other = 'quiet lanterns drift past'

/** Behind everybody's back: a saved policy is a fact. */
async function setFirstEnrolment({ database }: Scene, value: RegistrationPolicy['firstEnrolment']): Promise<void> {
  await database.script(`update policies set value = jsonb_set(value, '{registration,firstEnrolment}', '"${value}"')`)
}

export const flowsOfSessions: readonly Flow[] = [
  {
    does: 'somebody signs in and out',
    walk: async (scene) => (await signedIn(scene, await scene.person())).send('/sign-out', {}),
    leaves: ['they signed-in', 'they signed-out'],
  },
  {
    does: 'a sign-in has a wrong password',
    walk: async (scene) => signedIn(scene, { ...(await scene.person()), password: other }),
    leaves: ['they sign-in-failed because=password'],
  },
  {
    does: 'a sign-in has a name that nobody has',
    walk: async (scene) => signedIn(scene, { ...(await scene.person()), username: 'nobody-at-all' }),
    leaves: ['- sign-in-failed because=unknown-name'],
  },
  {
    does: 'somebody whose account is disabled signs in',
    walk: async (scene) => signedIn(scene, await scene.person({ disabled: true })),
    leaves: ['they sign-in-failed because=disabled'],
  },
  {
    does: 'somebody whom an administrator locked signs in',
    walk: async (scene) => signedIn(scene, await scene.person({ lockedByAdministrator: true })),
    leaves: ['they sign-in-failed because=locked-by-administrator'],
  },
  {
    does: 'passwords are guessed until the account is locked for strangers',
    walk: async (scene) => {
      const person = await scene.person()
      for (let tried = 0; tried < 11; tried += 1) await signedIn(scene, { ...person, password: `${other} ${tried}` })
    },
    leaves: [
      ...Array<string>(9).fill('they sign-in-failed because=password'),
      'they account-locked-out seconds=60',
      'they sign-in-failed because=password',
      'they sign-in-failed because=locked',
    ],
  },
  {
    does: 'somebody changes their password, after a wrong old one',
    walk: async (scene) => {
      const person = await scene.person()
      const browser = await signedIn(scene, person)
      await browser.get('/change-password')
      for (const current of [other, person.password]) {
        const fields = { 'current-password': current, 'new-password': chosen, again: chosen }
        await browser.send('/change-password', fields)
      }
    },
    leaves: ['they signed-in', 'they sign-in-failed because=password', 'they password-changed forced=false'],
  },
  {
    does: 'somebody who has to change their password does',
    walk: async (scene) => {
      const person = await scene.person({ mustChange: true })
      const browser = await signedIn(scene, person)
      await browser.send('/change-password', {
        'current-password': person.password,
        'new-password': chosen,
        again: chosen,
      })
    },
    leaves: ['they signed-in', 'they password-changed forced=true'],
  },
  {
    does: 'somebody ends one other session, then all others, then every one',
    walk: async (scene, begin) => {
      const person = await scene.person()
      const browser = await signedIn(scene, person)
      await signedIn(scene, person)
      await signedIn(scene, person)
      await begin()
      const session = /name="session" value="([\w-]+)"/.exec((await browser.get('/sessions')).html)?.[1] ?? ''
      await browser.send('/sessions', { session })
      await browser.send('/sign-out', { do: 'others' })
      await browser.get('/sessions')
      await browser.send('/sign-out', { do: 'everywhere' })
    },
    leaves: ['they session-ended', 'they sessions-ended', 'they sessions-ended'],
  },
  {
    does: 'somebody proves themselves in their session, after a wrong code',
    walk: async (scene) => {
      const person = await scene.person()
      const browser = await signedIn(scene, person)
      const { app } = await methodsOf(scene, person)
      await browser.get('/prove?then=security-info')
      await browser.send('/prove?then=security-info', { method: app })
      await typeCode(browser, appCode(person.totpSecret, 0), '/prove?then=security-info')
      await typeCode(browser, appCode(person.totpSecret), '/prove?then=security-info')
    },
    leaves: [
      'they signed-in',
      'they session-challenge-issued method=authenticator-app sent=false',
      'they session-proof-failed compared=true method=authenticator-app',
      'they session-proof-passed method=authenticator-app',
    ],
  },
  {
    does: 'somebody adds a second address',
    walk: async (scene, begin) => {
      const browser = await provenInSession(scene, await scene.person())
      await begin()
      const since = scene.acme.mail.messages.length
      await browser.get('/security-info/add?kind=email')
      await browser.send('/security-info/add', { kind: 'email', address: 'second@home.test' })
      await typeCode(browser, await mailedCode(scene.acme.mail, 'second@home.test', since), '/security-info/code')
    },
    leaves: [
      'they session-challenge-issued method=email sent=true',
      'they method-added byPasswordAlone=false held=86400 method=email',
    ],
  },
  {
    does: 'somebody puts another address in the place of theirs',
    walk: async (scene, begin) => {
      const person = await scene.person()
      const browser = await provenInSession(scene, person)
      const { email } = await methodsOf(scene, person)
      await begin()
      const since = scene.acme.mail.messages.length
      await browser.get(`/security-info/replace?method=${email}`)
      await browser.send('/security-info/add', { kind: 'email', replaces: email, address: 'third@home.test' })
      await typeCode(browser, await mailedCode(scene.acme.mail, 'third@home.test', since), '/security-info/code')
    },
    leaves: ['they session-challenge-issued method=email sent=true', 'they method-replaced held=86400 method=email'],
  },
  {
    does: 'somebody names a method, and makes it the first to be asked for',
    walk: async (scene, begin) => {
      const person = await scene.person()
      const browser = await provenInSession(scene, person)
      const { app } = await methodsOf(scene, person)
      await begin()
      await browser.get('/security-info')
      await browser.send('/security-info/rename', { method: app, name: 'My own phone' })
      await browser.get('/security-info')
      await browser.send('/security-info', { method: app, do: 'default' })
    },
    leaves: ['they method-renamed method=authenticator-app', 'they default-method-chosen method=authenticator-app'],
  },
  {
    does: 'somebody removes a method that they need, and says so',
    walk: async (scene, begin) => {
      const person = await scene.person()
      const browser = await provenInSession(scene, person)
      const { email } = await methodsOf(scene, person)
      await begin()
      await browser.get('/security-info')
      await browser.send('/security-info/remove', { method: email, anyway: 'yes' })
    },
    leaves: ['they method-removed belowGates=true method=email'],
  },
  {
    does: 'somebody undoes such a change by the link in its mail',
    walk: async (scene, begin) => {
      const person = await scene.person()
      const browser = await provenInSession(scene, person)
      const { email } = await methodsOf(scene, person)
      const since = scene.acme.mail.messages.length
      await browser.get('/security-info')
      await browser.send('/security-info/remove', { method: email, anyway: 'yes' })
      const mail = await scene.acme.mail.waitFor(
        (each) =>
          scene.acme.mail.messages.indexOf(each) >= since &&
          each.envelope.to.includes(person.mail) &&
          each.text.includes('/not-me/'),
      )
      await begin()
      const owner = scene.acme.browser()
      await owner.get(/\/not-me\/[\w-]+/.exec(mail.text)?.[0] ?? '')
      await owner.send('/not-me', { reference: /name="reference" value="([^"]*)"/.exec(owner.page().html)?.[1] ?? '' })
    },
    leaves: ['they account-frozen', 'they method-changes-undone'],
  },
  {
    does: 'somebody without any method registers an address at the sign-in, and puts the rest off',
    walk: async (scene) => {
      const person = await scene.person({ methods: [] })
      const browser = await signedIn(scene, person)
      const since = scene.acme.mail.messages.length
      await browser.get('/security-info/add?kind=email')
      await browser.send('/security-info/add', { kind: 'email', address: 'first@home.test' })
      await typeCode(browser, await mailedCode(scene.acme.mail, 'first@home.test', since), '/security-info/code')
      await browser.get('/register')
      await browser.send('/register', { do: 'skip' })
    },
    leaves: [
      'they signed-in',
      'they session-challenge-issued method=email sent=true',
      'they method-added byPasswordAlone=true held=0 method=email',
      'they registration-skipped skips=1',
    ],
  },
  {
    does: 'somebody is asked after half a year whether all is still right, and says so',
    walk: async (scene, begin) => {
      const person = await scene.person()
      await begin()
      const aged = `update accounts set methods_confirmed_at = now() - interval '200 days' where id = '${person.id}'`
      await scene.database.script(aged)
      await scene.database.script(
        `update methods set proven_at = now() - interval '200 days' where account_id = '${person.id}'`,
      )
      const browser = await signedIn(scene, person)
      await browser.send('/register', { do: 'confirm' })
    },
    leaves: ['they signed-in', 'they methods-confirmed'],
  },
  {
    does: 'a code is asked for before the first method, mistyped, and brought',
    walk: async (scene, begin) => {
      const person = await scene.person({ methods: [] })
      const found = await findByName(person.username, scene.room)
      if (typeof found === 'string') throw new Error(found)
      const code = (await makeEnrolmentCode(found, scene.room)) ?? ''
      await setFirstEnrolment(scene, 'enrolment-code')
      await begin()
      const browser = await signedIn(scene, person)
      await browser.get('/prove?then=register')
      for (const typed of ['AAAA-BBBB-CCCC-DDDD-EEEE-FFFF', code]) {
        await browser.send('/prove?then=register', { 'enrolment-code': typed })
      }
      await setFirstEnrolment(scene, 'password')
    },
    leaves: ['they signed-in', 'they enrolment-code-refused', 'they enrolment-code-used'],
  },
  {
    does: 'an enrolment code is made',
    walk: async (scene) => {
      const found = await findByName((await scene.person({ methods: [] })).username, scene.room)
      if (typeof found === 'string') throw new Error(found)
      await makeEnrolmentCode(found, scene.room)
    },
    leaves: ['they enrolment-code-made'],
  },
]
