import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { newPostgresUrl } from '../registry/databases.ts';
import { startDistance } from '../registry/distant.ts';
import { PACE, paced } from '../pace.ts';
import { type Instance, startInstance } from './instance.ts';

/** As a double-clicking client, or a queue that delivers again, sends them; as many as this machine can serve in time. */
const AT_ONCE = Math.ceil(30 / PACE);
const STRANGERS = 8;
/** From Facet to PostgreSQL, as in another building: whoever waits with a connection holds it for long. */
const DISTANCE_MS = 2;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(async () => sandbox.close());

const CREATE = `mutation ($authId: ID!) {
  createUser(input: { backends: [HAPTIK], displayName: "Asha Rao", haptik: { authId: $authId } }) {
    user { id } outcomes { backend status } errors { code } } }`;

/** How often HAPTIK was asked to create somebody. */
const posts = (authId: string): number =>
  sandbox
    .backend('HAPTIK')
    .requests()
    .filter(({ body }) => JSON.stringify(body).includes(`"${authId}"`)).length;

interface Created {
  readonly user: { readonly id: string } | null;
  readonly outcomes: readonly { readonly backend: string; readonly status: string }[];
}

async function create(instance: Instance | undefined, authId: string) {
  const { data, errors = [] } = (await instance?.query(CREATE, { authId })) ?? { data: null };
  const created = data?.['createUser'] as Created | undefined;
  const status = created?.outcomes.find(({ backend }) => backend === 'HAPTIK')?.status;
  const codes = errors.map(({ extensions }) => extensions.code);
  return { status, user: created?.user?.id, errors: codes };
}

const statuses = (made: readonly Awaited<ReturnType<typeof create>>[]) =>
  Object.fromEntries(
    Map.groupBy(made, ({ status }) => status ?? 'none')
      .entries()
      .map(([status, of]) => [status, of.length]),
  );

/** A database far away where it can be; `setMs` says how far. */
async function databaseOf(kind: 'SQLite' | 'PostgreSQL') {
  if (kind === 'PostgreSQL') {
    const direct = await newPostgresUrl();
    const distance = await startDistance(direct);
    return { ...distance, url: distance.urlOf(direct) };
  }
  const folder = mkdtempSync(join(tmpdir(), 'facet-hot-'));
  const close = async () => rmSync(folder, { recursive: true });
  return { url: `sqlite:${join(folder, 'hot.db')}`, setMs: () => undefined, close };
}

it.each([
  ['PostgreSQL', 1],
  ['PostgreSQL', 3],
  ['SQLite', 3],
] as const)(
  `answers ${AT_ONCE} creations of one person at once in time on %s over %i processes, sends one, and fails nobody else`,
  async (kind, processes) => {
    const database = await databaseOf(kind);
    const environment = {
      ...sandbox.environment,
      DATABASE_URL: database.url,
      OPERATION_TIMEOUT_MS: paced(10_000),
      BACKEND_TIMEOUT_MS: paced(3000),
    };
    const person = `hot${kind}${processes}`;
    const instances = await Promise.all(
      Array.from({ length: processes }, async () => startInstance(environment, tmpdir())),
    );
    database.setMs(DISTANCE_MS);
    const at = (n: number) => instances[n % processes];
    const hot = Array.from({ length: AT_ONCE }, async (_, n) => create(at(n), person));
    const others = Array.from({ length: STRANGERS }, async (_, n) =>
      create(at(n), `stranger${kind}${processes}x${n}`),
    );
    const strangers = await Promise.all(others);
    const same = await Promise.all(hot);
    database.setMs(0);
    await Promise.all(instances.map(async (instance) => instance.end()));
    await database.close();
    const everybody = [...strangers, ...same];
    expect(everybody.flatMap(({ errors }) => errors)).toEqual([]);
    expect(statuses(strangers)).toEqual({ CREATED: STRANGERS });
    expect(statuses(same)).toEqual({ CREATED: 1, EXISTED: AT_ONCE - 1 });
    expect(new Set(same.map(({ user }) => user)).size).toBe(1);
    expect(posts(person)).toBe(1);
  },
  120_000 * PACE,
);
