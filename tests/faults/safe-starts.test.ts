// FT-09, UP-06: a start that can't be safe doesn't happen, and says why in one place; what runs in production has none of
// the demo, none of its sources and nothing that was made for tests.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FaultProxy, startFaultProxy } from '../servers/fault-proxy.ts'
import { usePostgres } from '../servers/use-postgres.ts'
import { describeWith } from '../support/required-servers.ts'
import { type Installation, install } from './support/installation.ts'

describeWith('postgres', 'a start', () => {
  const databases = usePostgres()
  let installation: Installation
  let proxy: FaultProxy
  beforeAll(async () => {
    const url = await databases.createDatabase()
    installation = await install(url)
    proxy = await startFaultProxy(Number(new URL(url).port))
  })
  afterAll(() => proxy.stop())

  it('FT-09: without its database ends with 1, one line of what is wrong and one of what to do, and serves nothing', async () => {
    await proxy.refuse()
    const { code, stdout, stderr } = await run([
      'serve',
      '--config',
      installation.configure({ databasePort: proxy.port }),
    ])
    await proxy.heal()
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringContaining("The database can't be reached"),
      expect.stringContaining('To cure it'),
    ])
  })

  it('UP-06: does not happen without a configuration, a keyring, or with a setting nobody knows; all is told at once', async () => {
    const missing = await run(['serve', '--config', 'nowhere.yaml'])
    expect([missing.code, missing.stdout]).toEqual([1, ''])
    const wrong = installation.configure({
      settings: { 'secret-key-file': undefined, debug: true, 'fake-clock': '2020-01-01', listen: { port: 'any' } },
    })
    const { code, stderr } = await run(['serve', '--config', wrong])
    expect(code).toBe(1)
    for (const each of ['secret-key-file', 'debug', 'fake-clock', 'listen.port']) expect(stderr).toContain(each)
  })

  it('UP-06: serves nothing of the demo, no sources, no way to look inside', async () => {
    await installation.start()
    const probes = [
      '/demo',
      '/demo/people.json',
      '/demo/messages.json',
      '/demo/mailbox',
      '/debug',
      '/test',
      '/clock',
      '/metrics',
      '/main.js.map',
      '/assets/main.js.map',
      '/assets/reset.js.map',
      '/.git/HEAD',
      '/.env',
      '/package.json',
      '/rekey.yaml',
      '/assets/../main.js',
      '/assets/%2e%2e/main.js',
    ]
    const answers = await Promise.all(
      probes.map(async (path) => [path, (await installation.browser().raw('GET', path)).status] as const),
    )
    expect(answers.filter(([, status]) => status !== 404 && status !== 400)).toEqual([])
  })
})

const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

async function run(args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    said.stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    said.stderr += chunk.toString()
  })
  const [code] = await once(child, 'close')
  return { code, ...said }
}
