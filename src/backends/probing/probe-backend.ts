import { BackendError } from '#errors';
import type { AccountKey } from '#normalise';
import type { BackendAdapter } from '../backend.ts';
import type { ConfiguredBackend } from '../configuration/known-backend.ts';
import { connectHttp } from '../http/connect-http.ts';
import type { ProxySettings } from '../http/dispatcher.ts';
import { DriftWatch } from '../http/drift.ts';
import type { RawResponse } from '../http/response.ts';
import { loadDocument } from '../http/openapi-document.ts';
import { withRenewedCredentials } from '../http/renewing.ts';
import { clockFinding } from './clock-skew.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';
import { networkReason } from './network-reason.ts';
import { recordFindings } from './record-findings.ts';

export interface ProbeOptions {
  readonly timeoutMs: number;
  readonly proxies: ProxySettings;
  /** An account that the registry has there. */
  readonly known: AccountKey | null;
}

const CONTEXT = { onCall: () => undefined };

/**
 * Tries a backend without any effect there: reads somebody whom nobody is, which tells of its address, the credentials and
 * the clock, and then `known`, an account that the registry has there, whose record is held to the vendor's document. Where
 * a vendor documents no read, what creates is asked by a GET. Never writes, never repeats, never throws for a backend.
 */
export async function probeBackend(
  backend: ConfiguredBackend,
  { timeoutMs, proxies, known }: ProbeOptions,
): Promise<readonly Finding[]> {
  const { name, url, document } = backend;
  if (url === undefined) return [finding('address', 'untried', 'It is not configured.')];
  let last: Observed | null = null;
  const drift = new DriftWatch(() => undefined);
  const http = connectHttp({
    backend: name,
    url,
    timeoutMs,
    proxies,
    drift,
    document: loadDocument(document),
    onAnswer: (answer) => {
      last = { answer, at: Date.now() };
    },
  });
  try {
    const adapter = backend.connect(withRenewedCredentials(http));
    const failure = await attempt(async () => ask(adapter));
    const findings = [...judge(adapter, failure, last), ...untried(adapter)];
    if (findings.some(({ status }) => status === 'problem')) return findings;
    return [...findings, ...(await shapeOf(adapter, known, drift))];
  } finally {
    await http.close();
  }
}

/** An answer as it came, and when, in epoch milliseconds. */
interface Observed {
  readonly answer: RawResponse;
  readonly at: number;
}

/** The failure of a call to a backend, or what came of it. */
async function attempt<T>(call: () => Promise<T>): Promise<T | BackendError> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof BackendError) return error;
    throw error;
  }
}

async function ask(adapter: BackendAdapter): Promise<unknown> {
  const { unusedRef, reach } = adapter.probe;
  const read = adapter.reads[adapter.mainRead]?.read;
  if (!read || !unusedRef) return reach?.(CONTEXT);
  const { name: backend, defaultScope: scope } = adapter;
  return read({ backend, scope, ref: unusedRef() }, [], CONTEXT);
}

const hasRead = (adapter: BackendAdapter): boolean => adapter.mainRead in adapter.reads;

function judge(
  adapter: BackendAdapter,
  result: unknown,
  observed: Observed | null,
): readonly Finding[] {
  // Nothing was asked: there is nothing that may be.
  if (!observed && !(result instanceof BackendError)) return [];
  const clock = observed ? [clockFinding(text(observed.answer.headers.date), observed.at)] : [];
  const status = observed?.answer.status ?? 0;
  if (!(result instanceof BackendError) || (!hasRead(adapter) && isReached(result, status))) {
    return [...reached(adapter, status, result), ...clock];
  }
  return [failed(adapter, result, status), ...clock];
}

const text = (header: string | readonly string[] | undefined): string | undefined =>
  typeof header === 'string' ? header : header?.[0];

/** A GET that no document knows: whatever the backend itself says to it, it was there to say it. */
const isReached = ({ code }: BackendError, status: number): boolean =>
  code === 'BACKEND_REJECTED' || (code === 'BACKEND_CONTRACT' && status >= 200 && status < 300);

function reached(adapter: BackendAdapter, status: number, result: unknown): readonly Finding[] {
  const { credentials, address, advice } = adapter.probe;
  if (hasRead(adapter)) {
    return [
      finding('address', 'ok', 'It answers, in its own form.'),
      finding('credentials', 'ok', 'It accepts the credentials.'),
    ];
  }
  const isThere = status !== 404;
  return [
    isThere
      ? finding('address', 'ok', `It answers (status ${status} to a GET, which changes nothing).`)
      : finding(
          'address',
          'warning',
          'It answers, and a GET of what creates finds nothing there (404).',
          (result instanceof BackendError && advice?.(result, status)) ||
            `Check the path in ${address}.`,
        ),
    finding(
      'credentials',
      'untried',
      `It has no read: ${credentials.join(' and ')} cannot be tried without making a person, and were not refused here.`,
      'The first write shows whether they are right.',
    ),
  ];
}

function failed({ probe }: BackendAdapter, error: BackendError, status: number): Finding {
  const { address, credentials } = probe;
  const own = probe.advice?.(error, status) ?? null;
  const words = wordsOf(error);
  switch (error.code) {
    case 'BACKEND_UNAUTHORIZED':
      return finding(
        'credentials',
        'problem',
        `It refuses the credentials (status ${error.details.backendCode ?? 'unknown'}).${words}`,
        `Check ${credentials.join(', ')}: expired, revoked, or of another environment.`,
      );
    case 'RATE_LIMITED':
      return finding('address', 'warning', `It answers, and limits calls just now.${words}`);
    case 'BACKEND_CONTRACT':
      return finding('address', 'problem', error.message, own ?? `Check the path in ${address}.`);
    case 'BACKEND_REJECTED':
      return finding(
        'address',
        'problem',
        `${error.message}${words}`,
        own ?? `Check the path in ${address}, and what its operator expects of callers.`,
      );
    case 'BACKEND_UNAVAILABLE':
    case 'BACKEND_TIMEOUT':
    case 'NOT_CONFIGURED':
      return unreachable(address, error);
  }
}

function unreachable(address: string, error: BackendError): Finding {
  const network = networkReason(error);
  return network
    ? finding(
        'address',
        'problem',
        `It cannot be reached: ${network.reason}.`,
        network.advice(address),
      )
    : finding(
        'address',
        'problem',
        `${error.message}${wordsOf(error)}`,
        `Ask whoever runs it; if it is well, check ${address} and BACKEND_TIMEOUT_MS.`,
      );
}

/** The backend's own words, of which whatever was sent is taken out. */
const wordsOf = ({ details: { backendMessage } }: BackendError): string =>
  backendMessage === undefined ? '' : ` It says: ${JSON.stringify(backendMessage.slice(0, 200))}.`;

const untried = ({ probe }: BackendAdapter): readonly Finding[] =>
  probe.untried === undefined ? [] : [finding('address', 'untried', probe.untried)];

async function shapeOf(
  adapter: BackendAdapter,
  known: AccountKey | null,
  drift: DriftWatch,
): Promise<readonly Finding[]> {
  const read = adapter.reads[adapter.mainRead]?.read;
  if (!read) return [];
  if (!known) {
    const message = 'The registry knows nobody there yet, so no record was held to the document.';
    return [finding('shape', 'untried', message)];
  }
  const record = await attempt(async () => read(known, [], CONTEXT));
  if (record instanceof BackendError) {
    return [finding('shape', 'problem', record.message, failed(adapter, record, 0).advice)];
  }
  if (record === null) {
    const message = 'It does not know an account that the registry has there.';
    const { address, credentials } = adapter.probe;
    const advice = `Unless that person was deleted there, check ${[address, ...credentials].join(', ')}: they may be of another environment.`;
    return [finding('shape', 'warning', message, advice)];
  }
  return recordFindings(adapter, record, drift.counts());
}
