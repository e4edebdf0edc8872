// The floor: what a reset can't do without, and nothing else. One mail handed over by SMTP, then as many argon2id hashes
// as the product makes in a reset, one after the other, in a process of the same shape as the product's.
import { hash } from '@node-rs/argon2'
import { answerCommands } from '../numbers/commands.ts'
import { runLanes, type Throughput } from '../numbers/lanes.ts'
import { openSmtpLine } from './smtp-line.ts'

export interface FloorOrder {
  readonly lanes: number
  readonly windowMs: number
  readonly hashes: number
  /** Null: no mail, hashes alone. */
  readonly mail: { readonly port: number; readonly raw: string } | null
}

export interface FloorCommands {
  run(order: FloorOrder): Promise<Throughput>
}

/** What the product hashes a member's password with. */
const cost = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }

answerCommands<FloorCommands>({
  async run({ lanes, windowMs, hashes, mail }) {
    const lines = mail === null ? [] : await Promise.all(Array.from({ length: lanes }, () => openSmtpLine(mail.port)))
    const throughput = await runLanes({ lanes, windowMs }, async (lane) => {
      if (mail !== null) await lines[lane]?.send('floor@home.example', mail.raw)
      for (let index = 0; index < hashes; index += 1) await hash('brisk orchard lamp and so on', cost)
    })
    for (const line of lines) line.close()
    return throughput
  },
})
