import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer, BaseContext } from '@apollo/server';
import type { Admission, CallAllowance, Caller, RateLimits, TrustedDocuments } from '#access';
import { tracing } from '#telemetry';
import type { RequestRecord } from '#telemetry';
import { askApollo } from './ask-apollo.ts';
import type { TextOf } from './ask-apollo.ts';
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
  readonly textOf?: TextOf | undefined;
  readonly trustedDocuments: TrustedDocuments | null;
  readonly limits: RateLimits;
}

/** Has Apollo answer. Throws or rejects with what `refusalFor` knows. */
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
  textOf,
  trustedDocuments,
  limits,
}: RespondDeps<Context>): Respond => {
  const ask = askApollo(apollo, hashes, textOf);
  const admitted: Admitted = ({ request, response, caller, record, search, body }, allowance) =>
    ask({
      request,
      record,
      ...withTrustedDocument(trustedDocuments, {
        search: search && search.replaceAll(BLANK, ''),
        body: withoutBlank(body),
      }),
      createContext: () =>
        createContext(requestOptions(request.headers, response, { caller, record, allowance })),
    });
  return (asked) => {
    asked.record.caller = asked.caller.name;
    const counting = limits.admit(asked.caller);
    return counting ? limited(asked, counting, admitted) : admitted(asked, null);
  };
};

/** Answers a request of a caller who may make it, and so many calls to backends. */
type Admitted = (
  asked: GraphqlRequest,
  allowance: CallAllowance | null,
) => Promise<GraphqlResponse>;

/** For a caller with limits: the answer says what is left of them. */
async function limited(
  asked: GraphqlRequest,
  counting: Promise<Admission>,
  admitted: Admitted,
): Promise<GraphqlResponse> {
  const admission = await counting;
  if (admission.exceeded) throw new RefusedRequest(tooMany(admission, admission.exceeded));
  const { status, headers, text } = await admitted(asked, admission.calls);
  await admission.calls?.settled();
  return { status, headers: [...headers, ...limitFields(admission)], text };
}

/** What a client sends that names no operation, or has no variables. */
const BLANK = /(?<=[?&])(?:operationName|variables|extensions)=(?:&|$)/g;

/** The same in a body: the specification knows `null`, and a name cannot be empty. */
function withoutBlank(body: unknown): unknown {
  const isBlank = typeof body === 'object' && body !== null && 'operationName' in body;
  return isBlank && body.operationName === '' ? { ...body, operationName: null } : body;
}
