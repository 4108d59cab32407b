import fc from 'fast-check';
import { Pool } from 'undici';
import { type TestFacet, startTestFacet } from '../../facet.ts';
import { documentOf } from './document.ts';
import { complaintsAbout, Tally, wrongValues } from './judge.ts';
import { type Arrived, arrived } from './log.ts';
import { queries } from './queries.ts';
import type { Selection, Variant } from './query.ts';
import { leastFor } from './rule.ts';
import { type Stage, enter, leave } from './stage.ts';
import type { Trouble } from './troubles.ts';
import { type WorldData, worlds } from './world.ts';

/** Worlds cost as much as queries do: several of the queries meet one, unless told otherwise. */
const QUERIES_OF_A_WORLD = 10;

interface RunOptions {
  /** Without looking for a smaller example: it means less after repetitions have been used up. */
  readonly endOnFailure?: boolean;
  readonly queriesOfAWorld?: number;
}

/** The same document may come again with other variables: a plan holds only for those that it was made for. */
const again = fc.integer({ min: 1, max: 3 }).map((chance) => chance === 3);

/** The same question may come again: often enough that its answer is one that was kept. */
const times = fc.constantFrom(1, 1, 4);

/** What became of a call: in `errors`, or in `extensions.warnings` where another source stood in. */
interface Fate {
  readonly code: string;
  readonly backend?: string;
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions: Fate }[];
  readonly extensions?: { readonly warnings?: readonly Fate[] };
}

/** Holds one Facet to the least calls that queries can be answered with. */
export class Trial {
  readonly #facet: TestFacet;
  readonly #http: Pool;
  readonly #tally = new Tally();
  #worlds = 0;

  static async start(environment: Readonly<Record<string, string>>): Promise<Trial> {
    return new Trial(await startTestFacet({ environment }));
  }

  private constructor(facet: TestFacet) {
    this.#facet = facet;
    this.#http = new Pool(facet.url, { connections: 1 });
  }

  async close(): Promise<void> {
    await this.#http.close();
    await this.#facet.close();
  }

  /** So many queries of worlds with such troubles. */
  async run(
    troubles: fc.Arbitrary<readonly Trouble[]>,
    count: number,
    { endOnFailure = false, queriesOfAWorld = QUERIES_OF_A_WORLD }: RunOptions = {},
  ): Promise<{ readonly failed: boolean; readonly report: string }> {
    const asked = fc.array(fc.tuple(queries, again, times), {
      minLength: queriesOfAWorld,
      maxLength: queriesOfAWorld,
    });
    const property = fc.asyncProperty(worlds, troubles, asked, async (world, some, several) =>
      this.#check(world, some, several),
    );
    const numRuns = Math.ceil(count / queriesOfAWorld);
    const details = await fc.check(property, { numRuns, endOnFailure });
    const story = details.errorInstance instanceof Error ? details.errorInstance.message : '';
    return { failed: details.failed, report: `${story}\n${fc.defaultReportMessage(details)}` };
  }

  async #check(
    world: WorldData,
    troubles: readonly Trouble[],
    several: readonly (readonly [Selection, boolean, number])[],
  ): Promise<void> {
    this.#worlds += 1;
    const { registry, sandbox } = this.#facet;
    const stage = await enter(world, troubles, this.#worlds, registry, sandbox);
    try {
      let known = registered(stage);
      for (const [query, ...how] of several) known = await this.#ask(stage, query, how, known);
    } finally {
      await leave(troubles, sandbox);
    }
  }

  /** Resolves to the people whom the registry knows afterwards. */
  async #ask(
    stage: Stage,
    query: Selection,
    [twice, rounds]: readonly [boolean, number],
    before: ReadonlySet<number>,
  ): Promise<ReadonlySet<number>> {
    const document = documentOf(query, stage);
    let known = before;
    if (!document.fits) return known;
    const isSilent = stage.suffering.silent.size > 0;
    const variants: readonly Variant[] = twice && document.shaped && !isSilent ? [0, 1] : [0];
    const asks = Array.from({ length: isSilent ? 1 : rounds }, () => variants).flat();
    for (const variant of asks) {
      const least = leastFor(query, stage, variant, known, document.nameOf);
      const variables = document.variables[variant];
      this.#facet.sandbox.resetLogs();
      const answer = await this.#post(document.text, variables);
      if (isLateElsewhere(answer, stage)) return known;
      const { suffering } = stage;
      const isCertain = suffering.silent.size === 0;
      const wrong = [
        ...complaintsAbout(least, this.#arrivedFor(stage), suffering, this.#tally),
        ...(isCertain ? wrongValues(least, answer.data) : []),
        ...this.#facet.reported.map(String),
      ];
      if (wrong.length > 0) {
        throw new Error([wrong, document.text, variables, answer].map(currentOutcome).join('\n'));
      }
      if (isCertain) known = least.met;
    }
    return known;
  }

  /** A call that timed out on a busy machine may arrive when its query is long answered: it is about other people. */
  #arrivedFor({ people, suffering }: Stage): Arrived {
    const { calls, names } = arrived(this.#facet.sandbox);
    if (suffering.silent.size === 0) return { calls, names };
    const accounts = people.flatMap((person) => person.accounts);
    const own = [...calls].filter(([call]) => accounts.some(({ ref }) => call.endsWith(`/${ref}`)));
    return { calls: new Map(own), names };
  }

  async #post(query: string, variables: unknown): Promise<Answer> {
    const { body } = await this.#http.request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await body.json()) as Answer;
  }
}

const currentOutcome = (part: unknown): string =>
  typeof part === 'string' ? part : JSON.stringify(part);

/** On a busy machine a healthy backend may be late where time-outs are short: that says nothing. */
const isLateElsewhere = ({ errors = [], extensions }: Answer, stage: Stage): boolean =>
  [...errors.map((error) => error.extensions), ...(extensions?.warnings ?? [])].some(
    ({ code, backend = '' }) => code === 'BACKEND_TIMEOUT' && !stage.suffering.silent.has(backend),
  );

const registered = ({ people }: Stage): ReadonlySet<number> =>
  new Set(people.filter(({ userId }) => userId !== null).map(({ index }) => index));
