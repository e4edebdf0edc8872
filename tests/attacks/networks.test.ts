// Limits on where requests come from: a nuisance for whoever sends many, never a way round the limits of accounts.
import { beforeAll, expect, it } from 'vitest'
import { bucketAt } from '../../src/core/throttle/networks.ts'
import { hours, instantFrom, minutes, seconds } from '../../src/core/time.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { openBareBrowser, type Page } from '../support/browser-without-scripts.ts'
import { describeWith } from '../support/required-servers.ts'
import { isProven } from './support/comparisons.ts'
import { masked } from './support/masked.ts'
import { type Site, startSite } from './support/site.ts'
import { pass } from './support/travel.ts'
import { answer, beginWith, challengeIssued, failuresOf, journeyOf, proveMail, type Walk } from './support/walk.ts'

describeWith('postgres', 'networks', () => {
  const databases = usePostgres()
  let site: Site
  let direct: Site
  beforeAll(async () => {
    site = await startSite(databases)
    direct = await startSite(databases, { trustedProxies: [] })
  })

  const walk = (): Walk => ({ site, browser: site.browser() })

  async function start(from: string, name: string, at = site): Promise<Page> {
    const browser = openBareBrowser(at.url, { from })
    await browser.get('/reset')
    return browser.send('/reset', { username: name })
  }

  it('EN-07: one address begins ten times, then once a minute; fresh ones of its /24 fifty times, then once a minute', async () => {
    const person = await site.add()
    for (let n = 0; n < 10; n += 1) expect((await start('198.51.100.1', `name${n}`)).status).toBe(200)
    const [real, fake] = [
      await start('198.51.100.1', person.username),
      await start('198.51.100.1', `x${person.username}`),
    ]
    for (const refused of [real, fake]) {
      expect(refused.status).toBe(429)
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(50)
      expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
    }
    const plain = ({ html }: Page) => masked(html).replaceAll(`x${person.username}`, person.username)
    expect(plain(real)).toBe(plain(fake))
    await pass(site, seconds(60))
    expect((await start('198.51.100.1', 'once more')).status).toBe(200)
    expect((await start('198.51.100.1', 'and again')).status).toBe(429)

    let begun = 11
    for (let n = 2; n < 60 && begun < 60; n += 1)
      if ((await start(`198.51.100.${n}`, 'name')).status === 200) begun += 1
    expect(begun).toBe(50)
    expect((await start('198.51.101.1', 'name')).status).toBe(200)
  })

  it('CG-06: without a trusted proxy every claimed address is the one that connects', async () => {
    const now = bucketAt(instantFrom(Date.now()))
    await direct.sql(
      `insert into network_tallies (tenant_id, place, bucket, starts, failures, last_at)
       select id, '127.0.0.1/32', $1, 100, 0, now() from tenants`,
      [now],
    )
    for (const from of ['1.2.3.4', '2001:db8::1', 'garbage', '127.0.0.2', '10.0.0.1, 8.8.8.8', '::ffff:1.2.3.4', ''])
      for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'cf-connecting-ip', 'true-client-ip']) {
        const browser = openBareBrowser(direct.url, {
          headers: { [name]: name === 'forwarded' ? `for=${from}` : from },
        })
        await browser.get('/reset')
        expect([name, from, (await browser.send('/reset', { username: 'x' })).status]).toEqual([name, from, 429])
      }
    expect(await direct.sql("select 1 from network_tallies where place <> '127.0.0.1/32'")).toEqual([])
  })

  it('CG-06: what no parser can read is one shared place, and an IPv6 /64 is one place', async () => {
    const garbage = [
      'garbage',
      'unknown',
      '1.2.3',
      '<script>',
      '1.2.3.4:99',
      '[::1]:9',
      '999.1.1.1',
      '0x7f.1',
      'localhost',
      "'",
    ]
    for (const from of garbage) expect((await start(from, 'name')).status).toBe(200)
    for (const from of garbage) expect((await start(`${from}!`, 'name')).status).toBe(429)
    for (let n = 1; n <= 10; n += 1) expect((await start(`2001:db8:1:2::${n}`, 'name')).status).toBe(200)
    expect((await start('2001:DB8:1:2:ffff:0:0:1', 'name')).status).toBe(429)
    expect((await start('2001:db8:1:3::1', 'name')).status).toBe(200)
  })

  it('CG-07: every way to write a name shares its counter, and those nobody has share one too', async () => {
    const person = await site.add({ name: 'ulla.berg' })
    const variants = [
      'ulla.berg',
      'ULLA.BERG',
      ' ulla.berg ',
      'ACME\\ulla.berg',
      'Ulla.Berg@ACME.example',
      'ｕｌｌａ.ｂｅｒｇ',
    ]
    for (const name of variants) {
      const one = walk()
      await beginWith(one, name)
      expect([name, (await journeyOf(one)).subject.kind]).toEqual([name, 'account'])
      await answer(one, '00000000')
      await pass(site, minutes(16))
    }
    expect(await failuresOf(site, person)).toEqual({ strangers: variants.length, known: 0 })
    const buckets = () => site.sql("select 1 from counters where key like 'name:%'")
    const before = (await buckets()).length
    for (const name of variants.map((each) => each.replace(/berg/i, 'nobody').replace('ｂｅｒｇ', 'ｎｏｂｏｄｙ'))) {
      await beginWith(walk(), name)
      await pass(site, minutes(20))
    }
    expect((await buckets()).length).toBe(before + 1)
  })

  it('CG-08: 200 failures an hour in the organisation ask for two proofs of those who have two, and close no door', async () => {
    const [two, one] = [await site.add(), await site.add({ methods: ['email'] })]
    await site.changePolicy(() => ({ gates: 1 }))
    const calm = walk()
    await proveMail(calm, await site.add())
    expect((await journeyOf(calm)).stage.at).toBe('new-password')
    await site.sql(
      `insert into network_tallies (tenant_id, place, bucket, starts, failures)
       select id, '*3', $1, 0, 200 from tenants on conflict (tenant_id, place, bucket) do update set failures = 200`,
      [bucketAt(instantFrom(Date.now()))],
    )
    for (const [person, stage] of [
      [two, 'choosing'],
      [one, 'new-password'],
    ] as const) {
      const attacked = walk()
      await beginWith(attacked, person.username)
      const { waitUntil } = await journeyOf(attacked)
      expect(waitUntil ?? 0).toBeGreaterThan(Date.now())
      const mail = await site.mail.waitFor((each) => each.envelope.to.includes(person.mail))
      const code = /\b(\d{4}) (\d{4})\b/.exec(mail.text)?.slice(1).join('') ?? ''
      await answer(attacked, code)
      expect(await isProven(attacked)).toBe(false)
      await pass(site, seconds(61))
      await answer(attacked, code)
      expect((await journeyOf(attacked)).stage.at).toBe(stage)
    }
    await pass(site, hours(2))
    await site.changePolicy(() => ({ gates: 2 }))
  })

  it('RS-05: a dozen starts under one name leave three open journeys and one small counter', async () => {
    const person = await site.add()
    for (let n = 0; n < 12; n += 1) {
      const each = walk()
      await beginWith(each, person.username)
      await challengeIssued(each)
    }
    const [{ open } = { open: 0 }] = await site.sql<{ open: number }>(
      "select jsonb_array_length(value -> 'open') as open from counters where key = $1",
      [`account:${person.id}`],
    )
    expect(open).toBe(3)
    const [{ long } = { long: 0 }] = await site.sql<{ long: number }>(
      'select max(length(value::text)) as long from counters',
    )
    expect(long).toBeLessThan(8_000)
  })
})
