// The portal's table of contents: each room by its address, with the right that it asks. What isn't here can't be reached.
import type { ComponentType } from 'preact'
import type { Permission } from '../../../core/people/permissions.ts'
import { Administrators } from './administrators/administrators.tsx'
import { AuditLog } from './audit/audit.tsx'
import { History } from './history/history.tsx'
import { Overview } from './overview/overview.tsx'
import { People } from './people/people.tsx'
import { Customisation } from './policy/customisation.tsx'
import { HelpDesk } from './policy/help-desk.tsx'
import { Methods } from './policy/methods.tsx'
import { Notifications } from './policy/notifications.tsx'
import { Passwords } from './policy/passwords.tsx'
import { Registration } from './policy/registration.tsx'
import { WhoCanReset } from './policy/who-can-reset.tsx'
import { Reports } from './reports/reports.tsx'
import { Tokens } from './tokens/tokens.tsx'

export interface Room {
  readonly path: string
  readonly title: string
  readonly permission: Permission
  readonly view: ComponentType
}

export interface Wing {
  readonly title: string | null
  readonly rooms: readonly Room[]
}

export const wings: readonly Wing[] = [
  {
    title: null,
    rooms: [
      { path: '', title: 'Overview', permission: 'overview.read', view: Overview },
      { path: 'people', title: 'People', permission: 'people.find', view: People },
      { path: 'audit', title: 'Audit log', permission: 'audit.read', view: AuditLog },
      { path: 'reports', title: 'Reports', permission: 'reports.read', view: Reports },
    ],
  },
  {
    title: 'Policy',
    rooms: [
      { path: 'who-can-reset', title: 'Who can reset', permission: 'policy.read', view: WhoCanReset },
      { path: 'methods', title: 'Methods', permission: 'policy.read', view: Methods },
      { path: 'registration', title: 'Registration', permission: 'policy.read', view: Registration },
      { path: 'passwords', title: 'Passwords', permission: 'policy.read', view: Passwords },
      { path: 'notifications', title: 'Notifications', permission: 'policy.read', view: Notifications },
      { path: 'help-desk', title: 'Help desk', permission: 'policy.read', view: HelpDesk },
      { path: 'customisation', title: 'Customisation', permission: 'policy.read', view: Customisation },
      { path: 'history', title: 'History', permission: 'policy.read', view: History },
    ],
  },
  {
    title: 'Set up',
    rooms: [
      { path: 'administrators', title: 'Administrators', permission: 'administrators.read', view: Administrators },
      { path: 'tokens', title: 'Tokens', permission: 'tokens.manage', view: Tokens },
    ],
  },
]
