// Who lives in the bench's organisation: thousands of members alike but for their number, so that both the one who seeds
// them and the one who plays them know everything about each.

export const suffix = '@acme.example'
export const firstPassword = 'violet kettle 88 harbour'
/** 160 bits, base32. One for all: codes are single use for each account. */
export const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

/** `member` can reset; `half` has registered one method where two are asked for. */
export type Kind = 'member' | 'half'

const letters: Record<Kind | 'stranger', string> = { member: 'm', half: 'h', stranger: 's' }

export const nameOf = (kind: Kind | 'stranger', index: number): string =>
  `${letters[kind]}${String(index).padStart(6, '0')}${suffix}`

export const mailboxOf = (kind: Kind, index: number): string =>
  `${letters[kind]}${String(index).padStart(6, '0')}@home.example`

export const newPasswordOf = (index: number): string => `brisk orchard lamp ${(index + 7919).toString(36)}qz`

/** Each from a network of its own, or the limits by network would be what is measured. */
export const addressOf = (index: number): string => `${11 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}.9`
