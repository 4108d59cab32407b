import type { OperationDefinitionNode } from 'graphql';
import type { Footprint, ReadCache, SharedReads } from '#backends';
import type { Registry } from '#registry';
import { today } from '#users';
import type { Context } from '../../context.ts';
import type { ExecutedOperation } from '../prepared/execute-prepared.ts';
import { answerText } from './answer-text.ts';
import type { Result } from './answer-text.ts';
import { recordResolvers } from './made-of-records.ts';

/** Past one of these all are forgotten. A character of a text is a byte or two. */
const MAX_ANSWERS = 2000;
const MAX_CHARACTERS = 8 * 1024 * 1024;

type Data = Readonly<Record<string, unknown>>;

type AskedOperation = Omit<ExecutedOperation, 'contextValue'>;

/** What has to be known of a request. */
type Asking = Pick<
  Context,
  'reuses' | 'traced' | 'visibility' | 'warnings' | 'problems' | 'footprint' | 'isToldAgain'
>;

interface KeptAnswer {
  readonly data: Data;
  readonly footprint: Footprint;
}

/**
 * Answers of operations that select records alone, for callers who may know of everybody. One is kept when it is asked for a
 * second time, and is given again as long as it would be made of the same: the registry has changed nothing since, the day is
 * the same (ages), and the cache would answer every read with the same record. Nothing is resolved or written as JSON again.
 *
 * Without a cache all reads are made again, and their records compared: of one user, whose reads are begun together. Where
 * one read follows from another, such as those of reportees, they could not be begun as soon as they can be.
 */
export class KeptAnswers {
  readonly #cache: ReadCache | null;
  readonly #registry: Pick<Registry, 'state'>;
  #state: object | null = null;
  #day = NaN;
  /** By operation and variables; `null`: it was asked once, which is no reason to keep its answer. */
  #answers = new WeakMap<OperationDefinitionNode, Map<string, KeptAnswer | null>>();
  /** The JSON of the data of answers that are kept; empty until it is written. */
  #texts = new WeakMap<Data, string>();
  #count = 0;
  #characters = 0;

  constructor(shared: SharedReads, registry: Pick<Registry, 'state'>) {
    this.#cache = shared.cache;
    this.#registry = registry;
    shared.onForget(() => this.#forget());
  }

  /** Where the answer to an operation is kept, or would be; `null` when it cannot be. Asked before anything is read. */
  placeOf(asked: AskedOperation, context: Asking): AnswerPlace | null {
    if (!context.reuses || context.traced || context.visibility.isBound) return null;
    const resolvers = recordResolvers(asked);
    if (!resolvers || (!this.#cache && !resolvers.isSubsetOf(OF_ONE))) return null;
    const state = this.#registry.state();
    if (!state) return null;
    this.#forgetOlder(state);
    const variables = JSON.stringify(asked.variables);
    const kept = this.#answers.get(asked.operation)?.get(variables);
    if (kept === undefined) {
      this.#put(asked.operation, variables, null);
      return null;
    }
    const keep = (made: Data, footprint: Footprint): void => {
      // Kept for a state that is over it would pass for one of the state that is.
      if (this.#state !== state) return;
      this.#put(asked.operation, variables, { data: made, footprint });
      this.#texts.set(made, '');
    };
    return new AnswerPlace(kept, this.#cache, context, keep);
  }

  /** A result as JSON. */
  textOf(result: Result): string {
    const { data, errors, extensions } = result;
    const text = data && !errors && !extensions ? this.#texts.get(data) : undefined;
    if (!data || text === undefined) return answerText(result);
    if (text !== '') return text;
    const written = answerText(result);
    this.#texts.set(data, written);
    this.#characters += written.length;
    return written;
  }

  #put(operation: OperationDefinitionNode, variables: string, answer: KeptAnswer | null): void {
    if (this.#count >= MAX_ANSWERS || this.#characters > MAX_CHARACTERS) this.#forget();
    const answers = this.#answers.get(operation) ?? new Map<string, KeptAnswer | null>();
    this.#answers.set(operation, answers);
    if (!answers.has(variables)) this.#count += 1;
    answers.set(variables, answer);
  }

  #forgetOlder(state: object): void {
    const day = today();
    if (state === this.#state && day === this.#day) return;
    this.#state = state;
    this.#day = day;
    this.#forget();
  }

  #forget(): void {
    this.#answers = new WeakMap();
    this.#texts = new WeakMap();
    this.#count = 0;
    this.#characters = 0;
  }
}

/** The budget of calls grows with lists of people, and not for reads that are made ahead of them. */
const OF_ONE: ReadonlySet<string> = new Set(['Query.user']);

type Keep = (data: Data, footprint: Footprint) => void;

/** The answer to one operation of one request. */
export class AnswerPlace {
  /** What was kept and needs no call; `null` when it has to be made, or `readAgain`. */
  readonly data: Data | null;
  readonly #kept: KeptAnswer | null;
  readonly #context: Asking;
  readonly #footprint: Footprint | null;
  readonly #keep: Keep;

  constructor(kept: KeptAnswer | null, cache: ReadCache | null, context: Asking, keep: Keep) {
    this.data = kept && cache && kept.footprint.isTold(cache) ? kept.data : null;
    this.#kept = kept && !cache && kept.footprint.isAtOnce ? kept : null;
    this.#context = context;
    this.#footprint = this.data ? null : context.footprint();
    this.#keep = keep;
  }

  get isReadAgain(): boolean {
    return this.#kept !== null;
  }

  /** What was kept, once every read has told the same again; `null` as soon as one has not: then it has to be made. */
  async readAgain(): Promise<Data | null> {
    const kept = this.#kept;
    return kept && (await this.#context.isToldAgain(kept.footprint)) ? kept.data : null;
  }

  /** Keeps what the operation came to without an error, if nothing else counts but its footprint. */
  keep(data: Data): void {
    const { warnings, problems } = this.#context;
    if (!this.#footprint?.isWhole || warnings.length > 0 || problems.length > 0) return;
    this.#keep(data, this.#footprint);
  }
}
