import { GraphQLError, execute } from 'graphql';
import type {
  DocumentNode,
  ExecutionResult,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { coercedVariables } from './plain-input.ts';
import { prepare } from './prepare.ts';
import { Failures, PENDING } from './run.ts';
import type { Holder, Selection } from './run.ts';

/** An operation that was validated. */
export interface ExecutedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly contextValue: unknown;
}

/** As long as their documents are; `null` for what is not plain. */
const known = new WeakMap<OperationDefinitionNode, Selection | null>();

/** Executes an operation: as it was prepared once for its document where it is plain, else by graphql-js. Both answer alike. */
export function executeOperation(
  asked: ExecutedOperation,
): Promise<ExecutionResult> | ExecutionResult {
  const selection = selectionOf(asked);
  const result = selection && executePrepared(selection, asked);
  if (result) return result;
  const { schema, document, operation, variables: variableValues, contextValue } = asked;
  const operationName = operation.name?.value ?? null;
  return execute({ schema, document, contextValue, variableValues, operationName });
}

function selectionOf({ schema, document, operation }: ExecutedOperation): Selection | null {
  const found = known.get(operation);
  if (found !== undefined) return found;
  const selection = prepare(schema, document, operation);
  known.set(operation, selection);
  return selection;
}

/** `null` where variables do not fit, which graphql-js tells. */
export function executePrepared(
  selection: Selection,
  { schema, operation, variables, contextValue }: ExecutedOperation,
): Promise<ExecutionResult> | ExecutionResult | null {
  const coerced = coercedVariables(schema, operation, variables);
  if (!coerced) return null;
  const failures = new Failures();
  const run = { context: contextValue, variables: coerced, failures, args: new Map() };
  const answer = new Answer(failures);
  try {
    const data = selection(run, undefined, answer, '', undefined);
    return data === PENDING ? answer.promise : answer.result(data);
  } catch (error) {
    return answer.failed(error);
  }
}

/** What holds the root of the data. */
class Answer implements Holder {
  readonly #failures: Failures;
  #deferred: PromiseWithResolvers<ExecutionResult> | undefined;

  constructor(failures: Failures) {
    this.#failures = failures;
  }

  /** For an answer of which a value is missing. */
  get promise(): Promise<ExecutionResult> {
    this.#deferred ??= Promise.withResolvers();
    return this.#deferred.promise;
  }

  settle(_key: string | number, data: unknown): void {
    this.#deferred?.resolve(this.result(data));
  }

  fail(error: unknown): void {
    this.#deferred?.resolve(this.failed(error));
  }

  failed(error: unknown): ExecutionResult {
    // Every failure of a field has its place by now.
    if (!(error instanceof GraphQLError)) throw error;
    this.#failures.add(error, undefined);
    return this.result(null);
  }

  /** What the operation came to. */
  result(data: unknown): ExecutionResult {
    const { errors } = this.#failures;
    const object = data as Record<string, unknown> | null;
    return errors.length === 0 ? { data: object } : { errors, data: object };
  }
}
