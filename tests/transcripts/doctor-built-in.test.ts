// `rekey doctor` beside the built-in database, of which only one process at a time can hold the folder.
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { newKeyringText } from '../../src/secrets/keyring.ts'
import { freePort } from '../servers/postgres.ts'
import { startRekey } from '../servers/rekey-process.ts'
import { startSmtpSink } from '../servers/smtp.ts'
import { acmeId } from './actions.ts'
import { folderWith } from './replay.ts'
import { doctor, fails, warns } from './run-doctor.ts'

it('rekey doctor makes no folder, leaves one to the server that holds it, and looks into it once that has stopped', async () => {
  const mail = await startSmtpSink()
  onTestFinished(() => mail.stop())
  const folder = folderWith({ keyring: newKeyringText() })
  const port = await freePort()
  const config = join(folder, 'rekey.yaml')
  const organisation = {
    id: acmeId,
    name: 'Acme',
    'base-url': `http://localhost:${port}`,
    'mail-from': 'reset@acme.example',
    directories: [{ key: 'staff', kind: 'built-in' }],
  }
  const settings = {
    listen: { port },
    database: { pglite: join(folder, 'kept', 'data') },
    'secret-key-file': join(folder, 'keyring'),
    mail: { host: '127.0.0.1', port: mail.port, tls: 'none' },
    organisations: [organisation],
  }
  // YAML holds JSON.
  writeFileSync(config, JSON.stringify(settings))

  const before = await doctor(config)
  warns(before, /ok {6}database\.schema: It is empty\. The first start makes what is needed\./)
  expect(existsSync(join(folder, 'kept'))).toBe(false)

  const running = await startRekey(['serve', '--config', config], { cwd: folder, ready: /"msg":"ready"/ })
  const beside = await doctor(config)
  warns(
    beside,
    new RegExp(
      `ok {6}database\\.content: A running server holds it \\(port ${port}\\), as it should\\. What is stored was not looked at`,
    ),
  )
  expect(beside.stdout).toContain(`address (Acme): http://localhost:${port} leads here.`)
  expect(beside.stdout).not.toContain('policy')
  await running.stop()

  fails(await doctor(config), /FAILURE policy\.administrators \(Acme\): There is no global administrator\./)
  expect(readdirSync(join(folder, 'kept', 'data'))).toEqual(['database'])
})
