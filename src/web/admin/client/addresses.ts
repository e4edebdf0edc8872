// Where each operation of the API is. Written out, so that the schemas stay on the server; and held against them by its type.
import type { apiRoutes, Operation } from '../../../contract/routes.ts'

type AddressOf<Route> = Route extends {
  readonly method: infer Method extends string
  readonly path: infer Path extends string
}
  ? `${Method} ${Path}`
  : never

export const addresses: { readonly [Name in Operation]: AddressOf<(typeof apiRoutes)[Name]> } = {
  readMe: 'GET /me',
  listTokens: 'GET /tokens',
  createToken: 'POST /tokens',
  revokeToken: 'DELETE /tokens/{token}',
  readPolicy: 'GET /policy',
  previewPolicy: 'POST /policy/impact',
  previewBranding: 'POST /policy/branding/preview',
  keepPicture: 'POST /pictures',
  savePolicy: 'PUT /policy',
  listPolicyVersions: 'GET /policy/versions',
  readPolicyVersion: 'GET /policy/versions/{version}',
  simulate: 'POST /policy/simulate',
  listGroups: 'GET /groups',
  listMethods: 'GET /methods',
  listDirectories: 'GET /directories',
  findAccount: 'GET /accounts/find',
  listAccounts: 'GET /accounts',
  readAccount: 'GET /accounts/{account}',
  listAccountEvents: 'GET /accounts/{account}/events',
  clearWaits: 'POST /accounts/{account}/clear-waits',
  liftFreeze: 'POST /accounts/{account}/lift-freeze',
  requireRegistration: 'POST /accounts/{account}/require-registration',
  endSessions: 'POST /accounts/{account}/end-sessions',
  invite: 'POST /accounts/{account}/invite',
  removeMethod: 'POST /accounts/{account}/methods/{method}/remove',
  checkCaller: 'POST /accounts/{account}/caller-checks',
  answerCallerCheck: 'POST /accounts/{account}/caller-checks/answer',
  setOneTimePassword: 'POST /accounts/{account}/one-time-password',
  listAdministrators: 'GET /administrators',
  grantRole: 'POST /administrators',
  takeRole: 'POST /administrators/{account}/take-role',
  overview: 'GET /overview',
  listAuditJourneys: 'GET /audit/journeys',
  listAuditEvents: 'GET /audit/events',
  exportAudit: 'GET /audit/export',
  readChain: 'GET /audit/chain',
  reportRegistration: 'GET /reports/registration',
  reportResets: 'GET /reports/resets',
  reportUnable: 'GET /reports/unable',
  exportReport: 'GET /reports/{report}/export',
}
