// The audit's table, first part: what strangers and people on their way back leave in the log.
import { appCode, mailedCode } from '../support/prove.ts'
import { chosen, type Flow, proveBoth, reset, signedIn, toCode, toReason, typeCode } from './flow-scene.ts'

const wrong = '00000000'

export const flowsOfResets: readonly Flow[] = [
  {
    does: 'a stranger gives a name that nobody has',
    walk: (scene) => toReason(scene, 'nobody-of-this-name'),
    leaves: ['- journey-started', '- journey-resolved refusal=null subject=nobody'],
  },
  {
    does: 'a stranger goes on to a code that was never sent, and types one',
    walk: async (scene) => typeCode(await toCode(scene, 'nobody-of-this-name'), wrong),
    leaves: [
      '- journey-started',
      '- journey-resolved refusal=null subject=nobody',
      '- reason-chosen purpose=reset refusal=null',
      '- challenge-issued gate=1 method=email sent=false',
      '- proof-failed compared=true gate=1 method=email',
    ],
  },
  {
    does: 'somebody gives their name',
    walk: async (scene) => toReason(scene, (await scene.person()).username),
    leaves: ['- journey-started', 'they journey-resolved refusal=null subject=account'],
  },
  {
    does: 'somebody resets their password',
    walk: async (scene) => reset(scene, await scene.person()),
    leaves: [
      '- journey-started',
      'they journey-resolved refusal=null subject=account',
      'they reason-chosen purpose=reset refusal=null',
      'they challenge-issued gate=1 method=email sent=true',
      'they proof-passed gate=1 method=email',
      'they challenge-issued gate=2 method=authenticator-app sent=false',
      'they proof-passed gate=2 method=authenticator-app',
      'they password-reset methods=email+authenticator-app',
      'they password-write-intended',
    ],
  },
  {
    does: 'somebody unlocks their account without a new password',
    walk: async (scene) => {
      const person = await scene.person()
      const since = scene.acme.mail.messages.length
      await proveBoth(scene, await toCode(scene, person.username, 'unlock'), person, since)
    },
    leaves: [
      '- journey-started',
      'they journey-resolved refusal=null subject=account',
      'they reason-chosen purpose=unlock refusal=null',
      'they challenge-issued gate=1 method=email sent=true',
      'they proof-passed gate=1 method=email',
      'they challenge-issued gate=2 method=authenticator-app sent=false',
      'they account-unlocked methods=email+authenticator-app',
      'they proof-passed gate=2 method=authenticator-app',
    ],
  },
  {
    does: 'a mailed code is mistyped once',
    walk: async (scene) => typeCode(await toCode(scene, (await scene.person()).username), wrong),
    leaves: [
      '- journey-started',
      'they journey-resolved refusal=null subject=account',
      'they reason-chosen purpose=reset refusal=null',
      'they challenge-issued gate=1 method=email sent=true',
      'they proof-failed compared=true gate=1 method=email',
    ],
  },
  {
    does: 'the code of the app is mistyped after the mailed one was right',
    walk: async (scene) => {
      const person = await scene.person()
      const since = scene.acme.mail.messages.length
      const browser = await toCode(scene, person.username)
      await typeCode(browser, await mailedCode(scene.acme.mail, person.mail, since))
      await browser.send('/reset/proof', { method: 'authenticator-app' })
      await typeCode(browser, appCode(person.totpSecret, 0))
    },
    leaves: [
      '- journey-started',
      'they journey-resolved refusal=null subject=account',
      'they reason-chosen purpose=reset refusal=null',
      'they challenge-issued gate=1 method=email sent=true',
      'they proof-passed gate=1 method=email',
      'they challenge-issued gate=2 method=authenticator-app sent=false',
      'they proof-failed compared=true gate=2 method=authenticator-app',
    ],
  },
  {
    does: 'a mailed code is mistyped until it is spent',
    walk: async (scene) => {
      const browser = await toCode(scene, (await scene.person()).username)
      for (let tried = 0; tried < 5; tried += 1) {
        if (!browser.page().html.includes('name="challenge"')) return
        await typeCode(browser, wrong)
      }
    },
    leaves: [
      '- journey-started',
      'they journey-resolved refusal=null subject=account',
      'they reason-chosen purpose=reset refusal=null',
      'they challenge-issued gate=1 method=email sent=true',
      'they proof-failed compared=true gate=1 method=email',
      'they proof-failed compared=true gate=1 method=email',
      'they proof-failed compared=true gate=1 method=email',
    ],
  },
  {
    does: 'a second code is asked for too soon, and none is sent',
    walk: async (scene) => {
      const browser = await toCode(scene, (await scene.person()).username)
      await browser.send('/reset/proof', { do: 'resend' })
    },
    leaves: [
      '- journey-started',
      'they journey-resolved refusal=null subject=account',
      'they reason-chosen purpose=reset refusal=null',
      'they challenge-issued gate=1 method=email sent=true',
    ],
  },
  {
    does: 'somebody asks for help in the midst of it',
    walk: async (scene) => (await toCode(scene, (await scene.person()).username)).send('/reset/proof', { do: 'help' }),
    leaves: [
      '- journey-started',
      'they journey-resolved refusal=null subject=account',
      'they reason-chosen purpose=reset refusal=null',
      'they challenge-issued gate=1 method=email sent=true',
      'they help-asked',
    ],
  },
  {
    does: 'somebody starts over',
    walk: async (scene) =>
      (await toCode(scene, (await scene.person()).username)).send('/reset/proof', { do: 'start-over' }),
    leaves: [
      '- journey-started',
      'they journey-resolved refusal=null subject=account',
      'they reason-chosen purpose=reset refusal=null',
      'they challenge-issued gate=1 method=email sent=true',
      'they journey-cancelled',
    ],
  },
  {
    does: 'a password that was theirs before is refused, and the next one taken',
    walk: async (scene) => {
      const person = await scene.person()
      const since = scene.acme.mail.messages.length
      const browser = await toCode(scene, person.username)
      await proveBoth(scene, browser, person, since)
      for (const password of [person.password, chosen]) {
        await browser.send('/reset/new-password', { 'new-password': password, again: password })
      }
    },
    leaves: [
      '- journey-started',
      'they journey-resolved refusal=null subject=account',
      'they reason-chosen purpose=reset refusal=null',
      'they challenge-issued gate=1 method=email sent=true',
      'they proof-passed gate=1 method=email',
      'they challenge-issued gate=2 method=authenticator-app sent=false',
      'they proof-passed gate=2 method=authenticator-app',
      'they password-refused because=password-used-before',
      'they password-write-intended',
      'they password-reset methods=email+authenticator-app',
      'they password-write-intended',
    ],
  },
  {
    does: 'somebody whose account is disabled asks for a reset',
    walk: async (scene) =>
      (await toReason(scene, (await scene.person({ disabled: true })).username)).send('/reset/reason', {
        choice: 'reset',
      }),
    leaves: [
      '- journey-started',
      'they journey-resolved refusal=null/disabled subject=nobody',
      'they reason-chosen purpose=reset refusal=null',
    ],
  },
  {
    does: 'somebody whom an administrator locked asks for a reset',
    walk: async (scene) =>
      (await toReason(scene, (await scene.person({ lockedByAdministrator: true })).username)).send('/reset/reason', {
        choice: 'reset',
      }),
    leaves: [
      '- journey-started',
      'they journey-resolved refusal=null/locked-by-administrator subject=nobody',
      'they reason-chosen purpose=reset refusal=null',
    ],
  },
  {
    does: 'somebody who registered nothing asks for a reset',
    walk: async (scene) =>
      (await toReason(scene, (await scene.person({ methods: [] })).username)).send('/reset/reason', {
        choice: 'reset',
      }),
    leaves: [
      '- journey-started',
      'they journey-resolved refusal=SSPR_0014/not-registered subject=nobody',
      'they reason-chosen purpose=reset refusal=null',
    ],
  },
  {
    does: '"this was not me" follows a reset, and then nobody gets in',
    walk: async (scene, begin) => {
      const person = await scene.person()
      const since = scene.acme.mail.messages.length
      await reset(scene, person)
      const mail = await scene.acme.mail.waitFor(
        (each) =>
          scene.acme.mail.messages.indexOf(each) >= since &&
          each.envelope.to.includes(person.mail) &&
          each.text.includes('/not-me/'),
      )
      await begin()
      const browser = scene.acme.browser()
      await browser.get(/\/not-me\/[\w-]+/.exec(mail.text)?.[0] ?? '')
      await browser.send('/not-me', {
        reference: /name="reference" value="([^"]*)"/.exec(browser.page().html)?.[1] ?? '',
      })
      await signedIn(scene, { ...person, password: chosen })
      await (await toReason(scene, person.username)).send('/reset/reason', { choice: 'reset' })
    },
    leaves: [
      'they account-frozen',
      'they sign-in-failed because=frozen',
      '- journey-started',
      'they journey-resolved refusal=null/frozen subject=nobody',
      'they reason-chosen purpose=reset refusal=null',
    ],
  },
]
