import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, type BaseContext, HeaderMap } from '@apollo/server';
import type { Caller, RateLimits, TrustedDocuments } from '#access';
import { tracing } from '#telemetry';
import type { RequestRecord } from '#telemetry';
import { GRAPHQL_TYPE, JSON_TYPE, chooseResponseType } from './accept.ts';
import type { ResponseType } from './accept.ts';
import { requestOptions } from './request-options.ts';
import type { RequestOptions } from './request-options.ts';
import { limitFields, tooMany } from './limit-fields.ts';
import { RefusedRequest } from './refusals.ts';
import { withTrustedDocument } from './document-id.ts';

/** Makes what the resolvers of one request share. */
export type CreateContext<Context> = (asked: RequestOptions) => Context | Promise<Context>;

/** A request to `/graphql` that is not refused by its head. */
export interface GraphqlRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly caller: Caller;
  readonly record: RequestRecord;
  /** With its question mark; empty when there is none. */
  readonly search: string;
  /** As it was parsed; `undefined` for a GET. */
  readonly body: unknown;
}

export interface GraphqlResponse {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Iterable<readonly [name: string, value: string]>;
  readonly text: string;
}

export type Respond = (asked: GraphqlRequest) => Promise<GraphqlResponse>;

export interface RespondDeps<Context extends BaseContext> {
  readonly apollo: ApolloServer<Context>;
  readonly createContext: CreateContext<Context>;
  readonly trustedDocuments: TrustedDocuments | null;
  readonly limits: RateLimits;
}

/** Has Apollo answer. Throws what `refusalFor` knows. */
export function respondWith<Context extends BaseContext>(deps: RespondDeps<Context>): Respond {
  const respond = respondBy(deps);
  return (asked) => (asked.record.span ? traced(asked, respond) : respond(asked));
}

/** Until the operation is known, what is done is parsing and validating. */
async function traced(asked: GraphqlRequest, respond: Respond): Promise<GraphqlResponse> {
  const { record } = asked;
  const begun = async (): Promise<GraphqlResponse> => {
    record.parsing = tracing && tracing.start('parse and validate');
    return respond(asked);
  };
  return record.span ? record.span.run(begun) : begun();
}

const respondBy =
  <Context extends BaseContext>({
    apollo,
    createContext,
    trustedDocuments,
    limits,
  }: RespondDeps<Context>): Respond =>
  async ({ request, response, caller, record, ...sentBy }) => {
    record.caller = caller.name;
    const counting = limits.admit(caller);
    const admission = counting && (await counting);
    if (admission?.exceeded) throw new RefusedRequest(tooMany(admission, admission.exceeded));
    const { search, body: sentBody } = withTrustedDocument(trustedDocuments, {
      search: sentBy.search.replaceAll(BLANK, ''),
      body: withoutBlank(sentBy.body),
    });
    const allowance = admission?.calls ?? null;
    const { method = 'POST', headers: sent } = request;
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method,
        headers: headersOf(request),
        search,
        body: sentBody,
      },
      context: async () =>
        createContext(requestOptions(sent, response, { caller, record, allowance })),
    });
    if (body.kind === 'chunked') throw new Error('Answers in parts are not asked for.');
    // A body that is no request of GraphQL.
    if (status !== undefined && status >= 400 && !record.operation) record.failed('INVALID_INPUT');
    await admission?.calls?.settled();
    const fields = admission ? [...headers, ...limitFields(admission)] : headers;
    return { status: status ?? 200, headers: fields, text: body.string };
  };

const POSTED: Readonly<Record<ResponseType, HeaderMap>> = {
  [JSON_TYPE]: new HeaderMap([['accept', JSON_TYPE]]),
  [GRAPHQL_TYPE]: new HeaderMap([['accept', GRAPHQL_TYPE]]),
};

/** What Apollo looks at: the media type, which we have chosen, and whether a GET says to have a body. */
function headersOf({ method, headers }: IncomingMessage): HeaderMap {
  const type = chooseResponseType(headers.accept).type ?? JSON_TYPE;
  if (method === 'POST') return POSTED[type];
  const { 'content-type': contentType } = headers;
  const map = new HeaderMap([['accept', type]]);
  return contentType === undefined ? map : map.set('content-type', contentType);
}

/** What a client sends that names no operation, or has no variables. */
const BLANK = /(?<=[?&])(?:operationName|variables|extensions)=(?:&|$)/g;

/** The same in a body: the specification knows `null`, and a name cannot be empty. */
function withoutBlank(body: unknown): unknown {
  const isBlank = typeof body === 'object' && body !== null && 'operationName' in body;
  return isBlank && body.operationName === '' ? { ...body, operationName: null } : body;
}
