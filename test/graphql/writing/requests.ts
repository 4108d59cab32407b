import type { Backend } from '#schema';
import type { LoggedRequest } from '../../../sandbox/log.ts';
import type { TestFacet } from '../../facet.ts';

export type SentRequest = Pick<LoggedRequest, 'method' | 'path' | 'headers' | 'body'>;

/** What a backend was sent, in order, since the logs were last cleared. */
export const sent = ({ sandbox }: TestFacet, backend: Backend): readonly SentRequest[] =>
  sandbox.backend(backend).requests().map(withoutTransport);

/** What HTTP itself needs, and what no backend's document speaks of. */
const TRANSPORT = new Set([
  'host',
  'connection',
  'accept',
  'accept-encoding',
  'content-length',
  'user-agent',
]);

function withoutTransport({ method, path, headers, body }: LoggedRequest): SentRequest {
  const own = Object.entries(headers).filter(([name]) => !TRANSPORT.has(name));
  return { method, path, headers: Object.fromEntries(own), body };
}

/** The headers that each backend's document asks for. */
export const HEADERS = {
  /** The hook is the ECT's: no bearer. */
  HAPTIK_TRACT: { 'content-type': 'application/json' },
  HAPTIK: {
    authorization: 'Bearer sandbox-haptik-token',
    'client-id': 'sandbox-client',
    'content-type': 'application/json',
  },
  VOLT_MX: {
    authorization: `Basic ${Buffer.from('sandbox:sandbox-volt-password').toString('base64')}`,
    'content-type': 'application/json;charset=UTF-8',
  },
  EMERITUS: {
    authorization: 'Bearer sandbox-emeritus-token',
    'x-app-id': 'sandbox-app',
    'content-type': 'application/json; charset=utf-8',
  },
} as const;
