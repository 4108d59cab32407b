import { StandIn, json } from '../backends/stand-in.ts';
import type { Received, Reply } from '../backends/stand-in.ts';

/** How a backend treats the next write. */
export type Fault =
  /** It takes it, and never answers. */
  | 'silent'
  /** It never takes it, and never answers. */
  | 'deaf'
  /** It takes it, and says that it failed. */
  | 'taken 500'
  /** It does not take it, and says that it failed. */
  | 'lost 500'
  /** It takes it when nobody waits for the answer any more. */
  | 'late'
  /** It does not take it, and says so. */
  | 'busy';

export const FAULTS: readonly Fault[] = ['silent', 'deaf', 'taken 500', 'lost 500', 'late', 'busy'];

/** Those after which a change waits. */
export const TRIED_WRITES = FAULTS.filter((fault) => fault !== 'busy');

/** One value of one field of one account, as a backend was told. */
export interface Told {
  readonly account: string;
  readonly field: string;
  readonly value: string;
  /** When it came, on the clock of `performance.now()`. */
  readonly at: number;
  /** Whether the backend said that it has taken it. */
  isAcknowledged: boolean;
}

/** A late request is taken so many milliseconds after it came. */
const LATE_MS = 100;

type Record_ = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** HAPTIK and EMERITUS in one server that keeps its own account of what it was told, in order. */
export class RecordingBackends {
  /** What came, in order of arrival. */
  readonly told: Told[] = [];
  /** What is there now: by account and field. */
  readonly values = new Map<string, string>();
  readonly #server: StandIn;
  readonly #faults: Fault[] = [];
  readonly #entities = new Map<string, string>();
  #late: Promise<void>[] = [];

  static async start(): Promise<RecordingBackends> {
    return new RecordingBackends(await StandIn.start());
  }

  private constructor(server: StandIn) {
    this.#server = server;
    server.reply = (response, request) => this.#answer(response, request);
  }

  get environment() {
    return {
      HAPTIK_URL: this.#server.url,
      HAPTIK_TOKEN: 'token',
      HAPTIK_CLIENT_ID: 'client',
      EMERITUS_URL: this.#server.url,
      EMERITUS_TOKEN: 'token',
      EMERITUS_APP_ID: 'app',
      EMERITUS_CORP_ID: 'corp',
    };
  }

  /** The next write meets this. */
  spoil(fault: Fault): void {
    this.#faults.push(fault);
  }

  reset(): void {
    this.told.length = 0;
    this.values.clear();
    this.#faults.length = 0;
    this.#entities.clear();
  }

  /** Nothing is spoilt any more, and what comes late has come. */
  async calm(): Promise<void> {
    this.#faults.length = 0;
    await Promise.all(this.#late);
    this.#late = [];
  }

  async close(): Promise<void> {
    await this.calm();
    await this.#server.stop();
  }

  readonly #answer: Reply = (response, request) => {
    const { account, fields, body, isWrite } = this.#understood(request);
    const told = Object.entries(fields).map(([field, value]): Told => ({
      account,
      field,
      value: textOf(value),
      at: performance.now(),
      isAcknowledged: false,
    }));
    this.told.push(...told);
    const take = () => {
      for (const { field, value } of told) this.values.set(`${account} ${field}`, value);
    };
    const fault = isWrite ? this.#faults.shift() : undefined;
    switch (fault) {
      case 'silent':
        return take();
      case 'deaf':
        return;
      case 'taken 500':
        take();
        return json({ error_message: 'It broke.' }, 500)(response, request);
      case 'lost 500':
        return json({ error_message: 'It broke.' }, 500)(response, request);
      case 'busy':
        return json({ error_message: 'Busy.' }, 503)(response, request);
      case 'late': {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#late.push(promise);
        setTimeout(() => {
          take();
          resolve();
        }, LATE_MS);
        return;
      }
      case undefined:
        take();
        for (const one of told) one.isAcknowledged = true;
        return json(body)(response, request);
    }
  };

  #understood({ method, target, body }: Received): {
    readonly account: string;
    readonly fields: Record_;
    readonly body: unknown;
    readonly isWrite: boolean;
  } {
    const sent = Object(body) as Record_;
    if (target.startsWith('/v1.0/user')) {
      const { auth_id: id, ...fields } = sent;
      // A creation is the beginning of the record: what follows is what is looked at.
      const isWrite = method === 'PUT';
      return { account: String(id), fields: isWrite ? fields : {}, body: sent, isWrite };
    }
    const { pathname, searchParams } = new URL(target, 'http://backend');
    if (pathname.endsWith('/create')) return this.#creation(sent);
    if (pathname.endsWith('/fetch')) {
      const data = {
        user_id: searchParams.get('user_id'),
        corp_id: 'corp',
        contact_type: searchParams.get('contact_type') ?? undefined,
      };
      const answer = { code: 0, msg: 'ok', data };
      return { account: '', fields: {}, body: answer, isWrite: false };
    }
    return this.#change(sent);
  }

  #creation(sent: Record_) {
    const email = String(sent['email']);
    const known = this.#entities.get(email);
    const id = known ?? crypto.randomUUID();
    this.#entities.set(email, id);
    const data = { user_id: id, is_user_exists: known !== undefined };
    return { account: id, fields: {}, body: { code: 0, msg: 'ok', data }, isWrite: false };
  }

  #change({ user_id: id, corp_id: _corporation, owner_id: owner, event_type, ...rest }: Record_) {
    const account = String(id);
    const fields = owner === undefined ? rest : { [`owner ${textOf(owner)}`]: event_type };
    const owners = [...this.values]
      .filter(([key, value]) => key.startsWith(`${account} owner `) && value === 'add')
      .map(([key]) => key.slice(`${account} owner `.length));
    const data = { user_id: id, owner_id: owners };
    return { account, fields, body: { code: 0, msg: 'ok', data }, isWrite: true };
  }
}
