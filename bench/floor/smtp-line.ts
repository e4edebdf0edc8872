// One kept connection to a mail server that sends one finished message after another, with as few turns as SMTP allows.
import { connect } from 'node:net'

export interface SmtpLine {
  send(to: string, raw: string): Promise<void>
  close(): void
}

export async function openSmtpLine(port: number): Promise<SmtpLine> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true }).setEncoding('latin1')
  let heard: ((line: string) => void) | null = null
  let rest = ''
  socket.on('data', (chunk: string) => {
    rest += chunk
    // The last line of an answer has a space after its number.
    const last = /(?:^|\n)(\d{3}) [^\n]*\n$/.exec(rest)
    if (last === null) return
    rest = ''
    heard?.(last[1] ?? '')
  })
  const answer = (wanted: string) =>
    new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      heard = (code) => {
        heard = null
        socket.removeListener('error', reject)
        if (code === wanted) resolve()
        else reject(new Error(`the sink answered ${code} in place of ${wanted}`))
      }
    })
  const say = (text: string, wanted: string) => {
    const heardBack = answer(wanted)
    socket.write(text)
    return heardBack
  }
  await answer('220')
  await say('EHLO floor\r\n', '250')
  return {
    async send(to, raw) {
      await say('MAIL FROM:<no-reply@acme.example>\r\n', '250')
      await say(`RCPT TO:<${to}>\r\n`, '250')
      await say('DATA\r\n', '354')
      await say(`${raw}\r\n.\r\n`, '250')
    },
    close: () => socket.destroy(),
  }
}
