// Who is told by mail of what happens, as far as that is a choice. What is not here is always told.
import { isMailAddress } from '../people/mail-address.ts'

/** Who else hears of what happened to an administrator's password. */
export type ToldOfAdministrators = 'global-administrators' | 'all-administrators' | 'nobody'

export interface NotificationPolicy {
  /** What people hear of at every address on file. Off, they do not hear of a theft. */
  readonly people: { readonly reset: boolean; readonly unlock: boolean; readonly change: boolean }
  readonly administrators: {
    /** An administrator's password was reset or changed, or their account unlocked. The account itself is told as people are. */
    readonly passwords: ToldOfAdministrators
    /** Somebody saved the policy: the other global administrators. */
    readonly policySaved: boolean
    /** Mailboxes that hear all that administrators are told. */
    readonly mailboxes: readonly string[]
  }
}

/** The reference product tells nobody of other administrators unless it is switched on; here somebody has to switch it off. */
export const initialNotifications: NotificationPolicy = {
  people: { reset: true, unlock: true, change: true },
  administrators: { passwords: 'global-administrators', policySaved: true, mailboxes: [] },
}

export const completeNotifications = (saved: Partial<NotificationPolicy> | undefined): NotificationPolicy => ({
  people: { ...initialNotifications.people, ...saved?.people },
  administrators: { ...initialNotifications.administrators, ...saved?.administrators },
})

const mostMailboxes = 5

export type MailboxFault = 'mailbox-no-address' | 'mailbox-twice' | 'too-many-mailboxes'

export function mailboxProblems(mailboxes: readonly string[]): readonly {
  readonly path: string
  readonly fault: MailboxFault
  readonly what: string | null
}[] {
  const path = 'notifications.administrators.mailboxes'
  const plain = mailboxes.map((each) => each.toLowerCase())
  return [
    ...mailboxes
      .filter((each) => !isMailAddress(each))
      .map((what) => ({ path, fault: 'mailbox-no-address', what }) as const),
    ...mailboxes
      .filter((_, index) => plain.indexOf(plain[index] ?? '') !== index)
      .map((what) => ({ path, fault: 'mailbox-twice', what }) as const),
    ...(mailboxes.length > mostMailboxes ? [{ path, fault: 'too-many-mailboxes', what: null } as const] : []),
  ]
}
