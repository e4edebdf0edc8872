// Everyone outside the server, in a process of their own: the people at their browsers, and the mail server their codes
// come by. What they cost is no part of the server's CPU time.
import type { AddressInfo } from 'node:net'
import { answerCommands } from '../numbers/commands.ts'
import { runLanes, type Throughput } from '../numbers/lanes.ts'
import { openLine } from './http-line.ts'
import { createMailboxes } from './mailboxes.ts'
import { reset } from './reset.ts'
import { startSink } from './sink.ts'

export interface CrowdOrder {
  readonly port: number
  readonly lanes: number
  readonly windowMs: number
  /** The first member nobody has been yet; each is one once. */
  readonly firstMember: number
}

export interface CrowdReport extends Throughput {
  /** Milliseconds of every request, by step. */
  readonly took: Readonly<Record<string, readonly number[]>>
  readonly mails: number
}

export interface PeopleCommands {
  mailPort(order: null): Promise<number>
  /** A message with a code as the product sends it. */
  sampleMail(order: null): Promise<string>
  crowd(order: CrowdOrder): Promise<CrowdReport>
}

const mailboxes = createMailboxes()
const sink = await startSink(mailboxes.take)

answerCommands<PeopleCommands>({
  mailPort: async () => (sink.address() as AddressInfo).port,
  sampleMail: async () => mailboxes.lastCode(),
  async crowd({ port, lanes, windowMs, firstMember }) {
    const lines = Array.from({ length: lanes }, () => openLine(port))
    const took: Record<string, number[]> = {}
    const mailsBefore = mailboxes.count()
    const clocked = (step: string, milliseconds: number) => {
      took[step] ??= []
      took[step].push(milliseconds)
    }
    let member = firstMember
    const throughput = await runLanes({ lanes, windowMs }, (lane) => {
      const line = lines[lane]
      if (line === undefined) throw new Error('a lane without a line')
      return reset(member++, { line, host: `localhost:${port}`, mailboxes, clocked })
    })
    for (const line of lines) line.close()
    return { ...throughput, took, mails: mailboxes.count() - mailsBefore }
  },
})
