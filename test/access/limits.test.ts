import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { startFacet } from '../../src/app.ts';
import type { Facet } from '../../src/app.ts';
import { newPostgresUrl } from '../registry/databases.ts';
import { startPostgres } from '../postgres.ts';
import { caller, callersFile, yamlOf } from './credentials.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const SCOPES = 'scopes: [users:read, users:contact, users:write]';
const limited = (name: string, limits: string) => caller(name, `{ ${SCOPES}, limits: ${limits} }`);

/** A Facet for these callers, on a registry of its own unless it is named. */
async function start(callers: string, databaseUrl?: string): Promise<Facet> {
  const folder = mkdtempSync(join(tmpdir(), 'facet-limits-'));
  const reported: unknown[] = [];
  const facet = await startFacet(
    {
      ...sandbox.environment,
      SANDBOX: '0',
      PORT: '0',
      LOG_LEVEL: 'silent',
      CACHE_TTL_MS: '0',
      CALLERS_FILE: callersFile(callers).path,
      DATABASE_URL: databaseUrl ?? `sqlite:${join(folder, 'facet.db')}`,
    },
    (error) => reported.push(error),
  );
  onTestFinished(async () => {
    await facet.close();
    rmSync(folder, { recursive: true });
    expect(reported).toEqual([]);
  });
  return facet;
}

interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data?: Readonly<Record<string, never>> | null;
    readonly errors?: readonly {
      readonly path?: readonly string[];
      readonly extensions: Readonly<Record<string, unknown>>;
    }[];
  };
}

const PLAIN = 'application/json';
/** By this a request does not take the shortest way. */
const GENERAL = 'application/json; charset=utf-8';

async function ask(
  { url }: Pick<Facet, 'url'>,
  headers: Readonly<Record<string, string>>,
  query = '{ __typename }',
  variables: object = {},
): Promise<Asked> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': PLAIN, ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const repeat = async (times: number, once: () => Promise<Asked>): Promise<readonly Asked[]> =>
  Promise.all(Array.from({ length: times }, once));

const statuses = (answers: readonly Asked[]) => ({
  answered: answers.filter(({ status }) => status === 200).length,
  refused: answers.filter(({ status }) => status === 429).length,
});

const calls = (): number =>
  Object.values(sandbox.calls())
    .flatMap((operations) => Object.values(operations))
    .reduce((sum, count) => sum + count, 0);

describe('a caller with a limit of requests', () => {
  test('gets what is left of it with every answer, and 429 past it', async () => {
    const desk = limited('desk', '{ requestsPerMinute: 3 }');
    const facet = await start(yamlOf(desk));
    for (const left of [2, 1, 0]) {
      const { status, headers } = await ask(facet, desk.headers);
      expect(status).toBe(200);
      expect(headers.get('ratelimit-policy')).toBe('"requests";q=3;w=60');
      expect(headers.get('ratelimit')).toMatch(new RegExp(`^"requests";r=${left};t=(60|5\\d)$`));
    }
    for (const type of [PLAIN, GENERAL, PLAIN]) {
      const { status, headers, body } = await ask(facet, { ...desk.headers, 'content-type': type });
      expect(status).toBe(429);
      expect(body).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
      expect(body).not.toHaveProperty('data');
      expect(headers.get('retry-after')).toMatch(/^(60|5\d)$/);
      expect(headers.get('ratelimit')).toMatch(/^"requests";r=0;t=(60|5\d)$/);
      expect(headers.get('ratelimit-policy')).toBe('"requests";q=3;w=60');
    }
  });

  test('is let in as often as it may be, however much it asks at once', async () => {
    const desk = limited('desk', '{ requestsPerMinute: 5 }');
    const facet = await start(yamlOf(desk));
    const answers = await repeat(20, () => ask(facet, desk.headers));
    expect(statuses(answers)).toEqual({ answered: 5, refused: 15 });
  });

  test('costs no other one anything', async () => {
    const desk = limited('desk', '{ requestsPerMinute: 1 }');
    const other = limited('other', '{ requestsPerMinute: 2 }');
    const free = caller('free');
    const facet = await start(yamlOf(desk, other, free));
    await repeat(3, () => ask(facet, desk.headers));
    expect(statuses(await repeat(2, () => ask(facet, other.headers))).answered).toBe(2);
    const answers = await repeat(10, () => ask(facet, free.headers));
    expect(statuses(answers)).toEqual({ answered: 10, refused: 0 });
    expect(answers[0]?.headers.get('ratelimit')).toBeNull();
  });

  test('is refused without credentials as before, which is not counted', async () => {
    const desk = limited('desk', '{ requestsPerMinute: 1 }');
    const facet = await start(yamlOf(desk));
    expect((await ask(facet, { authorization: 'Bearer nobody' })).status).toBe(401);
    expect((await ask(facet, desk.headers)).status).toBe(200);
  });
});

const PERSON = '{ user(by: { haptikUserId: "haptik-1001" }) { displayName phones { number } } }';
const TWO = `{
  one: user(by: { haptikUserId: "haptik-1001" }) { displayName }
  other: user(by: { haptikUserId: "haptik-1002" }) { displayName }
}`;
const WRITE = `mutation ($by: UserBy!, $set: UserChanges!) {
  updateUser(input: { user: $by, set: $set }) { errors { code } }
}`;
const BY = { haptikUserId: 'haptik-1001' };

describe('a caller with a limit of backend calls', () => {
  test('is never answered by more of them, and told at the fields that it misses', async () => {
    const desk = limited('desk', '{ backendCallsPerMinute: 3 }');
    const facet = await start(yamlOf(desk));
    await facet.registry.seed(
      sandbox.people.map(({ accounts }) => accounts),
      {
        kind: 'LINK',
        actor: 'facet',
        evidence: 'sandbox',
      },
    );
    const before = calls();
    const answers: Asked[] = [];
    for (let asked = 0; asked < 4; asked += 1) answers.push(await ask(facet, desk.headers, TWO));
    expect(calls() - before).toBe(3);
    const [first, ...rest] = answers;
    expect(first?.status).toBe(200);
    expect(first?.headers.get('ratelimit-policy')).toBe('"backend-calls";q=3;w=60');
    const short = answers.find(({ status, body }) => status === 200 && body.errors);
    expect(short?.body.errors?.[0]?.extensions).toEqual({
      code: 'RATE_LIMITED',
      retryAfter: expect.any(Number),
    });
    expect(rest.at(-1)).toMatchObject({ status: 429 });
    expect(rest.at(-1)?.headers.get('ratelimit')).toMatch(/^"backend-calls";r=0;t=/);
  });

  test('makes no more of them, however much it asks at once', async () => {
    const desk = limited('desk', '{ backendCallsPerMinute: 7 }');
    const facet = await start(yamlOf(desk));
    await facet.registry.seed(
      sandbox.people.map(({ accounts }) => accounts),
      {
        kind: 'LINK',
        actor: 'facet',
        evidence: 'sandbox',
      },
    );
    const before = calls();
    await repeat(20, () => ask(facet, desk.headers, TWO));
    expect(calls() - before).toBe(7);
  });

  test('sends nothing of a mutation that it cannot pay for', async () => {
    const desk = limited('desk', '{ backendCallsPerMinute: 1 }');
    const facet = await start(yamlOf(desk));
    await facet.registry.seed(
      sandbox.people.map(({ accounts }) => accounts),
      {
        kind: 'LINK',
        actor: 'facet',
        evidence: 'sandbox',
      },
    );
    const before = calls();
    const { body } = await ask(facet, desk.headers, WRITE, {
      by: BY,
      set: { email: 'latha.g@example.net' },
    });
    expect(body.data).toEqual({ updateUser: { errors: [{ code: 'RATE_LIMITED' }] } });
    expect(calls() - before).toBe(0);
  });

  test('has both limits in the headers', async () => {
    const desk = limited('desk', '{ requestsPerMinute: 9, backendCallsPerMinute: 50 }');
    const facet = await start(yamlOf(desk));
    const { headers } = await ask(facet, desk.headers);
    expect(headers.get('ratelimit-policy')).toBe('"requests";q=9;w=60, "backend-calls";q=50;w=60');
    expect(headers.get('ratelimit')).toMatch(/^"requests";r=8;t=\d+, "backend-calls";r=50;t=\d+$/);
  });
});

describe('two instances on one PostgreSQL', () => {
  test('let a caller in as often as one would', async () => {
    const desk = limited('desk', '{ requestsPerMinute: 6, backendCallsPerMinute: 1000 }');
    const url = await newPostgresUrl();
    const [one, other] = [await start(yamlOf(desk), url), await start(yamlOf(desk), url)];
    const answers = await Promise.all([
      repeat(10, () => ask(one, desk.headers)),
      repeat(10, () => ask(other, desk.headers)),
    ]);
    expect(statuses(answers.flat())).toEqual({ answered: 6, refused: 14 });
  });

  test('let it make as many calls as one would', async () => {
    const desk = limited('desk', '{ backendCallsPerMinute: 5 }');
    const url = await newPostgresUrl();
    const [one, other] = [await start(yamlOf(desk), url), await start(yamlOf(desk), url)];
    await one.registry.seed(
      sandbox.people.map(({ accounts }) => accounts),
      {
        kind: 'LINK',
        actor: 'facet',
        evidence: 'sandbox',
      },
    );
    const before = calls();
    for (let asked = 0; asked < 4; asked += 1) {
      await ask(one, desk.headers, PERSON);
      await ask(other, desk.headers, PERSON);
    }
    expect(calls() - before).toBe(5);
  });
});

test('each instance counts for itself while PostgreSQL is away', async () => {
  const postgres = await startPostgres();
  onTestFinished(() => postgres.close());
  const desk = limited('desk', '{ requestsPerMinute: 4 }');
  const facet = await start(yamlOf(desk), await postgres.createDatabase());
  expect((await ask(facet, desk.headers)).status).toBe(200);
  await postgres.stop();
  const answers = await repeat(8, () => ask(facet, desk.headers));
  expect(statuses(answers)).toEqual({ answered: 4, refused: 4 });
  await postgres.start();
});
