// What an SDK is told while a test runs: a span is there from its start, and `ended` once it has.
import { context, trace } from '@opentelemetry/api'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'

export interface RecordedSpan {
  readonly name: string
  /** The name of the span it is inside of. */
  readonly parent: string | null
  readonly attributes: Readonly<Record<string, unknown>>
  ended: boolean
}

/** Everything that is recorded from now on, in this process. `stop` takes the provider away again. */
export function recordSpans(): { readonly spans: RecordedSpan[]; stop(): void } {
  const spans: RecordedSpan[] = []
  const recorded = new Map<string, RecordedSpan>()
  new NodeTracerProvider({
    spanProcessors: [
      {
        onStart(span) {
          const parent = recorded.get(span.parentSpanContext?.spanId ?? '')?.name ?? null
          const own = { name: span.name, parent, attributes: span.attributes, ended: false }
          spans.push(own)
          recorded.set(span.spanContext().spanId, own)
        },
        onEnd(span) {
          const own = recorded.get(span.spanContext().spanId)
          if (own !== undefined) own.ended = true
        },
        forceFlush: async () => undefined,
        shutdown: async () => undefined,
      },
    ],
  }).register()
  return {
    spans,
    stop() {
      trace.disable()
      context.disable()
    },
  }
}
