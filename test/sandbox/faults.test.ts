import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faults, type Sandbox, type SandboxBackend, startSandbox } from '../../sandbox/index.ts';
import { callersOf } from './callers.ts';

let sandbox: Sandbox;
let haptik: SandboxBackend;
let call: ReturnType<typeof callersOf>;

beforeAll(async () => {
  sandbox = await startSandbox();
  haptik = sandbox.backend('HAPTIK');
  call = callersOf(sandbox);
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const create = () => call.haptik('POST', { auth_id: 'n1', name: 'Asha' });
const isCreated = () => haptik.records.get('n1') !== undefined;
const whole = '{"auth_id":"n1","mobile_no":null,"email":null,"name":"Asha"}';

describe('a fault', () => {
  it('delay: processes when the time has passed', async () => {
    haptik.fault('createUser', faults.delay(60));
    const answer = create();
    await wait(5);
    expect(isCreated()).toBe(false);
    expect((await answer).text).toBe(whole);
    expect(isCreated()).toBe(true);
  });

  it('delay: processes even when the caller has gone', async () => {
    haptik.fault('createUser', faults.delay(40));
    const outgoing = request(`${haptik.url}/v1.0/user/`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${sandbox.environment['HAPTIK_TOKEN']}`,
        'client-id': `${sandbox.environment['HAPTIK_CLIENT_ID']}`,
        'content-type': 'application/json',
      },
    });
    outgoing.on('error', () => {});
    outgoing.end('{"auth_id":"n1"}');
    await until(() => haptik.calls('createUser') === 1);
    outgoing.destroy();
    await until(isCreated);
    expect(haptik.requests().at(-1)).toMatchObject({ status: null });
  });

  it('hang: never answers, and is counted', async () => {
    haptik.fault('createUser', faults.hang());
    const answer = create().then(
      () => 'answered',
      () => 'cut',
    );
    await until(() => haptik.calls('createUser') === 1);
    expect(await Promise.race([answer, wait(50, 'waiting')])).toBe('waiting');
    await haptik.down();
    expect(await answer).toBe('cut');
    expect(isCreated()).toBe(false);
    expect(haptik.requests().at(-1)).toMatchObject({ operation: 'createUser', status: null });
  });

  it('status: answers with it, its headers and its body, unprocessed', async () => {
    haptik.fault(
      'createUser',
      faults.status(429, { 'retry-after': '7' }, { error_message: 'slow' }),
    );
    const response = await fetch(`${haptik.url}/v1.0/user/`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({ error_message: 'slow' });
    expect((await create()).status).toBe(429);
    expect(isCreated()).toBe(false);
  });

  it('brokenBody: processes, and breaks off the JSON', async () => {
    haptik.fault('createUser', faults.brokenBody());
    expect(await create()).toEqual({ status: 200, body: undefined, text: whole.slice(0, 30) });
    expect(isCreated()).toBe(true);
  });

  it('html: answers with a page, unprocessed', async () => {
    haptik.fault('createUser', faults.html());
    const answer = await create();
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('<!doctype html>') });
    expect(isCreated()).toBe(false);
  });

  it('wrongId: processes, and answers about another user', async () => {
    haptik.fault('*', faults.wrongId());
    expect((await create()).body).toMatchObject({ auth_id: 'n0', name: 'Asha' });
    expect(isCreated()).toBe(true);
    for (const name of ['CHAKRA', 'EMERITUS', 'VOLT_MX'] as const) {
      sandbox.backend(name).fault('*', faults.wrongId());
    }
    expect((await call.chakra('9763caa1-cef3-497f-b3b2-f551456b2831')).body).toMatchObject({
      _data: { id: '9763caa1-cef3-497f-b3b2-f551456b2830', displayName: 'Latha Ganesh' },
    });
    const key = { corp_id: 'facet-academy', user_id: '5f9b0b1b-5b0b-4b1b-9b0b-1b5b0b4b1b9b' };
    expect((await call.emeritusGet('profile/fetch', key)).body).toMatchObject({
      data: { user_id: '5f9b0b1b-5b0b-4b1b-9b0b-1b5b0b4b1b91', name: 'L. Ganesh' },
    });
    const known = { firstName: 'L', lastName: 'G', country: 'India' };
    const email = 'latha.ganesh@example.com';
    expect((await call.volt({ ...known, email })).text).toContain('"id":"9117786204812949321"');
  });

  it('reset: cuts the connection, unprocessed', async () => {
    haptik.fault('createUser', faults.reset());
    expect(await failureOf(create())).toBe('ECONNRESET');
    expect(isCreated()).toBe(false);
  });

  it('lostAnswer: processes, then cuts the connection', async () => {
    haptik.fault('createUser', faults.lostAnswer());
    expect(await failureOf(create())).toBe('UND_ERR_SOCKET');
    expect(isCreated()).toBe(true);
    expect(haptik.requests().at(-1)).toMatchObject({ status: null });
  });

  it('oversize: processes, and blows up the answer without announcing its length', async () => {
    haptik.fault('createUser', faults.oversize(100_000));
    const answer = await create();
    expect(answer.text).toHaveLength(100_000);
    expect(answer).toMatchObject({ status: 200, body: { auth_id: 'n1' } });
  });

  it('slowDrip: processes, and answers byte by byte', async () => {
    haptik.fault('createUser', faults.slowDrip(2));
    const chunks = await chunksOf({ auth_id: 'n1', name: 'Asha' });
    expect(chunks.join('')).toBe(whole);
    expect(chunks.length).toBeGreaterThan(1);
    expect(isCreated()).toBe(true);
  });
});

describe('a plan of faults', () => {
  const statuses = async (times: number) => {
    const seen: number[] = [];
    for (let time = 0; time < times; time += 1) seen.push((await create()).status);
    return seen;
  };

  it('counts faults off in order, and then is over', async () => {
    haptik.fault('createUser', faults.status(503), 2);
    haptik.fault('createUser', faults.status(500), 1);
    expect(await statuses(4)).toEqual([503, 503, 500, 200]);
  });

  it('lets a fault without a count last until it is cleared, behind the counted ones', async () => {
    haptik.fault('createUser', faults.status(503));
    haptik.fault('createUser', faults.status(500), 1);
    expect(await statuses(3)).toEqual([500, 503, 503]);
    haptik.clearFaults();
    expect(await statuses(1)).toEqual([200]);
  });

  it('keeps to its operation, and takes it before what is planned for all', async () => {
    haptik.fault('updateUser', faults.status(500), 1);
    haptik.fault('*', faults.status(503), 1);
    expect(await statuses(2)).toEqual([503, 200]);
    expect((await call.haptik('PUT', { auth_id: 'n1', name: 'B' })).status).toBe(500);
  });

  it('refuses an operation that the backend does not have', () => {
    expect(() => haptik.fault('user', faults.hang())).toThrow(/HAPTIK has no operation user/);
  });
});

describe('a backend', () => {
  it('refuses connections while it is down, and comes back at the same address', async () => {
    await haptik.down();
    await haptik.down();
    expect(await failureOf(create())).toBe('ECONNREFUSED');
    await haptik.up();
    await haptik.up();
    expect((await create()).status).toBe(200);
  });

  it('that breaks says so to the caller and to the log', async () => {
    haptik.records.set('n1', { auth_id: 'n1', email: 1n });
    expect(await create()).toMatchObject({
      status: 500,
      body: { error_message: 'internal error' },
    });
    expect(haptik.requests().at(-1)).toMatchObject({ status: 500, failure: expect.any(TypeError) });
  });
});

/** The code of the error below `fetch failed`. */
async function failureOf(answer: Promise<unknown>): Promise<unknown> {
  try {
    await answer;
    return 'answered';
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    return typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : cause;
  }
}

async function chunksOf(body: unknown): Promise<readonly string[]> {
  const response = await fetch(`${haptik.url}/v1.0/user/`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${sandbox.environment['HAPTIK_TOKEN']}`,
      'client-id': `${sandbox.environment['HAPTIK_CLIENT_ID']}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  const decoder = new TextDecoder();
  const chunks: string[] = [];
  for await (const chunk of response.body ?? []) chunks.push(decoder.decode(chunk));
  return chunks;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(2);
}
