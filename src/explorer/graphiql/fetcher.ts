import type { ExecutionResult } from 'graphql';
import type { GraphiQLProps } from 'graphiql';
import { keepExchange } from '../api/exchanges.ts';
import type { Facts } from '../api/facts.ts';
import { type JsonObject, objectIn } from '../api/json.ts';
import { type GraphqlRequest, send } from '../api/send.ts';
import { readTrace } from '../api/trace.ts';
import { confirmWrite } from './confirm-write.tsx';
import { withSources } from './sources-in-docs.ts';
import { writeQuestion } from './write-question.ts';

type Fetcher = GraphiQLProps['fetcher'];
type Result = ExecutionResult<Record<string, unknown>, Record<string, unknown>>;

/** Asks the server to tell each call in time, for the panel. */
const TRACE = { 'x-facet-trace': 'calls' };

/**
 * Sends what GraphiQL asks. Outside the sandbox a mutation is sent only when its user says so. What comes back goes to
 * the panel, and without its trace to GraphiQL.
 */
export const createFetcher =
  (facts: Facts): Fetcher =>
  async (request, options) => {
    if (request.operationName === 'IntrospectionQuery') return introspect(request, facts);
    if (!(await isWanted(request, facts))) return failure('Not sent: you said no.');
    const headers = { ...TRACE, ...lowerCased(options?.headers) };
    const exchange = await send(request, headers);
    const { extensions, ...response } = exchange.response ?? {};
    const { trace, ...shown } = objectIn(extensions);
    keepExchange({ ...exchange, request, headers, trace: readTrace(trace) });
    if (exchange.problem !== null) return failure(exchange.problem);
    return asResult(Object.keys(shown).length > 0 ? { ...response, extensions: shown } : response);
  };

async function introspect(request: GraphqlRequest, facts: Facts): Promise<Result> {
  const { response, problem } = await send(request);
  if (!response) throw new Error(problem ?? 'The schema did not arrive.');
  return asResult(withSources(response, facts));
}

async function isWanted(request: GraphqlRequest, facts: Facts): Promise<boolean> {
  const question = facts.sandbox ? null : writeQuestion(request, facts.backends);
  return !question || (await confirmWrite(question));
}

const lowerCased = (headers: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const failure = (message: string) => asResult({ errors: [{ message }] });

/** What a server sends is whatever it is; GraphiQL shows it. */
const asResult = (response: JsonObject): Result => response;
