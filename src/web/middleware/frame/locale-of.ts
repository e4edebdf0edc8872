// The language of a request: chosen in the footer, else asked for by the browser.
import type { FastifyRequest } from 'fastify'
import type { Site } from '../../site.ts'

export const localeOf = (request: FastifyRequest, { languages, cookies }: Site): string =>
  languages.chooseLocale(request.headers['accept-language'], cookies.read(request, 'language') ?? undefined)
