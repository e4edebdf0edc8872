// Every route of the API, by its operation id. What is not here does not exist.
import { accessRoutes } from './access.ts'
import { accountRoutes, administratorRoutes } from './accounts.ts'
import { auditRoutes } from './audit.ts'
import { policyRoutes } from './policy.ts'

export const apiRoutes = {
  ...accessRoutes,
  ...policyRoutes,
  ...accountRoutes,
  ...administratorRoutes,
  ...auditRoutes,
} as const

export type Operation = keyof typeof apiRoutes
