// The people of the demo, one in every interesting state. Their secrets are no secrets: the demo answers on loopback only.
import type { Role } from '../core/people/roles.ts'

export interface CastMember {
  readonly username: string
  readonly displayName: string
  readonly password: string
  /** The page keeps it to itself: that is the point. */
  readonly forgotten?: true
  readonly note: string
  /** Where recovery codes go; proven. */
  readonly recoveryMail?: string
  /** The authenticator app's secret, base32. */
  readonly totpSecret?: string
  readonly group: 'staff' | 'sales' | 'contractors'
  readonly role?: Role
  readonly locale?: string
  readonly lockedForHours?: number
  readonly mustChange?: true
  readonly disabled?: true
  /** Brought from elsewhere, and not proven yet. */
  readonly imported?: true
  /** How long ago what is registered was proven; a month if it does not matter. */
  readonly provenDaysAgo?: number
}

export const cast: readonly CastMember[] = [
  {
    username: 'tim@acme.example',
    displayName: 'Tim Walker',
    password: 'violet kettle 88 harbour',
    forgotten: true,
    note: 'Forgot his password. Has an email address and an authenticator app registered: reset it for him.',
    recoveryMail: 'tim.walker@home.example',
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    group: 'sales',
  },
  {
    username: 'pascal@acme.example',
    displayName: 'Pascal Okafor',
    password: 'granite otter sings twice',
    note: 'Knows his password and is locked out until tomorrow: unlock him without a new one.',
    recoveryMail: 'pascal@okafor.example',
    totpSecret: 'KRUGKIDROVUWG2ZAMJZG653OEBTG66BA',
    group: 'staff',
    lockedForHours: 24,
  },
  {
    username: 'mara@acme.example',
    displayName: 'Mara Lindqvist',
    password: 'seven pale lanterns drift',
    note: 'Registered an email address only, and two proofs are asked for. Her mailbox says why a reset does not work; her next sign-in asks for what is missing.',
    recoveryMail: 'mara@lindqvist.example',
    group: 'staff',
  },
  {
    username: 'noor@acme.example',
    displayName: 'Noor Haddad',
    password: 'copper maps under rain',
    note: 'May reset, but has registered nothing yet: sign in as her, at Acme Mail or here, and keep her account recoverable.',
    group: 'staff',
  },
  {
    username: 'yuki@acme.example',
    displayName: 'Yuki Tanaka',
    password: 'first day welcome note',
    note: 'Signs in and must choose a new password before anything else.',
    recoveryMail: 'yuki@tanaka.example',
    group: 'staff',
    mustChange: true,
  },
  {
    username: 'devi@acme.example',
    displayName: 'Devi Raman',
    password: 'amber glacier train nine',
    note: 'Left the company: the account is disabled. Every page answers as it does for a stranger.',
    recoveryMail: 'devi@raman.example',
    totpSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    group: 'staff',
    disabled: true,
  },
  {
    username: 'olaf@acme.example',
    displayName: 'Olaf Berg',
    password: 'wooden comet borrowed ink',
    note: 'Registered, but not among those who may reset. Only his mailbox is told.',
    recoveryMail: 'olaf@berg.example',
    totpSecret: 'MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U',
    group: 'contractors',
  },
  {
    username: 'grace@acme.example',
    displayName: 'Grace Adeyemi',
    password: 'quiet thunder paper ship',
    note: 'Global administrator. Scope does not apply to her, she always needs two proofs, and one more at each sign-in.',
    recoveryMail: 'grace@adeyemi.example',
    totpSecret: 'NBSWY3DPEB3W64TMMQQHG33NMV2GQ2LO',
    group: 'contractors',
    role: 'global-administrator',
  },
  {
    username: 'rita@acme.example',
    displayName: 'Rita Vogel',
    password: 'leise wolken zählen mit',
    note: 'Reads reports, and is written to in German.',
    recoveryMail: 'rita@vogel.example',
    totpSecret: 'OZXWOZLMEBZWK4TFNZSSA5LOMQQHG3DP',
    group: 'staff',
    role: 'reports-reader',
    locale: 'de',
  },
  {
    username: 'lena@acme.example',
    displayName: 'Lena Fischer',
    password: 'orchard bells past seven',
    note: 'Everything is in order: look at her security info, add a way back in, and see it held for a day.',
    recoveryMail: 'lena@fischer.example',
    totpSecret: 'PBXXEZLEMFZXGZLTMFXGI5DIMVZGK43U',
    group: 'staff',
  },
  {
    username: 'ivan@acme.example',
    displayName: 'Ivan Petrov',
    password: 'lemon harbour under snow',
    note: 'His private address was imported: at his sign-in one step makes it count.',
    recoveryMail: 'ivan@petrov.example',
    group: 'staff',
    imported: true,
  },
  {
    username: 'hana@acme.example',
    displayName: 'Hana Sato',
    password: 'paper cranes over water',
    note: 'Set everything up long ago: her next sign-in asks whether it is still right.',
    recoveryMail: 'hana@sato.example',
    totpSecret: 'MJQXGZJTGIQGS4ZAON2HE5LDNM6T2PJ5',
    group: 'staff',
    provenDaysAgo: 200,
  },
]
