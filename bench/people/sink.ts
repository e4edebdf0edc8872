// The mail server of the bench: takes every message at once and hands it on. It greets without the 100 ms that test
// servers wait to catch early talkers, and it runs outside the server's process, so that none of its work counts there.
import { createServer, type Server, type Socket } from 'node:net'

export type TakesMail = (to: string, raw: string) => void

export function startSink(take: TakesMail): Promise<Server> {
  const server = createServer((socket) => converse(socket, take)).listen(0, '127.0.0.1')
  return new Promise((resolve) => server.once('listening', () => resolve(server)))
}

const endOfData = '\r\n.\r\n'

function converse(socket: Socket, take: TakesMail): void {
  let waiting = ''
  let receiving = false
  let to = ''
  socket.setNoDelay(true).setEncoding('latin1')
  socket.on('error', () => socket.destroy())
  socket.write('220 sink ESMTP\r\n')
  socket.on('data', (chunk: string) => {
    waiting += chunk
    let answer = ''
    for (;;) {
      const mark = receiving ? endOfData : '\r\n'
      const end = waiting.indexOf(mark)
      if (end < 0) break
      const said = waiting.slice(0, end)
      waiting = waiting.slice(end + mark.length)
      if (receiving) {
        receiving = false
        take(to, said)
        answer += '250 taken\r\n'
        continue
      }
      const verb = said.slice(0, 4).toUpperCase()
      if (verb === 'RCPT') to = said.slice(said.indexOf('<') + 1, said.indexOf('>'))
      receiving = verb === 'DATA'
      answer += answers[verb] ?? '250 fine\r\n'
    }
    if (answer !== '') socket.write(answer)
  })
}

const answers: Readonly<Record<string, string>> = {
  EHLO: '250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n',
  DATA: '354 go on\r\n',
  QUIT: '221 bye\r\n',
}
