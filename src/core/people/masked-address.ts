// Addresses as they may be shown: enough for the owner to know which, too little for anybody else to write to.

declare const masked: unique symbol
export type MaskedAddress = string & { readonly [masked]: true }

/** `tim.walker@home.example` → `t•••@h•••`. Lengths are hidden too. */
export function maskEmail(address: string): MaskedAddress {
  const at = address.lastIndexOf('@')
  const first = (text: string) => [...text][0] ?? ''
  return `${first(address.slice(0, Math.max(at, 0)))}•••@${first(address.slice(at + 1))}•••` as MaskedAddress
}

/** `+447700900123` → `•••23`: the two digits that the reference product shows. */
export const maskPhone = (number: string): MaskedAddress => `•••${number.slice(-2)}` as MaskedAddress
