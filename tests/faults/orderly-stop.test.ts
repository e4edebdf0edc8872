// FT-09: told to stop under load, a process says so first, answers whatever it has taken, and ends. Everything that was
// answered is in the database, and nothing is in the database that was not answered.
import { beforeAll, expect, it, vi } from 'vitest'
import { usePostgres } from '../servers/use-postgres.ts'
import { describeWith } from '../support/required-servers.ts'
import { type Installation, install } from './support/installation.ts'

const stopped = { code: 0, signal: null }

describeWith('postgres', 'FT-09: an orderly stop', () => {
  const databases = usePostgres()
  let installation: Installation
  beforeAll(async () => {
    installation = await install(await databases.createDatabase())
  })

  const listening = (drain: number) => {
    const port = Number(new URL(installation.urls[0] ?? '').port)
    return { listen: { host: '127.0.0.1', port, drain } }
  }
  const readiness = async () => JSON.parse((await installation.browser().raw('GET', '/readyz')).html) as unknown
  const journeys = async () =>
    (await installation.sql<{ n: number }>('select count(*)::integer as n from journeys'))[0]?.n ?? 0

  it('says first that it stops, loses no request that it took, and exits with 0', async () => {
    const process = await installation.start({ settings: listening(2) })
    expect(await readiness()).toMatchObject({ status: 'ok', checks: { stopping: 'ok' } })
    let answered = 0
    let stopping = false
    const lane = async (name: string) => {
      for (;;) {
        try {
          const browser = installation.browser()
          await browser.get('/reset')
          // Answered with a redirect: the journey is on record.
          const { path } = await browser.send('/reset', { username: name })
          if (path !== '/reset') answered += 1
        } catch (error) {
          // The connection was refused or closed before anything was taken: only ever after the signal.
          expect(stopping, String(error)).toBe(true)
          return
        }
      }
    }
    const load = Promise.all(['ann', 'bob', 'cai', 'dee', 'eve', 'fay'].map(lane))
    await vi.waitFor(() => expect(answered).toBeGreaterThan(20), patience)

    stopping = true
    const before = answered
    const ending = process.stop()
    await vi.waitFor(
      async () => expect(await readiness()).toMatchObject({ status: 'not-ready', failing: ['stopping'] }),
      patience,
    )
    await vi.waitFor(() => expect(answered).toBeGreaterThan(before), patience)
    expect(await ending).toEqual(stopped)
    await load
    // A redirect that was answered just before the end leads to a page that nobody serves any more: one a lane at most.
    const kept = await journeys()
    expect(kept).toBeGreaterThanOrEqual(answered)
    expect(kept - answered).toBeLessThanOrEqual(6)
    const log = process.stdout()
    const posts = log.split('\n').filter((line) => line.includes('"method":"POST"') && line.includes('"status":303'))
    expect(posts).toHaveLength(kept)
    expect(log).not.toContain('"status":500')
  })

  it('ends at once when it is told a second time', async () => {
    const process = await installation.start({ settings: listening(60) })
    const ending = process.stop()
    await vi.waitFor(async () => expect(await readiness()).toMatchObject({ failing: ['stopping'] }), patience)
    await process.kill('SIGTERM')
    expect(await ending).toEqual({ code: null, signal: 'SIGTERM' })
  })
})

const patience = { timeout: 30_000, interval: 20 }
