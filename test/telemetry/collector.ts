import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A span as OTLP has it in JSON. */
export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: { readonly code?: number; readonly message?: string };
  readonly events: readonly unknown[];
}

/** Stands for a collector of OpenTelemetry: keeps what it is sent. */
export interface Collector {
  readonly url: string;
  readonly spans: () => readonly CollectedSpan[];
  /** All that came, as text. */
  readonly text: () => string;
  readonly close: () => Promise<void>;
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}
type SentSpan = Omit<CollectedSpan, 'attributes' | 'events'> & {
  readonly attributes?: readonly Attribute[];
  readonly events?: readonly unknown[];
};
interface Sent {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[];
  }[];
}

const spanOf = ({ attributes = [], events = [], ...span }: SentSpan): CollectedSpan => ({
  ...span,
  events,
  attributes: Object.fromEntries(
    attributes.map(({ key, value }) => {
      const [text] = Object.values(value);
      return [key, 'intValue' in value ? Number(text) : text];
    }),
  ),
});

export async function startCollector(): Promise<Collector> {
  const sent: Sent[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await json(request);
    if (request.url === '/v1/traces') sent.push(body as Sent);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  };
  const server = createServer((request, response) => void take(request, response)).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: () =>
      sent.flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ scopeSpans }) =>
          scopeSpans.flatMap(({ spans }) => spans.map(spanOf)),
        ),
      ),
    text: () => JSON.stringify(sent),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
