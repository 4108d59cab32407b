import type { IncomingMessage } from 'node:http';
import { type ApolloServer, type BaseContext, HeaderMap } from '@apollo/server';
import type { GraphQLRequest, GraphQLResponse, HTTPGraphQLRequest } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { RequestRecord } from '#telemetry';
import { GRAPHQL_TYPE, JSON_TYPE, chooseResponseType } from './accept.ts';
import type { ResponseType } from './accept.ts';
import type { DocumentHashes, HashedDocument } from './document-hashes.ts';

/** What Apollo is asked. */
export interface Asked<Context extends BaseContext> {
  readonly request: IncomingMessage;
  /** With its question mark; empty when there is none. */
  readonly search: string;
  /** As it was parsed; `undefined` for a GET. */
  readonly body: unknown;
  /** Told of the document, and when a body is no request of GraphQL. */
  readonly record: RequestRecord;
  readonly createContext: () => Context | Promise<Context>;
}

export interface Answer {
  readonly status: number;
  readonly headers: HeaderMap;
  readonly text: string;
}

/** What an operation came to. */
interface Result {
  readonly errors?: unknown;
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly extensions?: unknown;
}

/** Writes a result as JSON, its properties in their order. */
export type TextOf = (result: Result) => string;

type Ask<Context extends BaseContext> = (asked: Asked<Context>) => Promise<Answer>;

/**
 * Has Apollo answer a request. An operation in which it has nothing to refuse is executed as such; Apollo reads all else from
 * HTTP itself, and says what is wrong with it. The former has five promises less, and no hash of a text that was sent
 * before; `test/server/ask-apollo.test.ts` compares them.
 */
export function askApollo<Context extends BaseContext>(
  apollo: ApolloServer<Context>,
  hashes: DocumentHashes,
  textOf: TextOf = JSON.stringify,
): Ask<Context> {
  const overHttp = askOverHttp(apollo);
  const failed = async (asked: Asked<Context>, error: unknown): Promise<Answer> =>
    overHttp({ ...asked, createContext: async () => Promise.reject(error) });
  return async (asked) => {
    const operation = asked.request.method === 'POST' ? plainOperation(asked.body) : null;
    if (!operation) return overHttp(asked);
    let contextValue: Context;
    try {
      const context = asked.createContext();
      contextValue = context instanceof Promise ? await context : context;
    } catch (error) {
      return failed(asked, error);
    }
    const document = hashes.of(operation.query);
    const request = requestFor(operation, document, typeOf(asked.request));
    try {
      const answer = answerOf(await apollo.executeOperation(request, { contextValue }), textOf);
      // Apollo knows it by another name.
      if (document && asked.record.operation) asked.record.operation.hash = document.hash;
      return answer;
    } catch (error) {
      // Apollo has reported it, and its words for it are not about the context.
      return failed(
        asked,
        new GraphQLError(String(error instanceof Error ? error.message : error)),
      );
    }
  };
}

function answerOf({ http, body }: GraphQLResponse, textOf: TextOf): Answer {
  if (body.kind !== 'single') throw new Error('Answers in parts are not asked for.');
  const { errors, data, extensions } = body.singleResult;
  return {
    status: http.status ?? 200,
    headers: http.headers,
    text: `${textOf({ errors, data, extensions })}\n`,
  };
}

/** Apollo's own way. */
const askOverHttp =
  <Context extends BaseContext>(apollo: ApolloServer<Context>): Ask<Context> =>
  async ({ request, search, body: sent, record, createContext }) => {
    const { method = 'POST' } = request;
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method, headers: headersOf(request), search, body: sent },
      context: async () => createContext(),
    });
    if (body.kind === 'chunked') throw new Error('Answers in parts are not asked for.');
    if (status !== undefined && status >= 400 && !record.operation) record.failed('INVALID_INPUT');
    return { status: status ?? 200, headers, text: body.string };
  };

type Fields = Readonly<Record<string, unknown>>;

interface Operation {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Fields | null;
}

/** The operation of a body; `null` where Apollo would refuse something, and for one that asks for an extension. */
function plainOperation(body: unknown): Operation | null {
  if (!isObject(body)) return null;
  const { query, operationName = null, variables = null, extensions = null } = body;
  if (typeof query !== 'string' || query === '' || extensions !== null) return null;
  if (operationName !== null && typeof operationName !== 'string') return null;
  if (variables !== null && !isObject(variables)) return null;
  return { query, operationName, variables };
}

function requestFor(
  { query, operationName, variables }: Operation,
  document: HashedDocument | null,
  type: ResponseType,
): GraphQLRequest {
  const request: GraphQLRequest = { http: POSTS[type] };
  if (document) request.extensions = document.extensions;
  else request.query = query;
  if (operationName !== null) request.operationName = operationName;
  if (variables !== null) request.variables = variables;
  return request;
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const typeOf = ({ headers }: IncomingMessage): ResponseType =>
  chooseResponseType(headers.accept).type ?? JSON_TYPE;

const postBy = (type: ResponseType): HTTPGraphQLRequest => ({
  method: 'POST',
  headers: new HeaderMap([['accept', type]]),
  search: '',
  body: undefined,
});

/** All that Apollo looks at of a POST once its body is read: the media type, which we have chosen. */
const POSTS: Readonly<Record<ResponseType, HTTPGraphQLRequest>> = {
  [JSON_TYPE]: postBy(JSON_TYPE),
  [GRAPHQL_TYPE]: postBy(GRAPHQL_TYPE),
};

/** What Apollo looks at: the media type, and whether a GET says to have a body. */
function headersOf(request: IncomingMessage): HeaderMap {
  const type = typeOf(request);
  if (request.method === 'POST') return POSTS[type].headers;
  const { 'content-type': contentType } = request.headers;
  const map = new HeaderMap([['accept', type]]);
  return contentType === undefined ? map : map.set('content-type', contentType);
}
