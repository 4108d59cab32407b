import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { faults, startSandbox } from '../../sandbox/index.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { openSqlite } from '../../src/registry/sqlite/open.ts';
import { QUICK, ask, finished, mutate, operationOf, person, statuses } from './operations.ts';
import { COMPILE_CACHE, program } from '../programs.ts';
import { PACE, paced } from '../pace.ts';

let sandbox: Sandbox;
let folder: string;
let file: string;
const children = new Set<Running>();

interface Running {
  readonly url: string;
  readonly child: ChildProcessWithoutNullStreams;
  readonly output: string[];
}

beforeEach(async () => {
  sandbox = await startSandbox();
  folder = mkdtempSync(join(tmpdir(), 'facet-durable-'));
  file = join(folder, 'facet.db');
});

afterEach(async () => {
  await Promise.all([...children].map(kill));
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The whole program in a process of its own. */
async function start(environment: Readonly<Record<string, string>> = {}): Promise<Running> {
  const child = spawn(process.execPath, [await program('src/main.ts')], {
    cwd: folder,
    env: {
      ...COMPILE_CACHE,
      ...sandbox.environment,
      ...QUICK,
      SANDBOX: '0',
      PORT: '0',
      DATABASE_URL: `sqlite:${file}`,
      ...environment,
    },
  });
  const output: string[] = [];
  child.stderr.on('data', (data: Buffer) => output.push(String(data)));
  for await (const line of createInterface(child.stdout)) {
    output.push(line);
    const url = /GraphQL\s+(\S+)\/graphql/.exec(line)?.[1];
    if (url === undefined) continue;
    const running = { url, child, output };
    child.stdout.on('data', (data: Buffer) => output.push(String(data)));
    children.add(running);
    return running;
  }
  throw new Error(`Facet did not start: ${output.join('')}`);
}

async function kill(running: Running): Promise<void> {
  children.delete(running);
  if (running.child.exitCode !== null) return;
  const gone = new Promise((resolve) => running.child.once('exit', resolve));
  running.child.kill('SIGKILL');
  await gone;
}

/** What `fetch` says when the other side dies. */
const BROKEN_OFF = /fetch failed|terminated|other side closed/;

const key = (): string => crypto.randomUUID();

/** Waits until a backend has been sent something. */
async function called(backend: Parameters<Sandbox['backend']>[0], times = 1): Promise<void> {
  while (sandbox.backend(backend).calls() < times) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('several processes on one database', () => {
  it('create once when 48 calls with one key come to four of them at once', async () => {
    // A busy machine must not take a backend for silent.
    const patient = { BACKEND_TIMEOUT_MS: paced(10_000), OPERATION_TIMEOUT_MS: paced(25_000) };
    const processes = await Promise.all(Array.from({ length: 4 }, async () => start(patient)));
    const input = { ...person(), idempotencyKey: key() };
    const answers = await Promise.all(
      processes.flatMap(({ url }) =>
        Array.from({ length: 12 }, async () => mutate(url, 'createUser', input)),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(sandbox.calls()).toEqual({
      HAPTIK_TRACT: { createUser: 1 },
      HAPTIK: { createUser: 1 },
      VOLT_MX: { createUser: 1 },
      EMERITUS: { createUser: 1, updateEmail: 1 },
    });
    const registry = await openSqlite(file);
    expect(await registry.count(null)).toBe(1);
    await registry.close();
  });

  it('take over what another one left behind, also without a key', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    sandbox.backend('EMERITUS').fault('createUser', faults.hang(), 1);
    const lost = mutate(first.url, 'createUser', { ...person(), backends: ['EMERITUS'] });
    const outcome = expect(lost).rejects.toThrow(BROKEN_OFF);
    await called('EMERITUS');
    await kill(first);
    await outcome;
    await called('EMERITUS', 2);
    const registry = await openSqlite(file);
    while ((await registry.count(null)) === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await registry.count(null)).toBe(1);
    await registry.close();
    expect(second.output.join('')).not.toContain('failed');
  });
});

describe('after a crash', () => {
  it('what the hook was sent is UNKNOWN, says what to check, and is never sent again', async () => {
    const first = await start();
    sandbox.backend('HAPTIK_TRACT').fault('createUser', faults.hang(), 1);
    const input = { ...person(), backends: ['HAPTIK_TRACT'], idempotencyKey: key() };
    const lost = expect(mutate(first.url, 'createUser', input)).rejects.toThrow(BROKEN_OFF);
    await called('HAPTIK_TRACT');
    await kill(first);
    await lost;
    const second = await start();
    const answer = await mutate(second.url, 'createUser', input);
    expect(answer.outcomes[0]).toMatchObject({ status: 'UNKNOWN', attempts: 1 });
    expect(answer.outcomes[0]?.error?.message).toContain('look for this person at HAPTIK_TRACT');
    expect(await mutate(second.url, 'createUser', input)).toEqual(answer);
    expect(sandbox.backend('HAPTIK_TRACT').calls('createUser')).toBe(1);
  });

  it('an owner change goes on where it stopped', async () => {
    const first = await start();
    const { user } = await mutate(first.url, 'createUser', { ...person(), backends: ['EMERITUS'] });
    sandbox.resetLogs();
    sandbox.backend('EMERITUS').fault('updateOwner', {}, 1);
    sandbox.backend('EMERITUS').fault('updateOwner', faults.hang(), 1);
    const input = { user: { id: user?.id }, add: ['a', 'b', 'c'], idempotencyKey: key() };
    const lost = expect(mutate(first.url, 'updateOwners', input)).rejects.toThrow(BROKEN_OFF);
    await called('EMERITUS', 2);
    await kill(first);
    await lost;
    const second = await start();
    await called('EMERITUS', 4);
    const answer = await mutate(second.url, 'updateOwners', input);
    expect(statuses(answer)).toEqual(['a UPDATED', 'b UPDATED', 'c UPDATED']);
    expect(answer.owners).toEqual(['a', 'b', 'c']);
    expect(sandbox.backend('EMERITUS').calls('updateOwner')).toBe(4);
  });
});

describe('a secret', () => {
  const CANARY = 'canary-9d41c7-token';

  const everythingWritten = (): string =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('\n');

  it('that a crash took along is waited for, and kept nowhere', async () => {
    const first = await start();
    sandbox.backend('HAPTIK').fault('createUser', faults.hang(), 1);
    const { haptik, ...rest } = person();
    const input = {
      ...rest,
      backends: ['HAPTIK'],
      haptik: { ...haptik, authCode: CANARY },
      idempotencyKey: key(),
    };
    const lost = expect(mutate(first.url, 'createUser', input)).rejects.toThrow(BROKEN_OFF);
    await called('HAPTIK');
    expect(everythingWritten()).toContain(rest.email);
    expect(everythingWritten()).not.toContain(CANARY);
    await kill(first);
    await lost;

    const second = await start();
    const database = new DatabaseSync(file, { readOnly: true });
    const waits = database.prepare('select id, state, waits from operations');
    while (Number(waits.get()?.['waits'] ?? 0) < 3) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const operation = await operationOf(second.url, String(waits.get()?.['id']));
    database.close();
    expect(operation?.outcomes[1]).toMatchObject({ status: 'PENDING', attempts: 1 });
    expect(operation?.outcomes[1]?.error?.message).toContain('waits for the caller');
    expect(sandbox.backend('HAPTIK').calls()).toBe(1);

    const answer = await mutate(second.url, 'createUser', input);
    expect(answer.outcomes[1]).toMatchObject({ status: 'CREATED', attempts: 2 });
    const bodies = sandbox.backend('HAPTIK').requests();
    expect(bodies.map(({ body }) => Object(body).auth_code)).toEqual([CANARY, CANARY]);
    const other = { ...input, haptik: { ...haptik, authCode: 'another' } };
    expect((await mutate(second.url, 'createUser', other)).errors).toMatchObject([
      { code: 'IDEMPOTENCY_KEY_REUSED' },
    ]);
    for (const text of [everythingWritten(), first.output.join(''), second.output.join('')]) {
      expect(text).not.toContain(CANARY);
    }
  });

  it('without a key leaves its creation UNKNOWN: nobody can bring it again', async () => {
    const first = await start();
    sandbox.backend('HAPTIK').fault('createUser', faults.hang(), 1);
    const input = { backends: ['HAPTIK'], haptik: { authId: 'a1', authCode: CANARY } };
    const lost = expect(mutate(first.url, 'createUser', input)).rejects.toThrow(BROKEN_OFF);
    await called('HAPTIK');
    await kill(first);
    await lost;
    const second = await start();
    const database = new DatabaseSync(file, { readOnly: true });
    const id = String(database.prepare('select id from operations').get()?.['id']);
    database.close();
    const operation = await finished(second.url, id);
    expect(operation.outcomes[1]).toMatchObject({ status: 'UNKNOWN', attempts: 1 });
  });
});

describe('a late duplicate', () => {
  it('is one line of one log, and names nobody but by ids', async () => {
    const [one, other] = [person(), person()];
    const processes = await Promise.all([start(), start()]);
    const [{ url }] = processes;
    const mine = await mutate(url, 'createUser', { ...one, backends: ['HAPTIK', 'EMERITUS'] });
    await mutate(url, 'createUser', { phone: other.phone, backends: ['EMERITUS'] });
    for (let time = 0; time < 2; time += 1) {
      const again = { haptik: one.haptik, phone: other.phone, backends: ['HAPTIK', 'EMERITUS'] };
      await mutate(url, 'createUser', again);
    }
    const logs = () => processes.flatMap(({ output }) => output).join('\n');
    while (!logs().includes('conflict')) await new Promise((resolve) => setTimeout(resolve, 20));
    // Long enough for the other one to have looked as well.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(logs().match(/conflict at EMERITUS/g)).toHaveLength(1);
    expect(logs()).toContain(`the creation of ${mine.user?.id} was answered with`);
    expect(logs()).not.toMatch(/nova\.|9198130/i);
  });
});

describe('without its database', () => {
  it('a mutation fails before any call, and says that nothing was done', async () => {
    const facet = await start();
    const { user } = await mutate(facet.url, 'createUser', person());
    sandbox.resetLogs();
    // Facet may just be writing.
    const database = new DatabaseSync(file, { timeout: 2000 * PACE });
    database.exec('drop table operation_steps; drop table operations');
    database.close();
    const writes = [
      ['createUser', 'CreateUserInput', person()],
      ['createUser', 'CreateUserInput', { ...person(), idempotencyKey: key() }],
      ['updatePool', 'UpdatePoolInput', { user: { id: user?.id }, pool: 'a' }],
      ['updateOwners', 'UpdateOwnersInput', { user: { id: user?.id }, add: ['a'] }],
    ] as const;
    for (const [name, type, input] of writes) {
      const query = `mutation ($input: ${type}!) { ${name}(input: $input) { user { id } } }`;
      const { data, errors } = await ask(facet.url, query, { input });
      expect(data?.[name] ?? null).toBeNull();
      expect(errors).toMatchObject([
        {
          message: expect.stringContaining('nothing was done'),
          extensions: { code: 'REGISTRY_UNAVAILABLE' },
        },
      ]);
    }
    expect(sandbox.calls()).toEqual({});
  });
});
