// The one grammar of mail addresses: what is not one of these is never stored as a method's address and never sent to.

/** RFC 5321 §4.5.3.1.3: a path has 256 octets, and two of them are its angle brackets. */
const longestMailAddress = 254

// A dot-atom at a host name (RFC 5321 §4.1.2 without quoted strings, comments, source routes and address literals: each
// of them has been read differently by two programs in a row). Internationalised domains are kept in their ASCII form.
const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const address = new RegExp(`^(?=[^@]{1,64}@)${atom}(?:\\.${atom})*@${label}(?:\\.${label})*$`)

/** True for exactly one plain address, with nothing round it. */
export const isMailAddress = (text: string): boolean => text.length <= longestMailAddress && address.test(text)
