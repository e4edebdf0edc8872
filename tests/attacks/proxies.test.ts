// What a proxy in front and the server behind it could read differently, and the addresses that other programs look for.
import { beforeAll, expect, it } from 'vitest'
import { usePostgres } from '../servers/use-postgres.ts'
import { describeWith } from '../support/required-servers.ts'
import { formShot, sendRaw } from './support/burst.ts'
import { type Site, startSite } from './support/site.ts'

describeWith('postgres', 'proxies and well-known addresses', () => {
  const databases = usePostgres()
  let site: Site
  beforeAll(async () => {
    site = await startSite(databases)
  })

  it('SE-11: requests that two readers could split differently are refused or ended, and never answered twice', async () => {
    const { host, port } = new URL(site.url)
    const shot = formShot(site.url, site.browser(), '/reset', { username: 'x' }).text
    const smuggled = 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n'
    for (const text of [
      `POST /reset HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      `POST /reset HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 0\r\ncontent-length: 5\r\n\r\n${smuggled}`,
      `POST /reset HTTP/1.1\r\nhost: ${host}\r\ntransfer-encoding: chunked\r\ntransfer-encoding: x\r\n\r\n0\r\n\r\n${smuggled}`,
      `POST /reset HTTP/1.1\r\nhost: ${host}\r\ntransfer-encoding : chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      `POST /reset HTTP/1.1\r\nhost: ${host}\r\ncontent-length: +5\r\n\r\n${smuggled}`,
      `GET /reset HTTP/1.1\nhost: ${host}\n\n${smuggled}`,
      `GET /reset HTTP/1.1\r\nhost: ${host}\r\nx: a\r\n b\r\n\r\n${smuggled}`,
      `GET /reset HTTP/9.9\r\nhost: ${host}\r\n\r\n${smuggled}`,
      shot.replace('content-length:', 'content-length: 1\r\ncontent-length:'),
    ]) {
      const { raw } = await sendRaw(Number(port), text.replace('HTTP/1.1\r\n', 'HTTP/1.1\r\nconnection: close\r\n'))
      expect(raw.match(/HTTP\/1\.1 /g) ?? []).toHaveLength(raw === '' ? 0 : 1)
      expect(raw).not.toContain('"status":"ok"')
    }
    const probe = await site
      .browser()
      .raw('GET', '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200')
    expect(probe.status).toBe(404)
    const change = await site.browser().raw('GET', '/.well-known/change-password')
    expect([change.status, change.headers['location']]).toEqual([302, '/change-password'])
  })
})
