import type { BaseContext, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import { GRAPHQL_TYPE, JSON_TYPE } from './accept.ts';

/**
 * Answers as the GraphQL-over-HTTP specification wants it. A well-formed request whose document does not parse, does
 * not validate or has unfit variables is a 400 as `application/graphql-response+json` and a 200 as `application/json`,
 * the older media type, under which clients take another status for a failure of the transport. Apollo says 400 in both.
 */
export function answerOverHttp<Context extends BaseContext>({
  request,
  response,
  source,
}: GraphQLRequestContextWillSendResponse<Context>): void {
  // `graphql.ts` has chosen one and put it there.
  const type = request.http?.headers.get('accept') === GRAPHQL_TYPE ? GRAPHQL_TYPE : JSON_TYPE;
  // Apollo would negotiate after this hook, perhaps differently; the status and the type must agree.
  response.http.headers.set('content-type', type);
  // Apollo sets `source` once the request has proved to be well-formed.
  if (response.http.status === 400 && source !== undefined && type === JSON_TYPE) {
    response.http.status = 200;
  }
}
