// The values of one mail, each made safe to say, and the voice that says sentences with them in the reader's language.
import type { Policy } from '../core/policy/policy.ts'
import type { SentenceValues } from '../core/wording/wording.ts'
import type { MessageContent, Sender } from '../ports/delivery.ts'
import type { SpeaksLanguages } from '../ports/languages.ts'
import type { Letter } from './letter.ts'
import { isolate, isolateLeftToRight, plainLine, plainNetworkAddress, plainWords } from './plain-words.ts'

export interface LetterDraft {
  readonly head: Pick<Letter, 'locale' | 'direction' | 'organisation' | 'accent'>
  /** Null where the directory's name for the person is no name. */
  readonly name: string | null
  readonly when: string
  /** Browser and network; null where neither is known. */
  readonly from: string | null
  readonly methods: string | null
  /** Of the policy, by their names. */
  readonly settings: string | null
  /** The recipient is nobody's account. */
  readonly toMailbox: boolean
  readonly code: string
  readonly link: string | null
  readonly contacts: string | null
  /** Knows every value above by its name. */
  say(id: string, more?: SentenceValues): string
}

export function openDraft(
  { locale: wanted, values }: MessageContent,
  sender: Sender,
  languages: SpeaksLanguages,
): LetterDraft {
  const locale = languages.chooseLocale(wanted, wanted)
  const direction = languages.direction(locale)
  const line = (key: string): string => isolate(plainLine(values[key] ?? ''), direction)
  const isolated = (text: string | null): string | null => (text === null ? null : isolate(text, direction))

  const organisation = plainLine(sender.organisation)
  const device = isolated(plainWords(values['device'] ?? ''))
  const network = plainNetworkAddress(values['address'] ?? '')
  const origins = [device, network === null ? null : isolateLeftToRight(network, direction)].filter(isPresent)
  const draft = {
    name: isolated(plainWords(values['name'] ?? '')),
    when: line('when'),
    from: origins.length === 0 ? null : origins.join(', '),
    contacts: isolated(contactsOf(sender)),
  }
  const said: SentenceValues = {
    organisation: isolate(organisation, direction),
    until: line('until'),
    reference: isolateLeftToRight(plainLine(values['reference'] ?? ''), direction),
    name: draft.name ?? '',
    when: draft.when,
    from: draft.from ?? '',
    contacts: draft.contacts ?? '',
    held: values['usable'] === undefined ? 'no' : 'yes',
    usable: line('usable'),
    who: line('who'),
    count: plainLine(values['count'] ?? ''),
    grants: plainLine(values['grants'] ?? ''),
    role: plainLine(values['role'] ?? ''),
    via: plainLine(values['via'] ?? ''),
    act: plainLine(values['act'] ?? ''),
    done: plainLine(values['done'] ?? ''),
    version: plainLine(values['version'] ?? ''),
  }
  const say = (id: string, more?: SentenceValues): string => languages.say(locale, id, { ...said, ...more })
  return {
    ...draft,
    head: { locale, direction, organisation, accent: sender.accent ?? null },
    methods: nameMethods(values['methods'] ?? '', locale, say),
    settings: nameSettings(values['settings'] ?? '', locale, say),
    toMailbox: values['mailbox'] === 'yes',
    code: inGroups(plainLine(values['code'] ?? '')),
    link: linkOf(values['link'], sender),
    say,
  }
}

/** Eight digits are typed as four and four, six as three and three. */
function inGroups(code: string): string {
  const half = code.length / 2
  return /^\d{6,}$/.test(code) && Number.isInteger(half) ? `${code.slice(0, half)} ${code.slice(half)}` : code
}

const methodNames: Readonly<Record<string, string>> = {
  email: 'mail.method.email',
  'authenticator-app': 'mail.method.authenticator-app',
}

/** `email,authenticator-app` → "Email and authenticator app". A kind that was brought from elsewhere is another way. */
const nameMethods = (kinds: string, locale: string, say: LetterDraft['say']): string | null =>
  inOneSentence(
    namesIn(kinds).map((kind) => say(methodNames[kind] ?? 'mail.method.other')),
    locale,
  )

/** What an administrator can save, each with its name. */
const settingNames: Readonly<Record<Exclude<keyof Policy, 'version' | 'edition' | 'limits'>, string>> = {
  on: 'mail.setting.on',
  scope: 'mail.setting.scope',
  gates: 'mail.setting.gates',
  methods: 'mail.setting.methods',
  administrators: 'mail.setting.administrators',
  directories: 'mail.setting.directories',
  passwords: 'mail.setting.passwords',
  askOldPassword: 'mail.setting.ask-old-password',
  times: 'mail.setting.times',
  trustImported: 'mail.setting.trust-imported',
  registration: 'mail.setting.registration',
  notifications: 'mail.setting.notifications',
  help: 'mail.setting.help',
  branding: 'mail.setting.branding',
  suffixes: 'mail.setting.suffixes',
}

/** One that a newer release has is called as it is written in a policy file. */
const nameSettings = (settings: string, locale: string, say: LetterDraft['say']): string | null =>
  inOneSentence(
    namesIn(settings).map((name) =>
      Object.hasOwn(settingNames, name) ? say(settingNames[name as keyof typeof settingNames]) : plainLine(name),
    ),
    locale,
  )

const namesIn = (list: string): readonly string[] => list.split(',').filter((name) => name !== '')

function inOneSentence(names: readonly string[], locale: string): string | null {
  if (names.length === 0) return null
  const text = new Intl.ListFormat([locale, 'en'], { type: 'conjunction' }).format(names)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Links lead to our own pages and nowhere else, whatever was put into the outbox. */
function linkOf(link: string | undefined, { baseUrl }: Sender): string | null {
  if (link === undefined) return null
  const page = link.startsWith(`${baseUrl}/`) ? link.slice(baseUrl.length) : ''
  if (!/^(?:\/[\w-]+)+$/.test(page)) throw new Error('a link in a mail does not lead to a page of ours')
  return link
}

function contactsOf({ help }: Sender): string | null {
  const ways = [help.text, help.phone, help.mail, help.url].filter(isPresent).map(plainLine)
  return ways.length === 0 ? null : ways.join(' · ')
}

const isPresent = (text: string | null): text is string => text !== null && text !== ''
