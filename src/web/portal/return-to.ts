// `return_to`: an address of an application that people are led back to. One of the organisation's list, exactly, or nothing:
// what is not on the list is ignored, and the page is as it is without. A session or a journey keeps it, once there is one.
import { isReturnAddress } from '../../core/people/return-address.ts'
import type { WayBack } from '../components/continue-to.tsx'
import { readQuery } from '../read-form.ts'
import type { Turn } from './route.ts'

/**
 * What this request brought, as the URL standard writes it. Until a session or a journey keeps it, it rides in the addresses
 * of forms and links, and is held against the list wherever it arrives.
 */
export function returnAddress({ request, room }: Pick<Turn, 'request' | 'room'>): string | null {
  const asked = readQuery(request.query, 'return_to')
  if (asked === undefined || !URL.canParse(asked)) return null
  const { href } = new URL(asked)
  return continueTo(href, { room }) === null ? null : href
}

/** Its name is what the list says now; null once the address is not on it any more. */
export function continueTo(address: string | null, { room }: Pick<Turn, 'room'>): WayBack | null {
  if (address === null) return null
  const application = room.organisation.applications.find(({ addresses }) => isReturnAddress(address, addresses))
  return application === undefined ? null : { name: application.name, href: address }
}
