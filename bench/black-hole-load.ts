import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'undici';

/** One query and its answer. */
export interface Answered {
  /** When it was sent, on the clock of `performance.now()`, and how long the whole answer took. */
  readonly at: number;
  readonly ms: number;
  /** Nothing is missing but what only the silent backend has. */
  readonly rest: boolean;
  /** Nothing is missing at all. */
  readonly whole: boolean;
}

export interface Load {
  /** Of people at the silent backend, by fields that it has or would supply best. */
  readonly touching: readonly Answered[];
  readonly others: readonly Answered[];
}

const TOUCHING = [
  'query ($id: ID!) { user(by: { id: $id }) { bio location { city } } }',
  // Another backend stands in for the name, once this one has failed.
  'query ($id: ID!) { user(by: { id: $id }) { displayName location { city } } }',
];
const OTHERS =
  'query ($id: ID!) { user(by: { id: $id }) { device { platform } location { city } } }';

interface Answer {
  readonly data: { readonly user: Readonly<Record<string, unknown>> | null } | null;
  readonly errors?: readonly { readonly extensions: { readonly backend?: string } }[];
  readonly extensions?: { readonly warnings?: readonly unknown[] };
}

/** Asks a Facet about its people at a fixed rate. */
export class Asker {
  readonly #pool: Pool;
  readonly #ids: readonly string[];
  readonly #pauseMs: number;

  /** `rate` in queries a second, of both kinds together. */
  constructor(url: string, ids: readonly string[], rate: number) {
    this.#pool = new Pool(url, { connections: 512 });
    this.#ids = ids;
    this.#pauseMs = 1000 / rate;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  /** Both kinds in turn, sent whether or not those before are answered; resolves when all are. */
  async load(seconds: number): Promise<Load> {
    const touching: Promise<Answered>[] = [];
    const others: Promise<Answered>[] = [];
    const begun = performance.now();
    for (let count = 0; count * this.#pauseMs < seconds * 1000; count += 1) {
      const due = begun + count * this.#pauseMs;
      const pause = due - performance.now();
      if (pause > 0) await wait(pause);
      const id = this.#ids[(count >> 1) % this.#ids.length] ?? '';
      if (count % 2 === 0) touching.push(this.#ask(TOUCHING[(count >> 1) % 2] ?? '', id));
      else others.push(this.#ask(OTHERS, id));
    }
    return { touching: await Promise.all(touching), others: await Promise.all(others) };
  }

  async #ask(query: string, id: string): Promise<Answered> {
    const at = performance.now();
    const response = await this.#pool.request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { id } }),
    });
    const { data, errors = [], extensions } = (await response.body.json()) as Answer;
    const ms = performance.now() - at;
    const isThere =
      data?.user &&
      Object.entries(data.user).every(([name, value]) => name === 'bio' || value !== null);
    const rest =
      Boolean(isThere) && errors.every(({ extensions: { backend } }) => backend === 'CHAKRA');
    return { at, ms, rest, whole: rest && errors.length === 0 && !extensions?.warnings };
  }
}
