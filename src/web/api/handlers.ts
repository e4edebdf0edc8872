// What answers each route of the API, by its operation id.
import type { Operation } from '../../contract/routes.ts'
import { accessHandlers } from './access/handlers.ts'
import { accountHandlers } from './accounts/handlers.ts'
import { auditHandlers } from './audit/handlers.ts'
import type { Handlers } from './handler.ts'
import { policyHandlers } from './policy/handlers.ts'

export const handlers: Handlers<Operation> = {
  ...accessHandlers,
  ...accountHandlers,
  ...auditHandlers,
  ...policyHandlers,
}
