// What each mail says, in which order. A code mail has no link; a notice has one at most, "This was not me"; an invitation has
// the page that it is about.
import { email } from '../core/methods/email/email.ts'
import type { IneligibleReason } from '../core/policy/eligibility.ts'
import { minutes } from '../core/time.ts'
import { reasonSentences } from '../core/wording/journey-sentences.ts'
import type { MessageContent, Sender } from '../ports/delivery.ts'
import type { SpeaksLanguages } from '../ports/languages.ts'
import type { Letter, LetterFact, LetterPart } from './letter.ts'
import { type LetterDraft, openDraft } from './letter-draft.ts'
import { plainLine } from './plain-words.ts'

export function composeLetter(content: MessageContent, sender: Sender, languages: SpeaksLanguages): Letter {
  const draft = openDraft(content, sender, languages)
  const letter = composeBody(content, draft)
  const lines = (sender.closing?.(draft.head.locale) ?? '').split('\n').map(plainLine)
  return lines.every((line) => line === '')
    ? letter
    : { ...letter, parts: [...letter.parts, { kind: 'closing', lines }] }
}

function composeBody(content: MessageContent, draft: LetterDraft): Letter {
  switch (content.wording) {
    case 'mail-code':
      return composeCode(draft)
    case 'mail-caller-code':
      return composeCallerCode(draft)
    case 'mail-register-code':
      return composeRegisterCode(draft)
    case 'notice-reset':
    case 'notice-unlocked':
    case 'notice-changed':
    case 'notice-settled-changed':
    case 'notice-set-up-password':
      return composeNotice(draft, content.wording, disowning(draft))
    case 'notice-method-added':
    case 'notice-method-confirmed':
    case 'notice-method-replaced':
    case 'notice-method-removed':
    case 'notice-set-up':
      return composeNotice(draft, content.wording, disowning(draft, 'mail.was-not-you.next-undo'), 'mail.fact.method')
    case 'notice-administrator':
    case 'notice-attack':
    case 'notice-policy-saved':
    case 'notice-break-glass':
    case 'notice-shared':
    case 'notice-settled-unchanged':
    case 'notice-frozen':
    case 'notice-helped':
      return composeNotice(draft, content.wording, [paragraph(draft.say(`mail.${content.wording}.next`))])
    case 'invitation':
      return composeInvitation(draft)
    case 'why-not':
      return composeWhyNot(draft, content.values['reason'] ?? '')
    default:
      throw new Error(`no mail is worded ${JSON.stringify(content.wording)}`)
  }
}

function composeCode(draft: LetterDraft): Letter {
  const { say, from, code } = draft
  return {
    ...draft.head,
    subject: say('mail.code.subject'),
    heading: say('mail.code.heading'),
    parts: [
      paragraph(say('mail.code.use', { minutes: email.lifetime / minutes(1) })),
      { kind: 'code', code },
      paragraph(say(from === null ? 'mail.code.asked' : 'mail.code.asked-from')),
      paragraph(say('mail.code.not-you.next'), say('mail.code.not-you')),
      smallPrint(draft),
    ],
  }
}

/** To an address of which nobody knows yet whose it is: it names nobody. */
function composeRegisterCode(draft: LetterDraft): Letter {
  const { say, from, code } = draft
  return {
    ...draft.head,
    subject: say('mail.code.subject'),
    heading: say('mail.register-code.heading'),
    parts: [
      paragraph(say('mail.register-code.use', { minutes: email.lifetime / minutes(1) })),
      { kind: 'code', code },
      paragraph(say(from === null ? 'mail.code.asked' : 'mail.code.asked-from')),
      paragraph(say('mail.register-code.not-you.next'), say('mail.code.not-you')),
      smallPrint(draft),
    ],
  }
}

/** The one code that is to be read out: it opens nothing but what the agent asks for. */
function composeCallerCode(draft: LetterDraft): Letter {
  const { say, code } = draft
  return {
    ...draft.head,
    subject: say('mail.caller-code.subject'),
    heading: say('mail.caller-code.heading'),
    parts: [
      paragraph(say('mail.caller-code.use', { minutes: email.lifetime / minutes(1) })),
      { kind: 'code', code },
      paragraph(say('mail.caller-code.not-you.next'), say('mail.caller-code.not-you')),
      smallPrint(draft),
    ],
  }
}

function composeInvitation(draft: LetterDraft): Letter {
  const { say, link } = draft
  return {
    ...draft.head,
    subject: say('mail.invitation.subject'),
    heading: say('mail.invitation.heading'),
    parts: [
      greeting(draft),
      paragraph(say('mail.invitation.what')),
      paragraph(say('mail.invitation.how')),
      ...(link === null
        ? []
        : [{ kind: 'link', label: say('mail.invitation.link'), href: link, grave: false } as const]),
      smallPrint(draft),
    ],
  }
}

/** `proved`: what the methods that the notice names are to it. */
function composeNotice(
  draft: LetterDraft,
  wording: string,
  next: readonly LetterPart[],
  proved: 'mail.fact.methods' | 'mail.fact.method' = 'mail.fact.methods',
): Letter {
  const { say } = draft
  const subject = say(`mail.${wording}.subject`)
  return {
    ...draft.head,
    subject,
    heading: subject,
    parts: [
      greeting(draft),
      paragraph(say(`mail.${wording}.what`)),
      { kind: 'facts', facts: factsOf(draft, proved) },
      ...next,
      smallPrint(draft, say(draft.toMailbox ? 'mail.every-mailbox' : 'mail.every-address')),
    ],
  }
}

/** Never a code, and never what a stranger could use: only that it did not go on, why, and whom to ask. */
function composeWhyNot(draft: LetterDraft, reason: string): Letter {
  if (!isReason(reason)) throw new Error(`nobody is refused because of ${JSON.stringify(reason)}`)
  const { say } = draft
  return {
    ...draft.head,
    subject: say('mail.why-not.subject'),
    heading: say('mail.why-not.heading'),
    parts: [
      greeting(draft),
      paragraph(say('mail.why-not.asked')),
      paragraph(say(reasonSentences[reason].next), say(reasonSentences[reason].what)),
      paragraph(say('mail.why-not.not-you.next'), say('mail.why-not.not-you')),
      smallPrint(draft),
    ],
  }
}

function disowning(
  { say, link }: LetterDraft,
  next: 'mail.was-not-you.next' | 'mail.was-not-you.next-undo' = 'mail.was-not-you.next',
): readonly LetterPart[] {
  const mine = paragraph(say('mail.was-you.next'), say('mail.was-you'))
  if (link === null) return [mine]
  return [
    mine,
    paragraph(say(next), say('mail.was-not-you')),
    { kind: 'link', label: say('mail.not-me'), href: link, grave: true },
  ]
}

function factsOf({ say, when, methods, settings, from }: LetterDraft, proved: string): readonly LetterFact[] {
  return [
    { name: say('mail.fact.when'), value: when },
    ...(methods === null ? [] : [{ name: say(proved), value: methods }]),
    ...(settings === null ? [] : [{ name: say('mail.fact.settings'), value: settings }]),
    ...(from === null ? [] : [{ name: say('mail.fact.from'), value: from }]),
  ]
}

const greeting = ({ say, name }: LetterDraft): LetterPart =>
  paragraph(say(name === null ? 'mail.greeting.nameless' : 'mail.greeting'))

function smallPrint({ say, contacts }: LetterDraft, ...more: readonly string[]): LetterPart {
  const help = contacts === null ? [] : [say('mail.help')]
  return { kind: 'small-print', lines: [...help, say('mail.reference'), ...more] }
}

const paragraph = (text: string, opening?: string): LetterPart =>
  opening === undefined ? { kind: 'paragraph', text } : { kind: 'paragraph', opening, text }

const isReason = (text: string): text is IneligibleReason => Object.hasOwn(reasonSentences, text)
