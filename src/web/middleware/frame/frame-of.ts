// What every page is given of its request: language, organisation, whom to ask, and the form's token.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HelpContact } from '../../../core/policy/policy.ts'
import type { Frame, HelpContactDetails } from '../../components/frame.ts'
import type { Site } from '../../site.ts'
import { localeOf } from './locale-of.ts'
import type { Visit } from './visit.ts'

export async function frameOf(
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit | null,
  site: Site,
): Promise<Frame> {
  const locale = localeOf(request, site)
  return {
    say: (id, values) => site.languages.say(locale, id, values),
    locale,
    direction: site.languages.direction(locale),
    organisation:
      visit === null
        ? null
        : { name: visit.room.organisation.name, help: contactDetails((await visit.room.outline()).help) },
    languages: site.languages.languages,
    path: pathWithoutLanguage(request),
    csrf: reply.generateCsrf(),
    demo: site.demo,
  }
}

export function pathWithoutLanguage(request: FastifyRequest): string {
  const url = new URL(request.url, 'http://localhost')
  url.searchParams.delete('lang')
  // Two slashes at the start would be another host's address (`/.//evil.example` is normalised to that).
  return `${url.pathname.replace(/^\/+/, '/')}${url.search}`
}

const contactDetails = (help: HelpContact): HelpContactDetails => ({
  ...(help.text === null ? {} : { text: help.text }),
  ...(help.phone === null ? {} : { phone: help.phone }),
  ...(help.url === null ? {} : { url: help.url }),
  ...(help.mail === null ? {} : { mail: help.mail }),
})
