// What a person does to prove themselves: reads the mailed code, and the code on the phone.
import { Secret, TOTP } from 'otpauth'
import type { SmtpSink } from '../servers/smtp.ts'

/** The newest code mailed to this address after `since` messages. */
export async function mailedCode(mail: SmtpSink, to: string, since = 0): Promise<string> {
  const message = await mail.waitFor(
    (each) => mail.messages.indexOf(each) >= since && each.envelope.to.includes(to) && digitsIn(each.text) !== null,
  )
  return digitsIn(message.text) ?? ''
}

export const appCode = (totpSecret: string, at: number = Date.now()): string =>
  new TOTP({ secret: Secret.fromBase32(totpSecret), digits: 6, period: 30 }).generate({ timestamp: at })

const digitsIn = (text: string): string | null => {
  const found = /\b(\d{4}) (\d{4})\b/.exec(text)
  return found === null ? null : `${found[1]}${found[2]}`
}
