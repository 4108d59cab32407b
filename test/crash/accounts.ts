import { randomUUID } from 'node:crypto';
import { ask, mutate, operationOf } from '../operations/operations.ts';
import type { Payload } from '../operations/operations.ts';
import type { CrashDatabase } from './databases.ts';
import { FacetProcess } from './facet-process.ts';
import { TIMES } from './times.ts';
import { until } from '../until.ts';
import { BOUNDARIES } from './orders.ts';
import type { RecordingBackends } from './recording-backends.ts';

/** Longer than a late request takes, also on a busy machine. */
const SETTLE_MS = '800';

/** One Facet, in a process that can be killed. */
class Instance {
  readonly #environment: Readonly<Record<string, string>>;
  #process: FacetProcess;
  #url = '';

  constructor(environment: Readonly<Record<string, string>>, skewMs: number) {
    this.#environment = environment;
    this.#process = new FacetProcess(skewMs);
  }

  async start(): Promise<void> {
    this.#url = await this.#process.start({ lane: 0, environment: this.#environment, stop: null });
  }

  async doom(boundary: number): Promise<void> {
    await this.#process.arm(0, { at: BOUNDARIES, nth: boundary });
  }

  /** What `call` answers; `null` when the process stood still over it and was killed: there is another one then. */
  async ask<T>(call: (url: string) => Promise<T>): Promise<T | null> {
    const answer = await Promise.race([
      call(this.#url).catch((error: unknown) => {
        if (this.#process.hasStopped(0)) return null;
        // A busy machine may make a database late; each call can be repeated.
        if (error instanceof Error && /REGISTRY_/.test(error.message)) return undefined;
        throw new Error(this.#process.failures().join('\n'), { cause: error });
      }),
      this.#process.stopped(0).then(() => null),
    ]);
    if (answer === null) await this.restart(0);
    return answer ?? null;
  }

  async restart(skewMs: number): Promise<void> {
    await this.#process.kill();
    this.#process = new FacetProcess(skewMs);
    await this.start();
  }

  async end(): Promise<void> {
    await this.#process.kill();
  }
}

/** One change that was accepted. */
export interface Accepted {
  readonly account: string;
  readonly field: string;
  readonly value: string;
  readonly operation: string;
  /** It may have been cancelled: an account was unlinked since. */
  mayBeCancelled: boolean;
}

/** What can be changed, and how. */
const WRITES = {
  name: (displayName: string) => ['updateUser', { set: { displayName } }] as const,
  language: (language: string) => ['updateUser', { set: { language } }] as const,
  pool: (pool: string) => ['updatePool', { pool }] as const,
  'owner o1': (value: string) =>
    ['updateOwners', value === 'add' ? { add: ['o1'] } : { remove: ['o1'] }] as const,
};
export type Field = keyof typeof WRITES;

/** The names of the fields at their backends. */
const BACKEND_FIELDS: Readonly<Record<Field, string>> = {
  name: 'name',
  language: 'language_code',
  pool: 'pool',
  'owner o1': 'owner o1',
};

/** Three people and their accounts on two Facets with one database, and all that was accepted. */
export class Accounts {
  readonly accepted: Accepted[] = [];
  readonly #backends: RecordingBackends;
  readonly #database: CrashDatabase;
  readonly #instances: readonly Instance[];
  #people: readonly string[] = [];
  #entity = '';
  #turn = 0;

  constructor(backends: RecordingBackends, database: CrashDatabase, skewMs: number) {
    this.#backends = backends;
    this.#database = database;
    const environment = {
      ...backends.environment,
      ...TIMES,
      BACKEND_TIMEOUT_MS: '400',
      HAPTIK_SETTLE_MS: SETTLE_MS,
      EMERITUS_SETTLE_MS: SETTLE_MS,
      OPERATION_TIMEOUT_MS: '4000',
      DATABASE_URL: database.url,
    };
    this.#instances = [new Instance(environment, 0), new Instance(environment, skewMs)];
  }

  async start(): Promise<void> {
    // One migrates, the other finds it done.
    for (const instance of this.#instances) await instance.start();
    const people: readonly object[] = [
      { displayName: 'One', backends: ['HAPTIK'], haptik: { authId: 'x1' } },
      { email: 'two@example.net', backends: ['EMERITUS'] },
      { displayName: 'Three', backends: ['HAPTIK'], haptik: { authId: 'x3' } },
    ];
    const created = [];
    for (const input of people) created.push(await this.#created(input));
    this.#people = created.map(({ user }) => user?.id ?? '');
    this.#entity = created[1]?.outcomes[4]?.account?.ref ?? '';
  }

  async write(field: Field, value: string): Promise<void> {
    const isAtHaptik = field === 'name' || field === 'language';
    const by = isAtHaptik ? { authId: 'x1' } : { emeritus: { userId: this.#entity } };
    const [mutation, change] = WRITES[field](value);
    const input = { user: by, ...change, idempotencyKey: randomUUID() };
    const { operation, outcomes } = await this.#ask(async (url) => mutate(url, mutation, input));
    // Refused as its account is nobody's, or as the backend was too busy.
    const index = mutation === 'updateOwners' ? 0 : isAtHaptik ? 1 : 4;
    if (!operation || outcomes[index]?.status === 'FAILED') return;
    this.accepted.push({
      account: isAtHaptik ? 'x1' : this.#entity,
      field: BACKEND_FIELDS[field],
      value,
      operation: operation.id,
      mayBeCancelled: false,
    });
  }

  async link(account: 'x1' | 'entity', person: number): Promise<void> {
    const input = { user: { id: this.#people[person] }, account: this.#refOf(account) };
    await this.#links('linkAccount', 'LinkAccountInput', input);
  }

  async unlink(account: 'x1' | 'entity'): Promise<void> {
    const ref = this.#refOf(account);
    await this.#links('unlinkAccount', 'UnlinkAccountInput', { user: ref, account: ref });
    for (const one of this.accepted) one.mayBeCancelled = true;
  }

  /** The next request meets its end at this boundary. */
  async doom(boundary: number): Promise<void> {
    await this.#next().doom(boundary);
  }

  /** One process ends and another takes its place, whose clock is so many milliseconds ahead. */
  async replace(skewMs: number): Promise<void> {
    const instance = this.#next();
    this.#turn += 1;
    await instance.restart(skewMs);
  }

  /** What every accepted change came to, when all is over. */
  async ended(): Promise<readonly { readonly status: string; readonly code: string | null }[]> {
    await this.#backends.calm();
    const ends = [];
    for (const { operation: id, field } of this.accepted) {
      const { outcomes } = await this.#finished(id);
      const index = field === 'pool' ? 4 : field.startsWith('owner') ? 0 : 1;
      const outcome = outcomes[index];
      ends.push({ status: outcome?.status ?? '', code: outcome?.error?.code ?? null });
    }
    await this.#backends.calm();
    return ends;
  }

  async end(): Promise<void> {
    await Promise.all(this.#instances.map(async (instance) => instance.end()));
    await this.#database.remove();
  }

  async #finished(id: string) {
    return until(async () => {
      const operation = await this.#ask(async (url) => operationOf(url, id));
      return operation?.state === 'DONE' ? operation : null;
    });
  }

  async #created(input: object): Promise<Payload> {
    const keyed = { ...input, idempotencyKey: randomUUID() };
    for (;;) {
      const payload = await this.#ask(async (url) => mutate(url, 'createUser', keyed));
      const isDone = payload.operation?.state === 'DONE';
      if (isDone && payload.outcomes.every(({ status }) => status !== 'FAILED')) return payload;
    }
  }

  #refOf(account: 'x1' | 'entity'): object {
    return account === 'x1' ? { authId: 'x1' } : { emeritus: { userId: this.#entity } };
  }

  /** Refused or not: whatever it changes is to be right. */
  async #links(name: string, type: string, input: object): Promise<void> {
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { errors { code } } }`;
    await this.#ask(async (url) => ask(url, query, { input }));
  }

  #next(): Instance {
    const instance = this.#instances[this.#turn % this.#instances.length];
    if (!instance) throw new Error('There is no instance.');
    return instance;
  }

  /** One process after the other is asked, and once more when it died over it: each call can be repeated. */
  async #ask<T>(call: (url: string) => Promise<T>): Promise<T> {
    for (;;) {
      const instance = this.#next();
      this.#turn += 1;
      const answer = await instance.ask(call);
      if (answer !== null) return answer;
    }
  }
}
