#!/usr/bin/env node
// The program: its command line, with what each verb does. Everything concrete is wired in `wiring/`.
import program from '../package.json' with { type: 'json' }
import { createProgram } from './cli/program.ts'
import { loadConfigFile } from './config/load-config.ts'
import { eraseAccount, helpAccount, showAccount } from './wiring/account-verbs.ts'
import {
  createAdministrator,
  importAccounts,
  inviteUnregistered,
  listAdministrators,
  makeEnrolmentCode,
  makeSetUpLink,
  removeAdministrator,
} from './wiring/administrator-verbs.ts'
import { exportAudit } from './wiring/audit-verbs.ts'
import { demo } from './wiring/demo.ts'
import { examine } from './wiring/doctor/doctor.ts'
import { listKeys, retireKey, rotateKeys } from './wiring/key-verbs.ts'
import { judgeKeyring } from './wiring/open.ts'
import { keepPicture, previewPolicy, readPolicy, savePolicy, simulate } from './wiring/policy-verbs.ts'
import { serve } from './wiring/serve.ts'
import { auditKeys, newKeyring, restored, setEdition, verifyAudit } from './wiring/verbs.ts'

await createProgram({
  version: program.version,
  loadConfig: (path, keyring) => loadConfigFile(path, process.env, keyring === 'checked' ? judgeKeyring : null),
  serve,
  demo,
  verifyAudit,
  setEdition,
  auditKeys,
  restored,
  examine,
  newKeyring,
  rotateKeys,
  listKeys,
  retireKey,
  createAdministrator,
  importAccounts,
  inviteUnregistered,
  listAdministrators,
  removeAdministrator,
  makeSetUpLink,
  makeEnrolmentCode,
  readPolicy,
  previewPolicy,
  savePolicy,
  keepPicture,
  simulate,
  exportAudit,
  showAccount,
  helpAccount,
  eraseAccount,
}).parseAsync()
