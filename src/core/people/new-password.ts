// A new password on its way to the directory. It prints as [redacted] wherever it is logged, joined or serialised.

/** The only way to the text is `revealPassword`, so that every place that sees it can be found by that name. */
export interface NewPassword {
  readonly kind: 'new-password'
  toString(): '[redacted]'
  toJSON(): '[redacted]'
}

const texts = new WeakMap<NewPassword, string>()

/**
 * Takes the text as typed: nothing is trimmed or cut. Unicode's NFC is the one change, here where every password enters, so
 * that one typed on another keyboard is the same one (NIST SP 800-63B-4 §3.1.1.2).
 */
export function newPassword(text: string): NewPassword {
  const password: NewPassword = Object.freeze({
    kind: 'new-password',
    toString: () => '[redacted]' as const,
    toJSON: () => '[redacted]' as const,
  })
  texts.set(password, text.normalize('NFC'))
  return password
}

/** Danger: the text itself. Only for hashing, judging and the directory's own connection. */
export function revealPassword(password: NewPassword): string {
  const text = texts.get(password)
  if (text === undefined) throw new TypeError('not a password made by newPassword()')
  return text
}
