// The one grammar of telephone numbers: E.164, with the country's code, however people space it.

/** `+447700900123`, or null: a number without its country is nobody's (ITU-T E.164 §6: at most 15 digits). */
export function readPhoneNumber(text: string): string | null {
  const bare = text.trim().replace(/[\s().\-/\u2010-\u2015]/g, '')
  return /^\+[1-9]\d{6,14}$/.test(bare) ? bare : null
}
