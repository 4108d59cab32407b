import { DatabaseError } from 'pg';
import { ConnectionFailure, ReadOnlyServer } from './error.ts';

/** What the network's own names for its failures mean to whoever wrote the URL. */
const NETWORK: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name of its host is unknown: DNS',
  EAI_AGAIN: 'the name of its host cannot be looked up: DNS',
  ECONNREFUSED: 'nothing listens at its host and port: connection refused',
  ECONNRESET: 'it closed the connection',
  EPIPE: 'it closed the connection',
  ETIMEDOUT: 'its host does not answer',
  EHOSTUNREACH: 'there is no way to its host',
  ENETUNREACH: 'there is no way to its host',
  EPROTO: 'what answers there does not speak TLS',
  ENOENT: 'there is no socket at its path',
  EACCES: 'its socket may not be used',
};

/** Of Node's and OpenSSL's names. */
const TLS = /CERT|SSL|TLS|SELF_SIGNED|VERIFY/;

/**
 * Why PostgreSQL cannot be used, in one line: its own words, or what the network did. At the start of the process neither
 * holds input; no password is in them. `undefined` when it was not PostgreSQL.
 */
export function reasonOf(error: unknown): string | undefined {
  if (error instanceof DatabaseError) return error.message.split('\n', 1)[0];
  if (error instanceof ReadOnlyServer) {
    return 'PostgreSQL cannot be written to: it is a hot standby, or read-only by its settings';
  }
  if (!(error instanceof ConnectionFailure)) return undefined;
  return `PostgreSQL cannot be reached: ${networkReasonOf(error.cause)}`;
}

function networkReasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'it did not answer';
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const known = NETWORK[code];
  if (known !== undefined) return known;
  if (TLS.test(code)) return `its certificate or its TLS is not accepted (${code})`;
  if (cause.message.includes('does not support SSL'))
    return 'the URL asks for TLS, and it has none';
  if (cause.message.includes('password must be a')) {
    return 'it asks for a password, and the URL has none';
  }
  if (cause.message.startsWith('SASL')) return 'it does not agree on the password';
  if (/time-?out/i.test(cause.message)) return 'it did not answer in time';
  return cause.cause === undefined ? 'it closed the connection' : networkReasonOf(cause.cause);
}
