// Spans by the API of OpenTelemetry alone: without an SDK that the operator loads, each is an object that does nothing.
import { context, type Span, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Activity } from '../ports/telemetry.ts'

interface OpenSpan {
  /** What `go` begins, also later, is inside the span. */
  inside<Result>(go: () => Result): Result
  end(outcome: string): void
}

export function openSpan(activity: Activity): OpenSpan {
  const { name, attributes } = describe(activity)
  const span: Span = trace.getTracer('rekey').startSpan(name, { attributes })
  return {
    inside: (go) => context.with(trace.setSpan(context.active(), span), go),
    end(outcome) {
      span.setAttribute('rekey.outcome', outcome)
      // Not the error's own words: they may repeat an address.
      if (outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    },
  }
}

interface Described {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

function describe(activity: Activity): Described {
  switch (activity.kind) {
    case 'request':
      return {
        name: `${activity.method} ${activity.route}`,
        attributes: { 'http.request.method': activity.method, 'http.route': activity.route },
      }
    case 'step':
      return { name: 'step', attributes: { 'rekey.step': activity.at } }
    case 'statement':
      return {
        name: activity.name,
        attributes: { 'db.system.name': 'postgresql', 'db.operation.name': activity.name },
      }
    case 'directory-call':
      return {
        name: `directory ${activity.verb}`,
        attributes: { 'rekey.directory': activity.directory, 'rekey.verb': activity.verb },
      }
    case 'mail':
      return { name: 'mail', attributes: {} }
  }
}
