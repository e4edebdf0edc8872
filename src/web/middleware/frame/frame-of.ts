// What every page is given of its request: language, organisation, whom to ask, and the form's token.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { textsIn } from '../../../core/branding/branding.ts'
import type { HelpContact } from '../../../core/policy/policy.ts'
import type { Outline } from '../../../use-cases/organisation-room.ts'
import type { Frame, HelpContactDetails, Organisation } from '../../components/frame.ts'
import { accentStyle } from '../../look/accent-style.ts'
import type { Site } from '../../site.ts'
import { allowStyle } from '../headers/security-headers.ts'
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
    organisation: visit === null ? null : await organisationOf(visit, locale, reply),
    languages: site.languages.languages,
    path: pathWithoutLanguage(request),
    csrf: reply.generateCsrf(),
    demo: site.demo,
  }
}

async function organisationOf({ room }: Visit, locale: string, reply: FastifyReply): Promise<Organisation> {
  const organisation = shownOrganisation(room.organisation.name, await room.outline(), locale)
  const style = organisation.branding?.accentStyle
  if (style) allowStyle(reply, style.hash)
  return organisation
}

export const shownOrganisation = (
  configured: string,
  { help, branding, logo }: Pick<Outline, 'help' | 'branding' | 'logo'>,
  locale: string,
): Organisation => ({
  name: branding.name ?? configured,
  help: contactDetails(help),
  ...(logo === null ? {} : { logo }),
  branding: {
    accentStyle: branding.accent === null ? null : accentStyle(branding.accent),
    texts: textsIn(locale, branding),
    links: branding.links,
    madeWithRekey: branding.madeWithRekey,
  },
})

/**
 * Always a path of this site. By hand, since not every request target is a URL (`//`, `*`), and one slash at the start only:
 * with two it would be another host's address, and so would what browsers make of a backslash.
 */
export function pathWithoutLanguage({ url }: FastifyRequest): string {
  const at = url.indexOf('?')
  const path = `/${(at === -1 ? url : url.slice(0, at)).replace(/^[/\\]+/, '')}`
  const query = new URLSearchParams(at === -1 ? '' : url.slice(at + 1))
  query.delete('lang')
  return query.size === 0 ? path : `${path}?${query}`
}

const contactDetails = (help: HelpContact): HelpContactDetails => ({
  ...(help.text === null ? {} : { text: help.text }),
  ...(help.phone === null ? {} : { phone: help.phone }),
  ...(help.url === null ? {} : { url: help.url }),
  ...(help.mail === null ? {} : { mail: help.mail }),
})
