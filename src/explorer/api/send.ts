import { authorization } from './credentials.ts';
import { type JsonObject, isObject, parseJson } from './json.ts';
import { notGraphql, unanswered } from './problem.ts';

export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null | undefined;
}

/** One request with what came of it. */
export interface Exchange {
  /** `null` when nothing came. */
  readonly status: number | null;
  /** Of the body, uncompressed. */
  readonly bytes: number;
  /** From the click to the last byte. */
  readonly durationMs: number;
  /** `null` when what came is no response of GraphQL; `problem` says then what is wrong. */
  readonly response: JsonObject | null;
  readonly problem: string | null;
}

/** Where Facet answers, below the folder of this page, so that it may stand behind a proxy's prefix. */
export const endpoint = (): string => new URL('graphql', document.baseURI).href;

const HEADERS = {
  accept: 'application/graphql-response+json, application/json;q=0.9',
  'content-type': 'application/json',
};

/** Sends a request to the server that served this page, and nowhere else. Never rejects. */
export async function send(
  request: GraphqlRequest,
  headers: Readonly<Record<string, string>> = {},
): Promise<Exchange> {
  const begun = performance.now();
  const done = (of: Pick<Exchange, 'status' | 'bytes' | 'response' | 'problem'>): Exchange => ({
    ...of,
    durationMs: performance.now() - begun,
  });
  try {
    const answer = await fetch(endpoint(), {
      method: 'POST',
      headers: { ...HEADERS, ...authorization(), ...headers },
      body: JSON.stringify(request),
    });
    const body = await answer.text();
    const parsed = parseJson(body);
    const response = isObject(parsed) && ('data' in parsed || 'errors' in parsed) ? parsed : null;
    const problem = response ? null : notGraphql(answer, body);
    const bytes = new TextEncoder().encode(body).length;
    return done({ status: answer.status, bytes, response, problem });
  } catch (error) {
    return done({ status: null, bytes: 0, response: null, problem: unanswered(error) });
  }
}
