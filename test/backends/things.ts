import { connectHttp } from '../../src/backends/http/connect-http.ts';
import type { CallContext } from '#backends';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import { BackendError } from '#errors';
import type { OpenApiDocument } from '../../src/backends/http/openapi-document.ts';
import type { HttpBackend, HttpCall } from '../../src/backends/http/http-backend.ts';
import { PACE } from '../pace.ts';

const answer = {
  description: 'A thing',
  content: {
    'application/json': {
      schema: { type: 'object', properties: { id: { type: 'string' } } },
    },
  },
} as const;

/** An API that no vendor has: HTTP to a backend is the same for all. */
const document = {
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  paths: {
    '/things': {
      get: { operationId: 'thing', responses: { '200': answer } },
      post: { operationId: 'newThing', responses: { '200': answer } },
    },
  },
} satisfies OpenApiDocument;

export const get: HttpCall = { operation: 'thing', method: 'GET', path: '/things', headers: {} };
export const post: HttpCall = {
  ...get,
  operation: 'newThing',
  method: 'POST',
  body: { name: 'Ünal' },
};
export const context: CallContext = { onCall: () => undefined };
export const MIB = 1024 * 1024;

/** A pool that takes its time to give up, for whatever does not test that. */
export const connectThings = (url: string, timeoutMs = 5000 * PACE, atOnce = 64): ConnectedHttp =>
  connectHttp({ backend: 'CHAKRA', url, timeoutMs, document, atOnce });

/** The error of a call that has to fail. */
export const failureOf = async (
  http: HttpBackend,
  call = get,
  on = context,
): Promise<BackendError> => {
  const error: unknown = await http.call(call, on).catch((thrown: unknown) => thrown);
  if (error instanceof BackendError) return error;
  throw new Error('The call did not fail with a BackendError.', { cause: error });
};
