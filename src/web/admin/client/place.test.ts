import { expect, it } from 'vitest'
import { hrefOf, readPlace } from './place.ts'

it.each([
  ['/admin', '', { path: '', query: {} }],
  ['/admin/', '', { path: '', query: {} }],
  ['/admin/people', '?search=zo%C3%AB', { path: 'people', query: { search: 'zoë' } }],
  ['/admin/people/7d3f', '', { path: 'people/7d3f', query: {} }],
])('%s%s is a place, and its address leads back to it', (pathname, search, place) => {
  expect(readPlace(pathname, search)).toEqual(place)
  const [path = '', query = ''] = hrefOf(place).split('?')
  expect(readPlace(path, query)).toEqual(place)
})

it('leaves empty filters out of the address', () => {
  expect(hrefOf({ path: 'audit', query: { person: '', outcome: 'blocked' } })).toBe('/admin/audit?outcome=blocked')
})
