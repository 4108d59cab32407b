import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { faults, startSandbox } from '../../sandbox/index.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { runFacet, spawnFacet, urlOf } from '../cli.ts';
import { post } from '../server/stand-in.ts';

/** In what callers and vendors send; no line may have it. */
const CANARY = 'canary5e1f';

let folder: string;
let sandbox: Sandbox;
let server: ChildProcess;
let url: string;
let written = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-log-'));
  sandbox = await startSandbox();
  server = await spawnFacet([], {
    ...sandbox.environment,
    SANDBOX: '0',
    HAPTIK_HOOK_SECRET: `${CANARY}-secret`,
    READ_RETRIES: '0',
    CACHE_TTL_MS: '0',
    DATABASE_URL: `sqlite:${join(folder, 'facet.db')}`,
  });
  server.stderr?.on('data', (chunk: Buffer) => (written += chunk.toString()));
  url = await urlOf(server);
});

afterAll(async () => {
  const ended = once(server, 'exit');
  server.kill();
  await ended;
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const lines = (): readonly Readonly<Record<string, unknown>>[] =>
  written
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

/** The lines about `event`, once there is one. */
async function told(event: string) {
  await expect.poll(() => lines().some((line) => line['event'] === event)).toBe(true);
  return lines().filter((line) => line['event'] === event);
}

const READ = '{ user(by: { chakraId: "5e1fcafe-0000-4000-8000-00000000c0de" }) { id } }';
const CREATE = `mutation ($input: CreateUserInput!) {
  createUser(input: $input) { outcomes { status } errors { code } }
}`;
const person = (authId: string) => ({
  input: { backends: ['HAPTIK'], displayName: CANARY, haptik: { authId, authCode: CANARY } },
});

it('tells of refused credentials each time, and of a breaker that opens and closes', async () => {
  const chakra = sandbox.backend('CHAKRA');
  chakra.fault('*', faults.status(401, {}, { message: CANARY }));
  await post(url, { query: READ });
  await post(url, { query: READ });
  expect(await told('backend-call')).toMatchObject([
    { level: 50, backend: 'CHAKRA', code: 'BACKEND_UNAUTHORIZED', status: 401, times: 1 },
    { level: 50, backend: 'CHAKRA', code: 'BACKEND_UNAUTHORIZED', status: 401, times: 1 },
  ]);
  chakra.clearFaults();
  await chakra.down();
  for (let call = 0; call < 10; call += 1) await post(url, { query: READ });
  expect(await told('breaker-opened')).toMatchObject([{ level: 50, backend: 'CHAKRA' }]);
  await chakra.up();
  await expect
    .poll(async () => {
      await post(url, { query: READ });
      return lines().some((line) => line['event'] === 'breaker-closed');
    })
    .toBe(true);
});

it('tells which write waits or failed, by the id of its operation', async () => {
  const haptik = sandbox.backend('HAPTIK');
  haptik.fault('*', faults.status(500, {}, { error_message: CANARY }));
  await post(url, { query: CREATE, variables: person(`${CANARY}a`) });
  haptik.clearFaults();
  haptik.fault('*', faults.status(400, {}, { error_message: CANARY }));
  await post(url, { query: CREATE, variables: person(`${CANARY}b`) });
  haptik.clearFaults();
  await expect
    .poll(() => lines().filter((line) => String(line['event']).startsWith('write-')))
    .toEqual(
      expect.arrayContaining([
        expect.objectContaining({ status: 'FAILED', code: 'BACKEND_REJECTED' }),
        expect.objectContaining({ operation: expect.stringMatching(/^\w+$/), backend: 'HAPTIK' }),
      ]),
    );
});

it('lists such writes on the command line, and shows one of them without values', async () => {
  const environment = {
    ...sandbox.environment,
    SANDBOX: '0',
    DATABASE_URL: `sqlite:${join(folder, 'facet.db')}`,
  };
  const listed = await runFacet(['operations'], environment);
  expect(listed).toMatchObject({ code: 0, stderr: '' });
  const [, id = ''] =
    /^(oper_\w+) .* createUser {2}HAPTIK create UNKNOWN\n$/.exec(listed.stdout) ?? [];
  const shown = await runFacet(['operations', '--id', id], environment);
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toMatch(/^oper_\w+ {2}createUser {2}(WAITING|RUNNING|DONE)\n/);
  expect(shown.stdout).toContain('BACKEND_UNAVAILABLE');
  expect(shown.stdout).not.toContain(CANARY);
  expect((await runFacet(['operations', '--id', 'oper_none'], environment)).code).toBe(1);
});

it('tells of a mutation that was refused and of a call of a webhook that nobody signed', async () => {
  const input = `{ user: { authId: "${CANARY}z" }, set: { displayName: "${CANARY}" } }`;
  await post(url, { query: `mutation { updateUser(input: ${input}) { errors { code } } }` });
  const call = { method: 'POST', body: JSON.stringify({ user_id: CANARY }) };
  expect((await fetch(`${url}/hooks/haptik/create-user`, call)).status).toBe(401);
  expect(await told('mutation-refused')).toMatchObject([{ level: 30, mutation: 'updateUser' }]);
  expect(await told('webhook-refused')).toMatchObject([{ level: 40, status: 401 }]);
});

it('tells nothing that a caller or a vendor sent', () => {
  expect(written).not.toBe('');
  expect(written).not.toContain(CANARY);
});

it('has levels', async () => {
  expect((await runFacet([], { LOG_LEVEL: 'loud' })).stderr).toBe(
    'Facet cannot start. LOG_LEVEL must be one of silent, error, warn, info.\n',
  );
});
