// A process that can't start ends: nothing of it goes on without the page it was to serve.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { demoOrganisation, demoPolicy } from '../demo/seed-demo.ts'
import { newKeyringText, parseKeyring } from '../secrets/keyring.ts'
import { openMemory } from '../storage/open-memory.ts'
import { start } from './start.ts'

it('asks nothing of the database, and closes it, where its port is taken', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', () => resolve()))
  const { port } = other.address() as AddressInfo
  const keyring = parseKeyring(newKeyringText())
  if (!('keyring' in keyring)) throw new Error('a new keyring is not one')
  const happened: string[] = []
  const memory = await openMemory({
    onStatement: (text) => happened.push(text.includes('outbox') ? 'outbox' : 'other'),
  })
  const close = async () => {
    happened.push('closed')
    await memory.close()
  }
  const started = start({
    database: { ...memory, close },
    keyring: keyring.keyring,
    organisations: [{ organisation: demoOrganisation(port, []), directories: [], policy: demoPolicy() }],
    mail: { host: '127.0.0.1', port: 1, tls: 'none', auth: null },
    listen: { host: '127.0.0.1', port },
    trustedProxies: [],
    checkpointFile: null,
    hashesAtOnce: 1,
    log: pino({ level: 'silent' }),
    assetsFolder: import.meta.dirname,
    demo: null,
    seed: null,
    refusalBeat: 0,
    extraMethods: [],
  })
  await expect(started).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await new Promise((resolve) => other.close(resolve))
  expect(happened.at(-1)).toBe('closed')
  expect(happened).not.toContain('outbox')
})
