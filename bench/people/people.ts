// Everyone outside the server, in a process of their own: the people at their browsers, and the mail server their codes
// come by. What they cost is no part of the server's CPU time.
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { answerCommands } from '../numbers/commands.ts'
import { runLanes, type Throughput } from '../numbers/lanes.ts'
import { type FirstPage, fetchFirstPage } from './first-page.ts'
import { openLine } from './http-line.ts'
import { createMailboxes } from './mailboxes.ts'
import { reset } from './reset.ts'
import { startSink } from './sink.ts'
import { type StatementWatch, watchStatements } from './statements.ts'
import { type TellingOrder, type Times, walkAll } from './telling-apart.ts'

export interface CrowdOrder {
  readonly port: number
  readonly lanes: number
  readonly windowMs: number
  /** The first member nobody has been yet; each is one once, as far as there are any. */
  readonly firstMember: number
  readonly members: number
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
  tell(order: TellingOrder): Promise<Times>
  firstPage(order: { readonly port: number; readonly path: string }): Promise<FirstPage>
  /** Stands between the server and its database from now on; answers with the port to connect to. */
  watch(postgresPort: number): Promise<number>
  /** One reset after another, with a pause after each step in which whatever follows it can end. */
  count(order: CountOrder): Promise<CountReport>
}

export interface CountOrder {
  readonly port: number
  readonly firstMember: number
  readonly resets: number
}

/** Names of statements by request, for each reset. */
export type CountReport = readonly Readonly<Record<string, readonly string[]>>[]

/** Long enough for a mail to be out and its row to be finished, in milliseconds. */
const quiet = 150
const settled = 1000

const mailboxes = createMailboxes()
const sink = await startSink(mailboxes.take)
let statements: StatementWatch | null = null

answerCommands<PeopleCommands>({
  mailPort: async () => (sink.address() as AddressInfo).port,
  sampleMail: async () => mailboxes.lastCode(),
  async watch(postgresPort) {
    statements = await watchStatements(postgresPort)
    return statements.port
  },
  async count({ port, firstMember, resets }) {
    const line = openLine(port)
    // What a server does once, when it starts, belongs to no reset.
    await pause(settled)
    statements?.take()
    const report: Record<string, readonly string[]>[] = []
    for (let index = 0; index < resets; index += 1) {
      const byStep: Record<string, readonly string[]> = {}
      await reset(firstMember + index, {
        line,
        host: `localhost:${port}`,
        mailboxes,
        clocked: async (step) => {
          byStep[step] = statements?.take() ?? []
          await pause(quiet)
          byStep[`${step}, after it`] = statements?.take() ?? []
        },
      })
      report.push(byStep)
    }
    line.close()
    statements?.close()
    statements = null
    return report
  },
  async tell(order) {
    const line = openLine(order.port)
    const times = await walkAll(order, line)
    line.close()
    return times
  },
  async firstPage({ port, path }) {
    const line = openLine(port)
    const page = await fetchFirstPage(path, `localhost:${port}`, line)
    line.close()
    return page
  },
  async crowd({ port, lanes, windowMs, firstMember, members }) {
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
      if (member >= members) throw new Error(`the bench has no more than ${members} members, and all were played`)
      return reset(member++, { line, host: `localhost:${port}`, mailboxes, clocked })
    })
    for (const line of lines) line.close()
    return { ...throughput, took, mails: mailboxes.count() - mailsBefore }
  },
})
