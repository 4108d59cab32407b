import { locatedError, responsePathAsArray } from 'graphql';
import type { FieldNode, GraphQLError, GraphQLResolveInfo } from 'graphql';

/** Where a value stands in an answer. */
export type Path = GraphQLResolveInfo['path'];

export type Key = string | number;

/** Stands for a value that is not there yet: its holder is told of it later. */
export const PENDING = Symbol('pending');

/** What is known of a position before it has a value. */
export interface Position {
  readonly nodes: readonly FieldNode[];
  readonly isNullable: boolean;
}

/** What a value stands in: an object or a list, or the answer itself. */
export interface Holder {
  /** A value that was missing is there. */
  settle(key: Key, value: unknown): void;
  /** A value that was missing has failed and cannot be null. */
  fail(error: unknown): void;
}

/** These return what the answer holds or `PENDING`, and throw a failure that their position cannot take as null. */
export type Complete = (run: Run, value: unknown, holder: Holder, key: Key, path: Path) => unknown;
export type Execute = (
  run: Run,
  source: unknown,
  holder: Holder,
  parent: Path | undefined,
) => unknown;
/** Executes the selected fields of one object; the root has no path. */
export type Selection = (
  run: Run,
  source: unknown,
  holder: Holder,
  key: Key,
  path: Path | undefined,
) => unknown;

/** What the fields of one execution share. */
export interface Run {
  readonly context: unknown;
  readonly variables: GraphQLResolveInfo['variableValues'];
  readonly failures: Failures;
  /** Arguments that variables make, by field: the same for all objects of a list. */
  readonly args: Map<FieldNode, Readonly<Record<string, unknown>>>;
}

/** The errors of one execution. */
export class Failures {
  readonly errors: GraphQLError[] = [];
  /** Positions that an error has nulled: what fails below them later is not told, as in graphql-js. */
  #nulled: Set<Path | undefined> | undefined;

  /** What failed is null where it may be; else the error goes on as an exception to what holds the position. */
  nullOrThrow(raw: unknown, { nodes, isNullable }: Position, path: Path): null {
    const error = locatedError(raw, nodes, responsePathAsArray(path));
    if (!isNullable) throw error;
    this.add(error, path);
    return null;
  }

  /** Without a path it is the whole answer that is null. */
  add(error: GraphQLError, path: Path | undefined): void {
    this.#nulled ??= new Set();
    for (let at = path; at; at = at.prev) if (this.#nulled.has(at)) return;
    if (this.#nulled.has(undefined)) return;
    this.#nulled.add(path);
    this.errors.push(error);
  }
}
