import { AsyncLocalStorage } from 'node:async_hooks';
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  defaultTextMapGetter,
  trace,
} from '@opentelemetry/api';
import type { Attributes, Context, Span } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { VERSION } from '#version';
import type { OpenSpan, SpanAttributes, Tracing } from './tracing.ts';

/** Between two batches; what is left is sent at the end, for which nobody waits longer. */
const SEND_EVERY_MS = 2000;
const LAST_WAIT_MS = 3000;

/** Which span runs now: what awaits belongs to it. */
const running = new AsyncLocalStorage<Context>();
const propagator = new W3CTraceContextPropagator();

/** Below whatever path the address has. */
const tracesUrl = (endpoint: string): string =>
  new URL('v1/traces', endpoint.endsWith('/') ? endpoint : `${endpoint}/`).href;

/** Loaded only where traces are wanted. */
export function startOpenTelemetry(endpoint: string): Tracing & { close(): Promise<void> } {
  const exporter = new OTLPTraceExporter({ url: tracesUrl(endpoint) });
  const provider = new TracerProvider({
    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES, where they are set.
    resource: resourceFromAttributes({ 'service.name': 'facet', 'service.version': VERSION }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: SEND_EVERY_MS })],
  });
  const tracer = provider.getTracer('facet', VERSION);
  return {
    request: (headers) => {
      const caller = propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
      const span = tracer.startSpan('request', { kind: SpanKind.SERVER }, caller);
      const { traceId } = span.spanContext();
      return Object.assign(new ContextSpan(span, caller), { traceId });
    },
    start: (name, attributes: Attributes = {}, isCall = false) => {
      const context = running.getStore();
      // What nobody asked for, such as a look at the backlog, would be a trace of its own each time.
      if (!context) return UNTRACED;
      const kind = isCall ? SpanKind.CLIENT : SpanKind.INTERNAL;
      return new ContextSpan(tracer.startSpan(name, { kind, attributes }, context), context);
    },
    close: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, LAST_WAIT_MS);
      // A collector that is not there is nobody's failure.
      await Promise.race([provider.shutdown().catch(() => undefined), promise]);
      clearTimeout(timer);
    },
  };
}

const UNTRACED: OpenSpan = { run: (work) => work(), set: () => undefined, end: () => undefined };

class ContextSpan implements OpenSpan {
  readonly #span: Span;
  readonly #context: Context;

  constructor(span: Span, parent: Context) {
    this.#span = span;
    this.#context = trace.setSpan(parent, span);
  }

  run<T>(work: () => T): T {
    return running.run(this.#context, work);
  }

  set(attributes: SpanAttributes): void {
    this.#span.setAttributes({ ...attributes });
  }

  end(error?: string): void {
    if (!this.#span.isRecording()) return;
    if (error !== undefined) {
      this.#span.setAttribute('error.type', error);
      this.#span.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.#span.end();
  }
}
