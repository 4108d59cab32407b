import type { BackendError } from '#errors';
import { Interruption } from '../http/exchange.ts';

/** Why no answer came: how it ends the sentence "it cannot be reached:", and what to change. */
interface NetworkReason {
  readonly reason: string;
  readonly advice: (address: string) => string;
}

const checkHost = (address: string): string => `Check the host in ${address}, and DNS.`;
const checkPort = (address: string): string =>
  `Check host and port in ${address}, and the firewall; behind a proxy set HTTPS_PROXY.`;
const checkScheme = (address: string): string => `Check whether ${address} is https or http.`;
const addAuthority = (): string =>
  'Name the file of that authority in NODE_EXTRA_CA_CERTS, in the environment of the process and not in .env.';
const renewCertificate = (): string =>
  "Check this machine's clock; the certificate is for whoever runs the backend to renew.";
const checkProxy = (): string => 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY.';

const silent = { reason: 'nothing answers there in time', advice: checkPort };
const noWay = { reason: 'there is no way to its host', advice: checkPort };
const closed = { reason: 'the connection was closed at once', advice: checkScheme };
const unknownAuthority = {
  reason: 'its certificate is of an authority that this machine does not know',
  advice: addAuthority,
};
const noTls = { reason: 'what answers there does not speak TLS', advice: checkScheme };

/** By the code that Node, OpenSSL or undici gives. */
const REASONS: Readonly<Record<string, NetworkReason>> = {
  ENOTFOUND: { reason: 'DNS does not know the name of its host', advice: checkHost },
  EAI_AGAIN: { reason: 'DNS does not answer', advice: checkHost },
  ECONNREFUSED: { reason: 'nothing listens at its host and port', advice: checkPort },
  ETIMEDOUT: silent,
  UND_ERR_CONNECT_TIMEOUT: silent,
  EHOSTUNREACH: noWay,
  ENETUNREACH: noWay,
  ECONNRESET: closed,
  EPIPE: closed,
  UND_ERR_SOCKET: closed,
  EPROTO: noTls,
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  ERR_TLS_CERT_ALTNAME_INVALID: {
    reason: 'its certificate is for another name',
    advice: checkHost,
  },
  CERT_HAS_EXPIRED: { reason: 'its certificate has expired', advice: renewCertificate },
  CERT_NOT_YET_VALID: { reason: 'its certificate is not valid yet', advice: renewCertificate },
  UND_ERR_PRX_CONN: { reason: 'the proxy closed the connection', advice: checkProxy },
  UND_ERR_PRX_TLS: { reason: 'the certificate of the proxy is not accepted', advice: checkProxy },
};

/** A call that was interrupted, as far as the network tells why; `null` where it does not. */
export function networkReason({ cause }: BackendError): NetworkReason | null {
  if (!(cause instanceof Interruption)) return null;
  const refusal = proxyRefusal(cause.cause);
  if (refusal) return refusal;
  const code = codesIn(cause.cause).find((one) => Object.hasOwn(REASONS, one));
  if (code !== undefined) return REASONS[code] ?? null;
  return cause.how === 'timeout' && !cause.sent ? silent : null;
}

/** Undici says in words alone that a proxy opened no tunnel, and with which status. */
function proxyRefusal(error: unknown): NetworkReason | null {
  const [, status] =
    /^Proxy response \((\d{3})\)|^Proxy Authentication Required \(407\)/.exec(messageOf(error)) ??
    [];
  if (!messageOf(error).startsWith('Proxy ')) return null;
  const reason =
    status === undefined || status === '407'
      ? 'the proxy wants other credentials (status 407)'
      : `the proxy opens no way to it (status ${status})`;
  return { reason, advice: checkProxy };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');

/** Of an error and what caused it, the outer one first. */
function codesIn(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  return [...own, ...codesIn(error.cause)];
}
