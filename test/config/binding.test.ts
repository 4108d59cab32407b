import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ConfigError } from '#errors';
import { openRegistry } from '#registry';
import { startFacet } from '../../src/app.ts';
import { faults, startSandbox } from '../../sandbox/index.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { runFacet, spawnFacet, urlOf } from '../cli.ts';
import { mutate, operationOf, person, statuses } from '../operations/operations.ts';
import { newPostgresUrl } from '../registry/databases.ts';
import { unset } from '../unset.ts';

let folder: string;
/** Two companies' worth of vendors. */
let ours: Sandbox;
let theirs: Sandbox;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-binding-'));
  ours = await startSandbox();
  theirs = await startSandbox();
});
afterAll(async () => {
  await Promise.all([ours, theirs].map(async (sandbox) => sandbox.close()));
  rmSync(folder, { recursive: true, force: true });
});

let databases = 0;
const newDatabase = (): string => {
  databases += 1;
  return `sqlite:${join(folder, `${databases}.db`)}`;
};

type Variables = Readonly<Record<string, string>>;

/** Serves as long as `use` takes. */
async function serving<T>(environment: Variables, use: (url: string) => Promise<T>): Promise<T> {
  const facet = await startFacet({ SANDBOX: '0', PORT: '0', ...environment }, () => undefined);
  try {
    return await use(facet.url);
  } finally {
    await facet.close();
  }
}

/** Why a start is refused, in one line. */
async function refusal(environment: Variables): Promise<string> {
  const start = startFacet({ PORT: '0', ...environment }, () => undefined);
  const error: unknown = await start.catch((thrown: unknown) => thrown);
  if (!(error instanceof ConfigError)) throw new Error('It started.', { cause: error });
  expect(error.message).not.toContain('\n');
  return error.message;
}

const nothing = async () => undefined;

describe('a registry that was filled at some backends', () => {
  it.each([
    ['SQLite', async () => newDatabase()],
    ['PostgreSQL', newPostgresUrl],
  ])('lets nothing of it go to others before that is confirmed, on %s', async (_, newUrl) => {
    const database = { DATABASE_URL: await newUrl() };
    ours.backend('HAPTIK').fault('*', faults.status(500));
    const failed = { ...person(), backends: ['VOLT_MX'], idempotencyKey: 'again' };
    const begun = await serving({ ...database, ...ours.environment }, async (url) => {
      ours.backend('VOLT_MX').fault('*', faults.status(503), 9);
      expect(statuses(await mutate(url, 'createUser', failed))).toContain('VOLT_MX FAILED');
      return mutate(url, 'createUser', { ...person(), backends: ['HAPTIK'] });
    });
    expect(statuses(begun)).toContain('HAPTIK PENDING');
    for (const backend of ['HAPTIK', 'VOLT_MX'] as const) ours.backend(backend).clearFaults();
    theirs.resetLogs();

    const others = { ...database, SANDBOX: '0', ...theirs.environment };
    const { code, stderr: line } = await runFacet([], others);
    expect(code).toBe(1);
    expect(line).toMatch(/^Facet cannot start\. The registry belongs to other backends: .+\n$/);
    const { HAPTIK_URL: was } = ours.environment;
    const { HAPTIK_URL: is } = theirs.environment;
    expect(line).toContain(`HAPTIK_URL was ${was} and is ${is}`);
    expect(line).toContain('"npx facet rebind"');

    const asked = await runFacet(['rebind'], others);
    expect(asked).toMatchObject({ code: 1, stderr: expect.stringContaining('--yes') });
    expect(asked.stdout).toContain(`HAPTIK: HAPTIK_URL was ${was} and is ${is}`);
    expect(asked.stdout).toContain('whose outcome is open at backends that change: 1.');
    await refusal(others);

    const confirmed = await runFacet(['rebind', '--yes'], others);
    expect(confirmed).toMatchObject({ code: 0, stderr: '' });
    const operation = await serving(others, async (url) => {
      // What failed is not taken up again by its key: it was meant for the former one too.
      expect(statuses(await mutate(url, 'createUser', failed))).toContain('VOLT_MX FAILED');
      return operationOf(url, begun.operation?.id);
    });
    const [, outcome] = operation?.outcomes ?? [];
    expect(outcome).toMatchObject({
      status: 'UNKNOWN',
      error: {
        code: 'NOT_CONFIGURED',
        message: expect.stringMatching(/set up for another HAPTIK .+ may have taken effect/),
      },
    });
    expect(theirs.calls()).toEqual({});
    // The way back is a change like any other.
    expect(await refusal({ ...database, SANDBOX: '0', ...ours.environment })).toContain(is);
  });

  it.each([
    ['a backend is left out', unset('CHAKRA'), 'CHAKRA_URL was http'],
    [
      'its tenant is another one',
      { HAPTIK_CLIENT_ID: 'of-another' },
      'HAPTIK_CLIENT_ID is another',
    ],
    [
      'the corporation is another one',
      { EMERITUS_CORP_ID: 'other' },
      'EMERITUS_CORP_ID is another',
    ],
  ])('does not start when %s', async (_, change, line) => {
    const environment = { DATABASE_URL: newDatabase(), SANDBOX: '0', ...ours.environment };
    await serving(environment, nothing);
    const said = await refusal({ ...environment, ...change });
    expect(said).toContain(line);
    expect(said).not.toContain('of-another');
    await serving(environment, nothing);
  });

  it('takes another spelling of its addresses, other credentials, and a further backend', async () => {
    const database = { DATABASE_URL: newDatabase() };
    const { CHAKRA_URL: url = '', CHAKRA_TOKEN: token = '' } = ours.environment;
    await serving({ ...database, CHAKRA_URL: url, CHAKRA_TOKEN: token }, nothing);
    const spelled = { CHAKRA_URL: `${url.replace('http', 'HTTP')}/./`, CHAKRA_TOKEN: 'renewed' };
    for (const other of [spelled, ours.environment]) {
      const answer = await serving({ ...database, ...other }, async (at) => fetch(`${at}/readyz`));
      expect(answer.status).toBe(200);
    }
  });

  it('keeps no credential, nor what an address of a hook may hold', async () => {
    const DATABASE_URL = newDatabase();
    const hook = 'https://hooks.example.com/t0ken-in-path?key=query-canary';
    const given = { HAPTIK_TRACT_CREATE_USER_HOOK: hook, CHAKRA_URL: 'http://127.0.0.1:1' };
    const environment = { DATABASE_URL, CHAKRA_TOKEN: 'token-canary', ...given };
    await serving(environment, nothing);
    const moved = { HAPTIK_TRACT_CREATE_USER_HOOK: 'https://hooks.example.com/another' };
    const line = await refusal({ ...environment, SANDBOX: '0', ...moved });
    expect(line).toContain(
      'HAPTIK_TRACT_CREATE_USER_HOOK is another one at https://hooks.example.com',
    );
    expect(line).not.toMatch(/t0ken|canary/);
    const { DatabaseSync } = await import('node:sqlite');
    using database = new DatabaseSync(DATABASE_URL.slice('sqlite:'.length));
    const kept = ['bindings', 'binding_changes'].map((table) =>
      database.prepare(`select * from ${table}`).all(),
    );
    expect(kept[0]).toHaveLength(2);
    expect(JSON.stringify(kept)).not.toMatch(/t0ken|canary/);
  });

  it('records who confirmed, what, and when', async () => {
    const DATABASE_URL = newDatabase();
    const one = {
      DATABASE_URL,
      SANDBOX: '0',
      CHAKRA_URL: 'https://one.example',
      CHAKRA_TOKEN: 't',
    };
    await serving(one, nothing);
    await runFacet(['rebind', '--yes'], { ...one, CHAKRA_URL: 'https://two.example/api/' });
    const { DatabaseSync } = await import('node:sqlite');
    using database = new DatabaseSync(DATABASE_URL.slice('sqlite:'.length));
    const rows = database.prepare('select * from binding_changes order by id').all();
    const change = {
      backend: 'CHAKRA',
      variable: 'CHAKRA_URL',
      at: expect.stringMatching(/^\d{4}-/),
    };
    const was = 'https://one.example';
    const is = 'https://two.example/api';
    expect(rows).toMatchObject([
      { ...change, kind: 'added', actor: 'facet', shown_before: null, shown_after: was },
      { ...change, kind: 'changed', actor: expect.any(String), shown_before: was, shown_after: is },
    ]);
    expect(rows[1]?.['actor']).not.toBe('facet');
  });

  it('ends a process that still runs with the former ones', async () => {
    const environment = { DATABASE_URL: newDatabase(), SANDBOX: '0', ...ours.environment };
    const child = await spawnFacet([], { ...environment, RECOVERY_INTERVAL_MS: '50' });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = once(child, 'exit');
    await urlOf(child);
    const others = { ...environment, ...theirs.environment };
    expect(await runFacet(['rebind', '--yes'], others)).toMatchObject({ code: 0 });
    expect(await ended).toEqual([1, null]);
  });

  it('has nothing to confirm when nothing has changed', async () => {
    const environment = { DATABASE_URL: newDatabase(), SANDBOX: '0', ...ours.environment };
    await serving(environment, nothing);
    const { code, stdout } = await runFacet(['rebind'], environment);
    expect([code, stdout]).toEqual([0, expect.stringContaining('nothing is to be confirmed')]);
  });
});

describe('the sandbox', () => {
  it.each([
    [{}, 'DATABASE_URL is set and no backend is'],
    [{ SANDBOX: '1' }, 'DATABASE_URL must not be set with SANDBOX=1'],
  ])('does not run on a database that was named: %o', async (environment, line) => {
    const DATABASE_URL = newDatabase();
    expect(await refusal({ DATABASE_URL, ...environment })).toContain(line);
    const registry = await openRegistry(DATABASE_URL);
    expect(await registry.count(null)).toBe(0);
    await registry.close();
  });

  it.each([
    ['CHAKRA_URL', 'http://127.0.0.1:1'],
    ['EMERITUS_TOKEN', 'canary'],
  ])('has no use for %s', async (name, value) => {
    expect(await refusal({ SANDBOX: '1', [name]: value })).toBe(
      `${name} has no effect in the sandbox, which has backends of its own: unset it, or SANDBOX.`,
    );
  });

  it('leaves its own database to nobody else', async () => {
    const cwd = mkdtempSync(join(folder, 'sandbox-'));
    const child = await spawnFacet([], {}, { cwd });
    await urlOf(child);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
    // Its ports are others each time; its own name may be spelled out.
    const named = { DATABASE_URL: `sqlite:${join(cwd, 'data/sandbox.db')}` };
    const again = await spawnFacet([], { ...named, SANDBOX: '1' }, { cwd });
    await urlOf(again);
    const over = once(again, 'exit');
    again.kill('SIGTERM');
    await over;
    const real = { ...named, SANDBOX: '0', ...ours.environment };
    const { stderr: line } = await runFacet([], real, { cwd });
    expect(line).toContain('SANDBOX was 1 and is not set');
  });
});
