// What people write into the audit log themselves, a reason or a note: one line of visible characters, and 1 KB at most.
import { hasUnprintable } from '../wording/foreign-text.ts'

const mostBytes = 1_024

export const canBeLogged = (text: string): boolean =>
  text.length <= mostBytes && bytesOf(text) <= mostBytes && !hasUnprintable(text)

/** In UTF-8 (RFC 3629 §3). */
function bytesOf(text: string): number {
  let bytes = 0
  for (const character of text)
    bytes += character.length === 2 ? 4 : character < '\u0080' ? 1 : character < '\u0800' ? 2 : 3
  return bytes
}
