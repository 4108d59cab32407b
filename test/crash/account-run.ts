import { randomUUID } from 'node:crypto';
import { ask, mutate, operationOf } from '../operations/operations.ts';
import { orderProblems } from './account-judgement.ts';
import type { Ended } from './account-judgement.ts';
import { COURSES } from './courses.ts';
import type { Act, Course, CourseName, Place } from './courses.ts';
import type { CrashDatabase } from './databases.ts';
import { TIMES } from './times.ts';
import { until } from '../until.ts';
import type { Crash } from './crash.ts';
import type { Fault, RecordingBackends } from './recording-backends.ts';

/** Longer than a late request takes, also where eighty Facets share a busy machine. */
const SETTLE_MS = '1500';
/** What was sent before an account was unlinked has arrived so much later. */
const ARRIVED_MS = 1000;

export interface AccountCourse {
  readonly course: CourseName;
  readonly place: Place;
  /** How the backend treats the writes of the change that is to wait, and what comes after it. */
  readonly faults: readonly Fault[];
}

interface Accepted {
  readonly value: string;
  readonly operation: string;
  mayBeCancelled: boolean;
}

/** One crash over what changes an account while a change of it waits, and what follows. */
export class AccountRun implements Crash {
  readonly lane: number;
  readonly #database: CrashDatabase;
  readonly #backends: RecordingBackends;
  readonly #course: Course;
  readonly #plan: AccountCourse;
  readonly #accepted: Accepted[] = [];
  readonly #keys = new Map<Act, string>();
  #people: Readonly<Record<'owner' | 'other', string>> = { owner: '', other: '' };
  #entity = '';
  #done = 0;
  #unlinkedAt = Infinity;

  constructor(
    lane: number,
    database: CrashDatabase,
    backends: RecordingBackends,
    plan: AccountCourse,
  ) {
    this.lane = lane;
    this.#database = database;
    this.#backends = backends;
    this.#course = COURSES[plan.course];
    this.#plan = plan;
  }

  get facet() {
    const environment = {
      ...this.#backends.environment,
      ...TIMES,
      BACKEND_TIMEOUT_MS: '400',
      HAPTIK_SETTLE_MS: SETTLE_MS,
      EMERITUS_SETTLE_MS: SETTLE_MS,
      DATABASE_URL: this.#database.url,
    };
    return { lane: this.lane, environment };
  }

  /** Two people, and a change of an account of one of them that waits. */
  async prelude(url: string): Promise<void> {
    const people = [
      { displayName: 'One', backends: ['HAPTIK'], haptik: { authId: 'x1' } },
      { email: 'two@example.net', backends: ['EMERITUS'] },
    ];
    const ids: string[] = [];
    for (const input of people) {
      const made = await repeated(async () => {
        const payload = await mutate(url, 'createUser', { ...input, idempotencyKey: input.email });
        return payload.operation?.state === 'DONE' ? payload : null;
      });
      ids.push(made.user?.id ?? '');
      this.#entity = made.outcomes[4]?.account?.ref ?? '';
    }
    const [one = '', two = ''] = ids;
    this.#people =
      this.#plan.place === 'x1' ? { owner: one, other: two } : { owner: two, other: one };
    for (const act of this.#course.before) {
      if (act.kind === 'write') for (const fault of this.#plan.faults) this.#backends.spoil(fault);
      await repeated(async () => this.#act(url, act));
    }
  }

  /** `null`, as nothing is final about it: what it came to is told by its operations. */
  async attempt(url: string): Promise<null> {
    await this.#goOn(async (act) => this.#act(url, act)).catch(() => undefined);
    return null;
  }

  async forget(): Promise<void> {}

  async cutOff(): Promise<void> {
    await this.#database.cutOff();
  }

  async problems(url: string): Promise<readonly string[]> {
    await this.#goOn(async (act) => repeated(async () => this.#act(url, act)));
    await this.#backends.calm();
    for (const act of this.#course.after) await repeated(async () => this.#act(url, act));
    const ends: Ended[] = [];
    for (const one of this.#accepted) ends.push(await this.#endOf(url, one));
    await this.#backends.calm();
    const { told, values } = this.#backends;
    const account = this.#account;
    const late = told.filter(
      (one) =>
        one.account === account && one.value === 'first' && one.at > this.#unlinkedAt + ARRIVED_MS,
    );
    return [
      ...orderProblems(ends, told, values),
      ...late.map(({ value }) => `out of order: ${value} was sent after the account was unlinked`),
      ...(await this.#linkProblems()),
    ];
  }

  async close(): Promise<void> {
    await this.#database.remove();
  }

  get #account(): string {
    return this.#plan.place === 'x1' ? 'x1' : this.#entity;
  }

  get #ref(): object {
    return this.#plan.place === 'x1' ? { authId: 'x1' } : { emeritus: { userId: this.#entity } };
  }

  /** From where it was when the process died. */
  async #goOn(perform: (act: Act) => Promise<unknown>): Promise<void> {
    const { acts } = this.#course;
    for (let act = acts[this.#done]; act; act = acts[this.#done]) {
      await perform(act);
      this.#done += 1;
    }
  }

  /** `true` when it was answered. */
  async #act(url: string, act: Act): Promise<true> {
    switch (act.kind) {
      case 'write':
        await this.#write(url, act);
        return true;
      case 'link': {
        const input = { user: { id: this.#people[act.to] }, account: this.#ref };
        await changeLink(url, 'linkAccount', 'LinkAccountInput', input);
        return true;
      }
      case 'unlink':
        for (const one of this.#accepted) one.mayBeCancelled = true;
        // Done and not answered: once more would take the account from whom the first one gave it to.
        if (!(await this.#isUnlinked())) {
          const input = { user: this.#ref, account: this.#ref };
          await changeLink(url, 'unlinkAccount', 'UnlinkAccountInput', input);
        }
        if (this.#plan.course === 'unlink') this.#unlinkedAt = performance.now();
        return true;
    }
  }

  /** No course does it twice. */
  async #isUnlinked(): Promise<boolean> {
    const query = "select id from history where kind in ('UNLINK', 'UNMERGE')";
    return (await this.#database.rows(query)).length > 0;
  }

  async #write(url: string, act: Extract<Act, { kind: 'write' }>): Promise<void> {
    const idempotencyKey = this.#keys.get(act) ?? randomUUID();
    this.#keys.set(act, idempotencyKey);
    const isAtHaptik = this.#plan.place === 'x1';
    const change = isAtHaptik ? { set: { displayName: act.value } } : { pool: act.value };
    const input = { user: this.#ref, ...change, idempotencyKey };
    const name = isAtHaptik ? 'updateUser' : 'updatePool';
    const { operation, outcomes, errors } = await mutate(url, name, input);
    if (!operation || outcomes[isAtHaptik ? 1 : 4]?.status === 'FAILED') {
      throw new Error(`${name} was refused: ${JSON.stringify({ errors, outcomes })}`);
    }
    if (this.#accepted.some((one) => one.operation === operation.id)) return;
    this.#accepted.push({ value: act.value, operation: operation.id, mayBeCancelled: false });
  }

  async #endOf(url: string, { operation: id, ...one }: Accepted): Promise<Ended> {
    const { outcomes } = await repeated(async () => {
      const found = await operationOf(url, id);
      return found?.state === 'DONE' ? found : null;
    });
    const isAtHaptik = this.#plan.place === 'x1';
    const outcome = outcomes[isAtHaptik ? 1 : 4];
    return {
      account: this.#account,
      field: isAtHaptik ? 'name' : 'pool',
      value: one.value,
      status: outcome?.status ?? '',
      code: outcome?.error?.code ?? null,
      mayBeCancelled: one.mayBeCancelled,
    };
  }

  /** Whose the account is, and whether a link was changed twice. */
  async #linkProblems(): Promise<readonly string[]> {
    const backend = this.#plan.place === 'x1' ? 'HAPTIK' : 'EMERITUS';
    const [holder] = await this.#database.rows(
      `select user_id as id from accounts where backend = '${backend}' and ref = '${this.#account}'`,
    );
    const merged = await this.#database.rows(
      `select id from users where merged_into = '${String(holder?.['id'])}'`,
    );
    const history = await this.#database.rows(
      'select kind, user_id, other_user_id, account_id, evidence from history',
    );
    const { holder: wanted } = this.#course;
    const ids = [holder, ...merged].map((row) => row?.['id']);
    const changes = history.map((row) => JSON.stringify(row));
    const twice = changes.filter((row, index) => changes.indexOf(row) !== index);
    return [
      ...(wanted === null || ids.includes(this.#people[wanted])
        ? []
        : [`lost: the account is ${JSON.stringify(holder?.['id'] ?? 'nobody')}'s`]),
      ...twice.map((row) => `twice: ${row}`),
    ];
  }
}

/** Refused or not: whatever it changes is to be right. What could not ask the backend has changed nothing. */
async function changeLink(url: string, name: string, type: string, input: object): Promise<void> {
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { errors { code } } }`;
  const { data, text } = await ask(url, query, { input });
  if (!data || /BACKEND_|DEADLINE_/.test(text)) throw new Error(`${name} came to ${text}`);
}

/** Until it says something; a busy machine, and a server that was cut off, may make the database late. */
async function repeated<T>(work: () => Promise<T | null>): Promise<T> {
  return until(async () =>
    work().catch((error: unknown) => {
      if (error instanceof Error && /REGISTRY_|BACKEND_|DEADLINE_|fetch failed/.test(error.message))
        return null;
      throw error;
    }),
  );
}
