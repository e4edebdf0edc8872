// `rekey demo`: a whole organisation on this machine, in .rekey/demo, with a mailbox and a phone one can look at.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Actions } from '../cli/actions.ts'
import { directoryKey } from '../core/people/identifiers.ts'
import { openMailApp } from '../demo/mail-app/open-mail-app.ts'
import { openMailbox } from '../demo/mailbox.ts'
import { openPhone } from '../demo/phone.ts'
import { demoRoutes } from '../demo/routes.tsx'
import { demoOrganisation, demoPolicy, seedDemo } from '../demo/seed-demo.ts'
import { type Keyring, newKeyringText } from '../secrets/keyring.ts'
import { loadKeyring } from '../secrets/load-keyring.ts'
import { defaultHashesAtOnce } from '../secrets/secrets.ts'
import type { Database } from '../storage/database.ts'
import { openPglite } from '../storage/open-pglite.ts'
import { openPostgres } from '../storage/open-postgres.ts'
import { signInBeat } from './build-room.ts'
import { plainly } from './open.ts'
import type { Plan } from './plan.ts'
import { assetsFolder, cores, logTo, runUntil, untilSignal } from './serve.ts'

/** `PORT` chooses the port, `DATABASE_URL` a PostgreSQL in the built-in database's place. */
export const demo: Actions['demo'] = ({ fresh }, say) => {
  const stopped = untilSignal()
  const port = Number(process.env['PORT'] ?? 3000)
  const folder = join(process.cwd(), '.rekey/demo')
  const rekey = `http://localhost:${port}`
  return plainly(async () => {
    if (fresh) await forget(folder, rekey)
    const database = await openDemoDatabase(folder, rekey)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const mailbox = await openMailbox(join(folder, 'messages.jsonl'))
    const mailApp = await openMailApp(port + 1, rekey, mailbox)
    const phone = openPhone(join(folder, 'phone-keys'))
    const organisation = demoOrganisation(port, [mailApp.application])
    const plan: Plan = {
      database,
      keyring: demoKeyring(join(folder, 'secret-key')),
      organisations: [{ organisation, directories: [directoryKey('main')], policy: demoPolicy() }],
      mail: { host: '127.0.0.1', port: mailbox.port, tls: 'none', auth: null },
      listen: { host: '127.0.0.1', port },
      // So that limits by network can be seen: X-Forwarded-For names the client, and the limits hold for each.
      trustedProxies: ['127.0.0.0/8', '::1'],
      checkpointFile: null,
      hashesAtOnce: defaultHashesAtOnce(cores),
      log: logTo(2, process.env['LOG_LEVEL'] ?? 'error'),
      assetsFolder,
      demo: [demoRoutes({ mailbox, phone, mailApp }), (_, site) => mailApp.attach(site, `localhost:${port}`)],
      seed: (storage, secrets) => seedDemo(organisation, storage.forTenant(organisation.id).seeding, secrets),
      refusalBeat: signInBeat,
      extraMethods: [],
    }
    const outcome = await runUntil(stopped, plan, () => {
      say(`Rekey's demo is ready: ${organisation.baseUrl}/demo`)
      say('Press Ctrl-C to stop it. What happens in it is kept; `npm start -- --fresh` begins again.')
    })
    await mailApp.close()
    await mailbox.close()
    return outcome
  })
}

function openDemoDatabase(folder: string, holder: string): Promise<Database> {
  const url = process.env['DATABASE_URL']
  if (url !== undefined) return Promise.resolve(openPostgres({ url, connections: 10 }))
  return openPglite({ folder, holder, production: false, allowInProduction: false })
}

/** Opened first: the folder of a demo that runs is not to be deleted. */
async function forget(folder: string, holder: string): Promise<void> {
  if (!existsSync(folder)) return
  const held = await openPglite({ folder, holder, production: false, allowInProduction: false })
  await held.close()
  rmSync(folder, { recursive: true })
}

/** Made at the first start; the demo's only. */
function demoKeyring(file: string): Keyring {
  if (!existsSync(file)) writeFileSync(file, newKeyringText(), { mode: 0o600 })
  const loaded = loadKeyring({ REKEY_SECRET_KEY_FILE: file })
  if ('keyring' in loaded) return loaded.keyring
  throw new Error(`${file} ${loaded.problems.map(({ message }) => message).join('; ')}`)
}
