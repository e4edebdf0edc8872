// A delivery worker to test: real sealing, real words, an outbox in memory and a clock moved by hand.
import { tenantId } from '../../src/core/people/identifiers.ts'
import { minutes } from '../../src/core/time.ts'
import type { DeliveryParts } from '../../src/delivery/delivery-parts.ts'
import { createDeliveryWorker } from '../../src/delivery/worker.ts'
import { loadCatalogue } from '../../src/messages/catalogue.ts'
import { createRenderer } from '../../src/messages/renderer.ts'
import type { Announcement, MessageContent, OutgoingMail, Sender, SendOutcome } from '../../src/ports/delivery.ts'
import { sealedFields } from '../../src/ports/secrets.ts'
import { createSealing } from '../../src/secrets/sealing.ts'
import { keyringOf } from '../../src/secrets/test-keyring.ts'
import { packMessage } from '../../src/use-cases/messages/outbox-payload.ts'
import { createTestClock, createTestOutbox } from './delivery-parts.ts'

export const acme = tenantId('0c1a0f0e-0000-4000-8000-000000000001')
export const other = tenantId('0c1a0f0e-0000-4000-8000-000000000002')
export const sealing = createSealing(keyringOf('k1'))
export const renders = createRenderer(loadCatalogue())

export const sender: Sender = {
  organisation: 'Acme Widgets',
  from: 'no-reply@reset.acme.example',
  baseUrl: 'https://reset.acme.example',
  help: { text: null, phone: null, url: null, mail: null },
}

export const code = (to: string | null): MessageContent => ({
  channel: 'email',
  to,
  wording: 'mail-code',
  locale: 'en',
  values: { code: '48217730', when: 'Monday', reference: 'RK-7F3K-92QD' },
})

/** A worker over an outbox in memory, with a clock moved by hand; `parts` replaces what a test is about. */
export function createDeliveryScene(parts: Partial<DeliveryParts> = {}) {
  const clock = createTestClock()
  // The database's clock is an hour off the worker's: only differences may matter.
  const outbox = createTestOutbox(() => clock.elapsed() + minutes(60))
  const logged: string[] = []
  const sent: OutgoingMail[] = []
  const answers: SendOutcome[] = []
  const worker = createDeliveryWorker({
    outbox,
    tenants: async () => [acme, other],
    opens: sealing,
    spread: async () => [],
    renders,
    mail: {
      async send(mail) {
        sent.push(mail)
        return answers.shift() ?? 'sent'
      },
    },
    sender: async () => sender,
    log: { warn: (details, message) => logged.push(JSON.stringify({ ...details, message })) },
    clock,
    ...parts,
  })
  const put = (
    id: string,
    content: MessageContent | Announcement = code('tim@home.example'),
    tenant = acme,
    lifetime = minutes(10),
  ) =>
    outbox.put(
      tenant,
      id,
      sealing.seal({ tenant, owner: id, field: sealedFields.outbox }, packMessage(content)),
      lifetime,
    )
  return { worker, outbox, clock, logged, sent, answers, put }
}
