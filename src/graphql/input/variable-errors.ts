import { GraphQLError, coerceInputValue, isInputType, isNonNullType, typeFromAST } from 'graphql';
import type {
  DocumentNode,
  GraphQLInputType,
  GraphQLSchema,
  OperationDefinitionNode,
  VariableDefinitionNode,
} from 'graphql';
import { withoutValues } from '../execution/without-values.ts';
import { innerPathOf, missingIn, shownName, useOf } from './argument-path.ts';
import type { InputPath } from './argument-path.ts';

/** Who sends more mistakes than these is told of so many. */
const MOST = 50;

type Values = Readonly<Record<string, unknown>>;

/** A request as far as its variables need it. */
export interface VariablesAsked {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly values: Values;
}

/**
 * What is wrong with the variables of an operation, each mistake with its place in the input. graphql-js knows no
 * places, and gives up at the 51st mistake with an error that does not look like one of the caller's.
 */
export function variableErrors(asked: VariablesAsked): readonly GraphQLError[] {
  const errors: GraphQLError[] = [];
  for (const definition of asked.operation.variableDefinitions ?? []) {
    const type = typeFromAST(asked.schema, definition.type);
    if (!isInputType(type)) continue;
    const rest = new Mistakes(asked.document, definition, MOST - errors.length);
    errors.push(...rest.in(type, asked.values));
    if (errors.length > MOST) break;
  }
  return errors;
}

/** Thrown to end the coercion of a value that has too many mistakes. */
const ENOUGH = new Error('There are more mistakes than anybody is told of.');

/** Finds those of one variable, and one more than the caller is told: it says that there are more. */
class Mistakes {
  readonly #definition: VariableDefinitionNode;
  readonly #use: InputPath;
  readonly #most: number;
  readonly #errors: GraphQLError[] = [];

  constructor(document: DocumentNode, definition: VariableDefinitionNode, most: number) {
    this.#definition = definition;
    this.#use = useOf(document, this.#name) ?? [];
    this.#most = most;
  }

  in(type: GraphQLInputType, values: Values): readonly GraphQLError[] {
    const isGiven = Object.hasOwn(values, this.#name);
    const value = isGiven ? values[this.#name] : undefined;
    try {
      if (isNonNullType(type) && value === null) this.#add([], 'It must not be null.');
      else if (isGiven)
        coerceInputValue(value, type, (path, inner, error) => this.#wrong(path, inner, error));
      else if (isNonNullType(type) && !this.#definition.defaultValue) {
        this.#add([], `It is required, of type "${String(type)}".`);
      }
    } catch (error) {
      if (error !== ENOUGH) throw error;
    }
    return this.#errors;
  }

  get #name(): string {
    return this.#definition.variable.name.value;
  }

  #wrong(path: readonly (string | number)[], _inner: unknown, error: GraphQLError): void {
    const place = path.map(String);
    const unknown = UNKNOWN.exec(error.message);
    if (unknown) {
      const [, key = '', type = '', suggestion = ''] = unknown;
      const name = shownName(key);
      return this.#add([...place, name], `"${type}" has no such field.${suggestion}`);
    }
    const missing = missingIn(error.message);
    const isAtMissing = missing !== undefined && place.at(-1) !== missing;
    const at = isAtMissing ? [...place, missing] : place;
    this.#add(at, withoutValues(error.message), innerPathOf(error));
  }

  /** `inner`: the place within a JSON value, whose names are the caller's own and stand in no message. */
  #add(place: InputPath, problem: string, inner: InputPath = []): void {
    const isLast = this.#errors.length >= this.#most;
    const at = [this.#name, ...place].join('.');
    const message = isLast
      ? `The variables have more mistakes than the ${MOST} that are told.`
      : `Variable "$${this.#name}" is invalid at "${at}": ${problem}`;
    const inputPath = [...this.#use, ...place, ...inner];
    this.#errors.push(
      new GraphQLError(message, {
        nodes: this.#definition,
        extensions: { code: 'INVALID_INPUT', inputPath },
      }),
    );
    if (isLast) throw ENOUGH;
  }
}

/** The end is graphql-js' own, whatever the name before it looks like. */
const UNKNOWN = /^Field "(.*)" is not defined by type "(\w+)"\.( Did you mean .*)?$/s;
