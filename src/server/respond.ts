import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer, BaseContext } from '@apollo/server';
import type { Caller, RateLimits, TrustedDocuments } from '#access';
import { tracing } from '#telemetry';
import type { RequestRecord } from '#telemetry';
import { askApollo } from './ask-apollo.ts';
import type { DocumentHashes } from './document-hashes.ts';
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
  readonly hashes: DocumentHashes;
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

const respondBy = <Context extends BaseContext>({
  apollo,
  hashes,
  createContext,
  trustedDocuments,
  limits,
}: RespondDeps<Context>): Respond => {
  const ask = askApollo(apollo, hashes);
  return async ({ request, response, caller, record, search: sentSearch, body: sentBody }) => {
    record.caller = caller.name;
    const counting = limits.admit(caller);
    const admission = counting && (await counting);
    if (admission?.exceeded) throw new RefusedRequest(tooMany(admission, admission.exceeded));
    const { search, body } = withTrustedDocument(trustedDocuments, {
      search: sentSearch && sentSearch.replaceAll(BLANK, ''),
      body: withoutBlank(sentBody),
    });
    const allowance = admission?.calls ?? null;
    const { status, headers, text, hash } = await ask({
      request,
      search,
      body,
      createContext: () =>
        createContext(requestOptions(request.headers, response, { caller, record, allowance })),
    });
    // A body that is no request of GraphQL.
    if (status >= 400 && !record.operation) record.failed('INVALID_INPUT');
    if (hash !== null && record.operation) record.operation.hash = hash;
    if (!admission) return { status, headers, text };
    await admission.calls?.settled();
    return { status, headers: [...headers, ...limitFields(admission)], text };
  };
};

/** What a client sends that names no operation, or has no variables. */
const BLANK = /(?<=[?&])(?:operationName|variables|extensions)=(?:&|$)/g;

/** The same in a body: the specification knows `null`, and a name cannot be empty. */
function withoutBlank(body: unknown): unknown {
  const isBlank = typeof body === 'object' && body !== null && 'operationName' in body;
  return isBlank && body.operationName === '' ? { ...body, operationName: null } : body;
}
