// `return_to`: an address of an application that people are led back to. One of the organisation's list, exactly, or nothing.
import { isReturnAddress } from '../../core/people/return-address.ts'
import type { Application } from '../../ports/organisations.ts'
import { readQuery } from '../read-form.ts'
import type { Turn } from './route.ts'

/** As the URL standard writes it. Compared whole: no prefix, no wildcard, no other spelling. */
export function returnAddress({ request, room }: Pick<Turn, 'request' | 'room'>): string | null {
  const asked = readQuery(request.query, 'return_to')
  if (asked === undefined || !URL.canParse(asked)) return null
  const { href } = new URL(asked)
  return applicationAt(href, room.organisation.applications) === null ? null : href
}

/** Where the way back leads, by name; null if the address is not (or no longer) on the list. */
/** What a page's forms and links carry on, until there is a session or a journey to keep it. Checked anew wherever it arrives. */
export function carriedOn(now: Pick<Turn, 'request' | 'room'>): string {
  const address = returnAddress(now)
  return address === null ? '' : `?${new URLSearchParams({ return_to: address })}`
}

const applicationAt = (address: string | null, applications: readonly Application[]): Application | null =>
  applications.find(({ addresses }) => address !== null && isReturnAddress(address, addresses)) ?? null

/** The link that ends a walk: "Continue to Acme Mail". */
export function continueTo(
  address: string | null,
  { room }: Pick<Turn, 'room'>,
): { readonly name: string; readonly href: string } | null {
  const application = applicationAt(address, room.organisation.applications)
  return application === null || address === null ? null : { name: application.name, href: address }
}
