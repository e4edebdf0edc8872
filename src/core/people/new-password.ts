// A new password on its way to the directory. It prints as [redacted] wherever it is logged, joined or serialised.

/** The only way to the text is `revealPassword`, so that every place that sees it can be found by that name. */
export interface NewPassword {
  readonly kind: 'new-password'
  toString(): '[redacted]'
  toJSON(): '[redacted]'
}

const texts = new WeakMap<NewPassword, string>()

/** Takes the text as typed; NFC is applied by `core/passwords`, nothing is trimmed or cut. */
export function newPassword(text: string): NewPassword {
  const password: NewPassword = Object.freeze({
    kind: 'new-password',
    toString: () => '[redacted]' as const,
    toJSON: () => '[redacted]' as const,
  })
  texts.set(password, text)
  return password
}

/** Danger: the text itself. Only for hashing, judging and the directory's own connection. */
export function revealPassword(password: NewPassword): string {
  const text = texts.get(password)
  if (text === undefined) throw new TypeError('not a password made by newPassword()')
  return text
}
