// The mail server: reached, logged in to, and given one message if somebody asked for that.
import { createSmtpMail, probeSmtp } from '../../channels/email/smtp.ts'
import type { Config, OrganisationSettings } from '../../config/config.ts'
import type { Finding } from '../../core/doctor/finding.ts'
import { judgeMail } from '../../core/doctor/judge-reach.ts'

export async function examineMail(
  { mail, organisations }: Config,
  mailTo: string | null,
  patience: number,
): Promise<readonly Finding[]> {
  const probed = await probeSmtp(mail, patience)
  if (probed !== 'ready') return judgeMail({ kind: probed.trouble, code: probed.code }, null)
  const [first] = organisations
  const test = mailTo === null || first === undefined ? null : await sendTest(mail, first, mailTo, patience)
  return judgeMail({ kind: 'ready', tls: mail.tls }, test)
}

async function sendTest(
  settings: Config['mail'],
  { name, mailFrom, baseUrl }: OrganisationSettings,
  to: string,
  patience: number,
) {
  const mail = createSmtpMail(settings, { warn: () => undefined })
  const text = `This is a test of ${baseUrl}. Nothing has to be done.\n`
  const outcome = await mail.send({
    to,
    from: { name, address: mailFrom },
    subject: `A test message from ${name}`,
    text,
    html: `<p>${text}</p>`,
    messageId: `${crypto.randomUUID()}@${mailFrom.split('@')[1] ?? 'localhost'}`,
    within: patience,
  })
  mail.close()
  return outcome
}
