import type { Sandbox } from '../../sandbox/index.ts';

export interface Answered {
  readonly status: number;
  readonly body: unknown;
  readonly text: string;
}

type Headers = Readonly<Record<string, string>>;

/** What Facet would send, with headers to be replaced (or left out: `''`). */
export function callersOf({ environment, backend }: Sandbox) {
  const basic = Buffer.from(
    `${environment['VOLT_MX_USERNAME']}:${environment['VOLT_MX_PASSWORD']}`,
  ).toString('base64');
  const headers = {
    tract: {
      authorization: `Bearer ${environment['HAPTIK_TRACT_TOKEN']}`,
      'content-type': 'application/json',
    },
    haptik: {
      authorization: `Bearer ${environment['HAPTIK_TOKEN']}`,
      'client-id': `${environment['HAPTIK_CLIENT_ID']}`,
      'content-type': 'application/json',
    },
    chakra: { authorization: `Bearer ${environment['CHAKRA_TOKEN']}` },
    volt: {
      authorization: `Basic ${basic}`,
      'content-type': 'application/json;charset=UTF-8',
    },
    emeritus: {
      authorization: `Bearer ${environment['EMERITUS_TOKEN']}`,
      'x-app-id': `${environment['EMERITUS_APP_ID']}`,
      'content-type': 'application/json; charset=utf-8',
    },
  };
  return {
    tract: (path: string, body: unknown, other: Headers = {}) =>
      call('POST', backend('HAPTIK_TRACT').url + path, { ...headers.tract, ...other }, body),
    hook: (body: unknown) =>
      call(
        'POST',
        `${environment['HAPTIK_TRACT_CREATE_USER_HOOK']}`,
        { 'content-type': 'application/json' },
        body,
      ),
    haptik: (method: 'POST' | 'PUT', body: unknown, other: Headers = {}) =>
      call(method, `${backend('HAPTIK').url}/v1.0/user/`, { ...headers.haptik, ...other }, body),
    chakra: (id: string, other: Headers = {}) =>
      call('GET', `${backend('CHAKRA').url}/v1/ext/user/${id}`, { ...headers.chakra, ...other }),
    volt: (body: unknown, other: Headers = {}) =>
      call(
        'POST',
        `${backend('VOLT_MX').url}/api/v1/audience`,
        { ...headers.volt, ...other },
        body,
      ),
    emeritusGet: (path: string, query: Record<string, string>, other: Headers = {}) =>
      call(
        'GET',
        `${backend('EMERITUS').url}/api/v5/entity/${path}?${new URLSearchParams(query)}`,
        { ...headers.emeritus, ...other },
      ),
    emeritusPost: (path: string, body: unknown, other: Headers = {}) =>
      call(
        'POST',
        `${backend('EMERITUS').url}/api/v5/entity/${path}`,
        { ...headers.emeritus, ...other },
        body,
      ),
  };
}

async function call(
  method: string,
  url: string,
  headers: Headers,
  body?: unknown,
): Promise<Answered> {
  const response = await fetch(url, {
    method,
    headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== '')),
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: parsed(text), text };
}

/** Broken JSON is `undefined`. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
