// A tracer provider that keeps what it is told, as an SDK would send it: written here, so that no SDK has to be installed.
import { AsyncLocalStorage } from 'node:async_hooks'
import { type Context, context, ROOT_CONTEXT, type Span, type SpanContext, trace } from '@opentelemetry/api'

export interface RecordedSpan {
  readonly name: string
  /** The name of the span it is inside of. */
  readonly parent: string | null
  readonly attributes: Record<string, unknown>
  ended: boolean
}

/** Everything that is recorded from now on, in this process. `stop` takes the provider away again. */
export function recordSpans(): { readonly spans: RecordedSpan[]; stop(): void } {
  const spans: RecordedSpan[] = []
  const recorded = new Map<string, RecordedSpan>()
  const contexts = new AsyncLocalStorage<Context>()
  const manager = {
    active: () => contexts.getStore() ?? ROOT_CONTEXT,
    with: <Args extends unknown[], Result>(
      within: Context,
      work: (...args: Args) => Result,
      self?: ThisParameterType<(...args: Args) => Result>,
      ...args: Args
    ): Result => contexts.run(within, () => work.apply(self, args)),
    bind: <Target>(_: Context, target: Target) => target,
    enable() {
      return manager
    },
    disable() {
      return manager
    },
  }
  context.setGlobalContextManager(manager)
  trace.setGlobalTracerProvider({
    getTracer: () => ({
      startSpan(name, options, within = context.active()) {
        const outer = trace.getSpan(within)?.spanContext().spanId
        const parent = outer === undefined ? null : (recorded.get(outer)?.name ?? null)
        const own: RecordedSpan = { name, parent, attributes: { ...options?.attributes }, ended: false }
        const ids = {
          traceId: '1'.repeat(32),
          spanId: (spans.length + 1).toString(16).padStart(16, '0'),
          traceFlags: 1,
        }
        spans.push(own)
        recorded.set(ids.spanId, own)
        return spanOver(own, ids)
      },
      startActiveSpan: () => {
        throw new Error('nobody asked for it yet')
      },
    }),
  })
  return {
    spans,
    stop() {
      trace.disable()
      context.disable()
    },
  }
}

function spanOver(own: RecordedSpan, ids: SpanContext): Span {
  const span: Span = {
    spanContext: () => ids,
    setAttribute(key, value) {
      own.attributes[key] = value
      return span
    },
    setAttributes(attributes) {
      Object.assign(own.attributes, attributes)
      return span
    },
    addEvent: () => span,
    addLink: () => span,
    addLinks: () => span,
    setStatus: () => span,
    updateName: () => span,
    end: () => {
      own.ended = true
    },
    isRecording: () => true,
    recordException: () => undefined,
  }
  return span
}
