import type { BaseContext, GraphQLRequestContextWillSendResponse } from '@apollo/server';

const GRAPHQL_RESPONSE = 'application/graphql-response+json';
const JSON_RANGES = new Set(['application/json', 'application/*', '*/*']);

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
  // Apollo sets `source` once the request has proved to be well-formed.
  if (response.http.status !== 400 || source === undefined) return;
  if (!prefersJson(request.http?.headers.get('accept'))) return;
  response.http.status = 200;
  // Apollo would negotiate after this hook, perhaps differently; the status and the type must agree.
  response.http.headers.set('content-type', 'application/json; charset=utf-8');
}

/** By quality, then by order; without an `Accept` it is JSON. */
function prefersJson(accept = '*/*'): boolean {
  const preferred = accept
    .split(',')
    .map(readRange)
    .filter(({ type }) => type === GRAPHQL_RESPONSE || JSON_RANGES.has(type))
    .toSorted((a, b) => b.quality - a.quality)[0];
  return preferred !== undefined && preferred.type !== GRAPHQL_RESPONSE;
}

function readRange(range: string): { readonly type: string; readonly quality: number } {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
}
