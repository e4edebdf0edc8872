// Actions that answer what a transcript needs, for the words of the verbs: what the actions really do is shown with the
// built program.
import type { Actions } from '../../src/cli/actions.ts'
import { type ConfigSources, loadConfig } from '../../src/config/load-config.ts'
import { dedent } from './replay.ts'

/** Those that a transcript doesn't name must not be called. */
export function actionsThat(does: Partial<Actions>): Actions {
  return {
    version: '1.2.3',
    loadConfig: () => loadConfig(rightConfig, sources),
    serve: refuseCall,
    demo: refuseCall,
    examine: refuseCall,
    verifyAudit: refuseCall,
    auditKeys: refuseCall,
    setEdition: refuseCall,
    restored: refuseCall,
    newKeyring: refuseCall,
    rotateKeys: refuseCall,
    listKeys: refuseCall,
    retireKey: refuseCall,
    createAdministrator: refuseCall,
    listAdministrators: refuseCall,
    removeAdministrator: refuseCall,
    makeSetUpLink: refuseCall,
    makeEnrolmentCode: refuseCall,
    importAccounts: refuseCall,
    inviteUnregistered: refuseCall,
    readPolicy: refuseCall,
    previewPolicy: refuseCall,
    savePolicy: refuseCall,
    simulate: refuseCall,
    keepPicture: refuseCall,
    showAccount: refuseCall,
    exportAudit: refuseCall,
    helpAccount: refuseCall,
    eraseAccount: refuseCall,
    ...does,
  }
}

export const acmeId = '7b0c6a52-3f1e-4a86-9d55-0b6f2c9e8d14'

export const rightConfig = dedent(`
  listen:
    port: 0
  database:
    pglite: data
  secret-key-file: keyring
  mail:
    host: localhost
    port: 2525
    tls: none
  organisations:
    - id: ${acmeId}
      name: Acme
      base-url: http://localhost:8080
      mail-from: reset@acme.example
      directories: [{ key: staff, kind: built-in }]
    - id: 0c9d7a11-52f3-4a0e-8b7e-6d1f3b2a4c55
      name: Blue Harbour
      base-url: http://127.0.0.1:8080
      mail-from: reset@harbour.example
      directories: [{ key: staff, kind: built-in }]
`)

const sources: ConfigSources = {
  env: {},
  readFile: () => '',
  folder: '/etc/rekey',
  judgeKeyring: null,
}

function refuseCall(): never {
  throw new Error('this action has no part in the transcript')
}
