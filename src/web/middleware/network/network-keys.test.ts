// Limits by network hold whatever way an address is written.
import { describe, expect, it } from 'vitest'
import { networkKeys } from './network-keys.ts'

describe('the bucket of a client address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7/32', '203.0.113.0/24', false],
    ['::ffff:203.0.113.7', '203.0.113.7/32', '203.0.113.0/24', false],
    ['10.1.2.3', '10.1.2.3/32', '10.1.2.0/24', true],
    ['127.0.0.1', '127.0.0.1/32', '127.0.0.0/24', true],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48', false],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64', '2001:db8:1::/48', false],
    ['fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0::/48', true],
    ['::1', '0:0:0:0::/64', '0:0:0::/48', true],
  ])('of %s is %s in %s', (client, address, network, isPrivate) => {
    expect(networkKeys(client)).toEqual({ address, network, private: isPrivate })
  })

  it.each(['', 'unknown', '203.0.113', '1.2.3.4.5', 'localhost', '203.0.113.7:8080', '<script>'])(
    'of %j is the shared one',
    (client) => {
      expect(networkKeys(client)).toEqual({ address: 'unreadable', network: 'all unreadable', private: false })
    },
  )

  it('is one for all addresses of an IPv6 /64', () => {
    expect(networkKeys('2001:db8::1').address).toBe(networkKeys('2001:db8::ffff:1').address)
  })
})
