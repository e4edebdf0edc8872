// One message from its row to the server that takes it. Nothing that goes wrong with it stops another.
import { seconds } from '../core/time.ts'
import type { ClaimedMessage, SendOutcome, SpreadMessage } from '../ports/delivery.ts'
import { openMessage } from '../use-cases/messages/outbox-payload.ts'
import type { DeliveryParts } from './delivery-parts.ts'

/** `deadline`: by the worker's own clock; after it the message is dead and is not sent. Never rejects. */
export async function deliver(message: ClaimedMessage, deadline: number, parts: DeliveryParts): Promise<void> {
  const { outbox, log } = parts
  const { tenant, id, attempts } = message
  try {
    const outcome = await attempt(message, deadline, parts)
    if (typeof outcome === 'object') await outbox.spread(tenant, id, outcome)
    else if (outcome === 'retry') await outbox.retry(tenant, id, waitAfter(attempts))
    else if (outcome !== 'dead') await outbox.finish(tenant, id, outcome)
  } catch (error) {
    // The database did not take the outcome down: the lease ends by itself, and the message is tried once more.
    log.warn({ message: id, attempts, error: nameOf(error) }, 'the outcome of a message could not be recorded')
  }
}

/** A row for nobody is opened and composed like any other; only the sending is left out. */
async function attempt(
  message: ClaimedMessage,
  deadline: number,
  { opens, spread, renders, mail, sender, clock, log }: DeliveryParts,
): Promise<SendOutcome | 'empty' | 'dead' | readonly SpreadMessage[]> {
  const { tenant, id, attempts } = message
  try {
    const content = openMessage(message, opens)
    if (content.channel === 'administrators') return await spread(tenant, content)
    const from = await sender(tenant)
    const rendered = renders.mail(content, from)
    const within = deadline - clock.elapsed()
    if (within <= 0) return 'dead'
    if (content.to === null) return 'empty'
    return await mail.send({
      ...rendered,
      to: content.to,
      from: { name: from.organisation, address: from.from },
      messageId: `${id}@${new URL(from.baseUrl).hostname}`,
      within,
    })
  } catch (error) {
    // Sealed with a key this process lacks, or worded by a newer release: another process may be able to send it.
    log.warn({ message: id, attempts, error: nameOf(error) }, 'a message could not be made ready')
    return 'retry'
  }
}

/**
 * Milliseconds until the next try; `attempts` counts the one that just failed. Never as long as a minute, so that what
 * waited is out within one once the server is back.
 */
const waitAfter = (attempts: number): number =>
  attempts <= 1 ? seconds(5) : attempts === 2 ? seconds(15) : seconds(45)

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')
