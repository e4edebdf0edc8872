// What rekey.yaml says of one organisation: where it is found, who it is, its directories and the applications around it.
import { z } from 'zod'
import { isMailAddress } from '../core/people/mail-address.ts'
import { isReturnAddress, isTimeZone, readBaseUrl, readHost } from './grammar.ts'
import { section, setting } from './setting.ts'

/** A new one each time: what a setting means hangs on the schema itself. */
const name = () => z.string().trim().min(1).max(100)

const directory = section(
  z.strictObject({
    key: setting(z.string().regex(/^[a-z0-9-]{1,32}$/), {
      meaning:
        'The name that accounts remember their directory by. It never changes, even if the server behind it does.',
      expects: '1 to 32 of a-z, 0-9 and -',
      example: 'staff',
      change: 'never, once accounts exist',
    }),
    kind: setting(z.enum(['built-in']), {
      meaning: "What kind of directory it is. The built-in one lives in Rekey's own database.",
      expects: 'built-in',
      example: 'built-in',
      change: 'there is one kind so far',
    }),
  }),
  'The directories that hold the accounts and passwords of the organisation.',
)

const application = section(
  z.strictObject({
    name: setting(name(), {
      meaning: 'What people know the application by: the way back to it is called "Continue to" and this name.',
      expects: 'a name of 1 to 100 characters',
      example: 'Acme Mail',
      change: 'the application changes its name',
    }),
    addresses: setting(z.array(z.string().refine((text) => isReturnAddress(text))).min(1), {
      meaning:
        'The pages of the application that people may be led back to, each whole: an address that differs from these in one character is not linked.',
      expects: 'a list of addresses',
      each: 'a whole https address as a browser shows it, without a fragment (http only for localhost)',
      example: '[https://mail.acme.example/, https://mail.acme.example/settings]',
      change: 'the application sends people here from another page',
    }),
  }),
  'The applications that send people here, and that people are led back to with return_to.',
)

export const organisation = section(
  z.strictObject({
    id: setting(z.uuid(), {
      meaning: 'What everything stored of the organisation belongs to.',
      expects: 'a UUID, as from: node -p "crypto.randomUUID()"',
      example: '7b0c6a52-3f1e-4a86-9d55-0b6f2c9e8d14',
      change: 'never: under another id the organisation is a new, empty one',
    }),
    name: setting(name(), {
      meaning: 'The name that people know the organisation by: on every page and in every message.',
      expects: 'a name of 1 to 100 characters',
      example: 'Acme',
      change: 'the organisation changes its name',
    }),
    'base-url': setting(
      z.string().refine((text) => readBaseUrl(text) !== null),
      {
        meaning: 'The address that people reach the pages at. Every link in every message starts with it.',
        expects: 'an https address without a path (http only for localhost)',
        example: 'https://reset.acme.example',
        change: 'the pages move; links in messages already sent stop working',
      },
    ),
    hosts: setting(
      z
        .array(z.string().refine((text) => readHost(text, 'https:') !== null))
        .min(1)
        .optional(),
      {
        meaning: 'The hosts by which requests find the organisation. A request for any other host is refused (421).',
        expects: 'a list of hosts',
        each: 'an exact host without a wildcard, with its port where that is not the usual one',
        example: '[reset.acme.example, password.acme.example]',
        default: 'the host of base-url',
        change: 'the pages have more than one name',
      },
    ),
    locale: setting(z.enum(['en', 'de']).default('en'), {
      meaning: 'The language of messages to people whose own is not known.',
      expects: 'en or de',
      example: 'de',
      change: 'most people of the organisation read the other one',
    }),
    'time-zone': setting(z.string().refine(isTimeZone).default('UTC'), {
      meaning: 'The zone that times in pages and messages are given in, always with their offset.',
      expects: 'a name of the IANA time zone database',
      example: 'Europe/Berlin',
      change: 'the organisation lives by another zone than UTC',
    }),
    'mail-from': setting(z.string().refine(isMailAddress), {
      meaning: 'The sender of every message.',
      expects: 'one plain mail address',
      example: 'reset@acme.example',
      change: 'your mail server may send for another address only',
    }),
    directories: z.array(directory).min(1),
    applications: z.array(application).default([]),
  }),
  'The organisations of this installation. Nothing of one is visible to another.',
)
