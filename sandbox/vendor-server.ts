import { createServer } from 'node:http';
import { answerOf } from './vendor-response.ts';
import { contractOf } from './contract.ts';
import { exchangeOf } from './serve-exchange.ts';
import { FaultSchedule } from './fault-plan.ts';
import type { Fault } from './faults.ts';
import { listening, stopped } from './listen-on-loopback.ts';
import { type LoggedRequest, RequestLog } from './log.ts';
import type { Records } from './record-store.ts';
import type { Vendor, VendorState } from './vendor.ts';

/** One of the five backends, on 127.0.0.1. */
export interface SandboxBackend {
  /** The base URL, without a slash at its end; stays the same while the backend is down. */
  readonly url: string;
  /** What the backend holds, to look at and to alter. */
  readonly records: Records;
  /** The last requests, oldest first, with their credentials. */
  requests(): readonly LoggedRequest[];
  /** How many requests of this operation, or of any kind, arrived since the log was last cleared. */
  calls(operation?: string): number;
  /** The same by operation; those that were not called are left out. */
  callsByOperation(): Readonly<Record<string, number>>;
  /**
   * Lets the next `times` calls of the operation (`'*'`: of any) suffer the fault, without `times` all later calls.
   * Throws when there is no such operation.
   */
  fault(operation: string, fault: Fault, times?: number): void;
  /**
   * Lets every later call of the operation that mentions this text (an id, a number) suffer the fault: others go on.
   * Throws when there is no such operation.
   */
  faultAbout(mark: string, operation: string, fault: Fault): void;
  clearFaults(): void;
  clearLog(): void;
  /** Back to the start: the first records, no faults, an empty log. */
  reset(): void;
  /** Cuts all connections and refuses new ones. */
  down(): Promise<void>;
  up(): Promise<void>;
}

/** After Node's five seconds a busy process would close connections that its other half is about to use. */
const KEEP_ALIVE_MS = 60_000;

/** Starts a backend on this port, 0 for a free one. */
export async function startBackend(
  vendor: Vendor,
  state: VendorState,
  port = 0,
): Promise<SandboxBackend> {
  const contract = await contractOf(vendor.document);
  const log = new RequestLog();
  const plan = new FaultSchedule();
  const answer = answerOf(contract, vendor, state);
  const exchange = exchangeOf({ vendor, contract, answer, log, plan });
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS },
    (incoming, response) => void exchange(incoming, response),
  );
  const address = await listening(server, port);

  const known = (operation: string): string => {
    if (Object.hasOwn(state.operations, operation)) return operation;
    throw new RangeError(`The sandbox of ${vendor.name} has no operation ${operation}.`);
  };
  return {
    url: `http://127.0.0.1:${address}`,
    records: state.records,
    requests: () => log.entries(),
    calls: (operation) => log.count(operation),
    callsByOperation: () => log.counts(),
    fault: (operation, what, times) =>
      plan.add(operation === '*' ? operation : known(operation), what, times),
    faultAbout: (mark, operation, what) => plan.aim(mark, known(operation), what),
    clearFaults: () => plan.clear(),
    clearLog: () => log.clear(),
    reset: () => {
      state.records.reset();
      plan.clear();
      log.clear();
    },
    down: () => stopped(server),
    up: async () => {
      if (!server.listening) await listening(server, address);
    },
  };
}
