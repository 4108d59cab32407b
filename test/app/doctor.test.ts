import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRegistry } from '#registry';
import { StandIn, empty, json } from '../backends/stand-in.ts';
import { runFacet } from '../cli.ts';
import { newPostgresUrl } from '../registry/databases.ts';

let chakra: StandIn;
let folder: string;
let file: string;
beforeEach(async () => {
  chakra = await StandIn.start();
  chakra.reply = json({ _data: null }, 404);
  folder = mkdtempSync(join(tmpdir(), 'facet-doctor-'));
  file = join(folder, 'facet.db');
});
afterEach(async () => {
  await chakra.stop();
  rmSync(folder, { recursive: true });
});

const SECRET = 'canary-secret';
const configured = (): Record<string, string> => ({
  CHAKRA_URL: chakra.url,
  CHAKRA_TOKEN: SECRET,
  DATABASE_URL: `sqlite:${file}`,
});

interface Check {
  readonly part: string;
  readonly subject: string;
  readonly status: string;
  readonly message: string;
  readonly advice: string | null;
}

async function examined(environment: Readonly<Record<string, string>> = {}) {
  const { code, stdout, stderr } = await runFacet(['doctor', '--json'], {
    ...configured(),
    ...environment,
  });
  expect(stderr).toBe('');
  expect(stdout).not.toContain(SECRET);
  const { ok, checks }: { ok: boolean; checks: readonly Check[] } = JSON.parse(stdout);
  expect(code).toBe(ok ? 0 : 1);
  return { ok, problems: checks.filter(({ status }) => status === 'problem'), checks };
}

const create = async (url = `sqlite:${file}`): Promise<void> => (await openRegistry(url)).close();

it('finds nothing wrong before the first start, and makes nothing', async () => {
  const { ok, checks } = await examined();
  expect(ok).toBe(true);
  expect(checks).toContainEqual(expect.objectContaining({ part: 'registry', status: 'untried' }));
  expect(checks).toContainEqual(
    expect.objectContaining({ part: 'CHAKRA', subject: 'credentials', status: 'ok' }),
  );
  expect(existsSync(file)).toBe(false);
});

it('tells everything that is wrong with the settings, each once', async () => {
  const { problems } = await examined({
    PORT: 'canary-port',
    BREAKER: 'maybe',
    CHAKRA_TOKEN: '',
    CHAKRA_TOKNE: SECRET,
    EMERITUS_URL: 'ftp://canary',
    EMERITUS_APP_ID: 'app',
    EMERITUS_TOKEN: 'token',
  });
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringContaining('Did you mean CHAKRA_TOKEN?'),
    expect.stringContaining('PORT must be'),
    expect.stringContaining('BREAKER must be'),
    expect.stringContaining('CHAKRA_TOKEN must be set'),
    expect.stringContaining('EMERITUS_URL must be'),
  ]);
  expect(JSON.stringify(problems)).not.toContain('canary');
});

it('tells a .env that cannot be read', async () => {
  writeFileSync(join(folder, '.env'), 'this is none\n');
  const told = await runFacet(['doctor'], {}, { cwd: folder });
  expect(told).toMatchObject({ code: 1, stderr: '' });
  expect(told.stdout).toContain('line 1 is not NAME=value');
});

it('ends with 1 for a backend that refuses, and says which variable to change', async () => {
  chakra.reply = empty(401);
  const told = await runFacet(['doctor'], configured());
  expect(told).toMatchObject({ code: 1, stderr: '' });
  expect(told.stdout).toMatch(/PROBLEM +credentials: .+401/);
  expect(told.stdout).toContain('Check CHAKRA_TOKEN');
  expect(told.stdout).toMatch(/\nProblems: 1\. Warnings: 0\.\n$/);
});

it('says that without a backend there is only the sandbox', async () => {
  const told = await runFacet(['doctor']);
  expect(told).toMatchObject({ code: 0, stderr: '' });
  expect(told.stdout).toContain('sandbox');
});

it('tells a registry that belongs to other backends', async () => {
  const bound = await openRegistry(`sqlite:${file}`);
  const part = { backend: 'CHAKRA', variable: 'CHAKRA_URL' } as const;
  const address = 'https://api.example.com';
  await bound.bindings.bind([{ ...part, value: address, shown: address }], 'test');
  await bound.close();
  const { problems } = await examined();
  expect(problems).toMatchObject([{ part: 'registry', subject: 'binding' }]);
  expect(problems[0]?.message).toContain(address);
  expect(problems[0]?.advice).toContain('npx facet rebind');
});

it('holds a record of somebody whom the registry knows to the document', async () => {
  const registry = await openRegistry(`sqlite:${file}`);
  const ref = '9763caa1-cef3-497f-b3b2-f551456b2831';
  const cause = { kind: 'LINK', actor: 'test', evidence: 'test' } as const;
  await registry.adopt([{ backend: 'CHAKRA', scope: '', ref }], cause);
  await registry.close();
  chakra.reply = (response, request) =>
    request.target.endsWith(ref)
      ? json({ _data: { id: ref, createdAt: 1_700_000_000 } })(response, request)
      : json({ _data: null }, 404)(response, request);
  const { ok, checks } = await examined();
  expect(ok).toBe(true);
  const shape = checks.find(({ subject }) => subject === 'shape');
  expect(shape).toMatchObject({ part: 'CHAKRA', status: 'warning' });
  expect(shape?.advice).toContain('CHAKRA_EPOCH_UNIT');
});

it('tells a registry that is gone, that is no database, and that a later version has changed', async () => {
  await create();
  rmSync(file);
  const [gone] = (await examined()).problems;
  expect(gone).toMatchObject({ part: 'registry', subject: 'database' });
  expect(gone?.message).toContain('is gone');
  expect(existsSync(file)).toBe(false);

  writeFileSync(file, 'no database, but text\n'.repeat(500));
  expect((await examined()).problems).toMatchObject([{ part: 'registry', subject: 'database' }]);
  rmSync(file);

  rmSync(`${file}.exists`);
  await create();
  change(`insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00Z')`);
  const [later] = (await examined()).problems;
  expect(later).toMatchObject({ part: 'registry', subject: 'tables' });
  expect(later?.message).toContain('9999-later');
});

it('leaves the tables of an earlier version alone, and says that a start will change them', async () => {
  await create();
  change(`delete from kysely_migration where name = '0015-reported'`);
  const before = readFileSync(file);
  const { ok, checks } = await examined();
  expect(ok).toBe(true);
  expect(checks).toContainEqual(
    expect.objectContaining({
      subject: 'tables',
      status: 'warning',
      message: expect.stringContaining('0015-reported'),
      advice: expect.stringContaining('backup'),
    }),
  );
  expect(readFileSync(file).equals(before)).toBe(true);
});

it.runIf(process.getuid?.() === 0)('tells a registry that this user may not write to', async () => {
  await create();
  chmodSync(folder, 0o755);
  chmodSync(file, 0o644);
  const { code, stdout } = await runFacet(['doctor'], configured(), { uid: 65534 });
  expect(code).toBe(1);
  expect(stdout).toMatch(/PROBLEM +database: /);
});

it('looks at PostgreSQL as at a file', async () => {
  const url = await newPostgresUrl();
  const before = await examined({ DATABASE_URL: url });
  expect(before.ok).toBe(true);
  expect(before.checks).toContainEqual(
    expect.objectContaining({ part: 'registry', status: 'untried' }),
  );
  await create(url);
  const { checks } = await examined({ DATABASE_URL: url });
  const ofRegistry = checks.filter(({ part }) => part === 'registry');
  expect(ofRegistry.map(({ subject, status }) => [subject, status])).toEqual([
    ['tables', 'ok'],
    ['write', 'ok'],
    ['binding', 'ok'],
  ]);
  const nowhere = 'postgres://user:canary-secret@127.0.0.1:1/none';
  const [refused] = (await examined({ DATABASE_URL: nowhere })).problems;
  expect(refused).toMatchObject({ part: 'registry', subject: 'database' });
  expect(refused?.message).toContain('connection refused');
});

function change(sql: string): void {
  using database = new DatabaseSync(file);
  database.exec(sql);
}
