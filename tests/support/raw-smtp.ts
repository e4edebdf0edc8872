// A mail server that understands next to nothing and writes down every line it is sent, for tests of what goes over the
// wire. It answers yes, unless told otherwise.
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

export interface RawMail {
  /** Commands since the last message, EHLO and RSET left out. */
  readonly commands: readonly string[]
  /** As sent, dots unstuffed. */
  readonly lines: readonly string[]
}

export interface RawSmtp {
  readonly port: number
  readonly mails: readonly RawMail[]
  /** Answers every command that starts with `verb` with this line from now on. */
  answer(verb: string, line: string): void
  stop(): Promise<void>
}

export async function startRawSmtp(): Promise<RawSmtp> {
  const mails: RawMail[] = []
  const answers = new Map<string, string>()
  const sockets = new Set<Socket>()

  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    let rest = ''
    let commands: string[] = []
    let lines: string[] | null = null
    const say = (line: string) => socket.write(`${line}\r\n`)

    function take(line: string): void {
      if (lines === null) {
        const verb = line.slice(0, 4).toUpperCase()
        if (verb !== 'EHLO' && verb !== 'RSET') commands.push(line)
        const answer = answers.get(verb)
        if (answer !== undefined) say(answer)
        else if (verb === 'DATA') say('354 go on')
        else say('250 fine')
        if (verb === 'DATA' && answer === undefined) lines = []
      } else if (line === '.') {
        mails.push({ commands, lines })
        commands = []
        lines = null
        say(answers.get('.') ?? '250 taken')
      } else {
        lines.push(line.replace(/^\./, ''))
      }
    }

    say('220 raw.test ready')
    socket.setEncoding('latin1').on('data', (chunk) => {
      const pieces = (rest + String(chunk)).split('\r\n')
      rest = pieces.pop() ?? ''
      for (const line of pieces) take(line)
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The raw server has no port.')

  return {
    port: address.port,
    mails,
    answer: (verb, line) => answers.set(verb, line),
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
