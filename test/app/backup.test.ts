import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openRegistry } from '#registry';
import { startSandbox } from '../../sandbox/index.ts';
import { runFacet, spawnFacet, urlOf } from '../cli.ts';
import { paced } from '../pace.ts';
import { QUICK, mutate, person } from '../operations/operations.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-backup-'));
  file = join(folder, 'facet.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const within = (name: string): string => join(folder, name);
const at = (path: string): Record<string, string> => ({
  DATABASE_URL: `sqlite:${path}`,
  SANDBOX: '0',
});

const CAUSE = { kind: 'LINK', actor: 'test', evidence: 'test' } as const;

/** A registry of some people, closed again. */
async function filled(people = 3): Promise<void> {
  const registry = await openRegistry(`sqlite:${file}`);
  const accounts = Array.from({ length: people }, (_, n) => `a${n}`);
  await registry.adopt(
    accounts.map((ref) => ({ backend: 'HAPTIK', scope: '', ref })),
    CAUSE,
  );
  await registry.close();
}

async function countIn(path: string): Promise<number> {
  const registry = await openRegistry(`sqlite:${path}`);
  const count = await registry.count(null);
  await registry.close();
  return count;
}

describe('a backup', () => {
  it('that was made under load is consistent: restored, every write is finished, none is lost or done twice', async () => {
    const sandbox = await startSandbox();
    onTestFinished(async () => sandbox.close());
    // On a busy machine also the last of six callers is to be answered.
    const patient = { BACKEND_TIMEOUT_MS: paced(3000), OPERATION_TIMEOUT_MS: paced(15_000) };
    const settings = { ...sandbox.environment, ...QUICK, ...patient, SANDBOX: '0', BREAKER: '0' };
    const facet = await spawnFacet([], { ...settings, ...at(file) });
    const url = await urlOf(facet);
    const acknowledged: string[] = [];
    const load = new AbortController();
    const callers = Array.from({ length: 6 }, async () => {
      while (!load.signal.aborted) {
        const payload = await mutate(url, 'createUser', {
          ...person(),
          idempotencyKey: crypto.randomUUID(),
        });
        if (payload.user) acknowledged.push(payload.user.id);
      }
    });
    await expect.poll(() => acknowledged.length).toBeGreaterThan(20);
    const before = [...acknowledged];
    const backup = within('night.db');
    const told = await runFacet(['backup', backup], { ...settings, ...at(file) });
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect(told.stdout).toMatch(
      /^The backup is written and whole: \d+ users, \d+ open writes, \d+ bytes\.\n$/,
    );
    load.abort();
    await Promise.all(callers);
    facet.kill('SIGKILL');
    await once(facet, 'exit');

    const restored = within('restored/facet.db');
    expect((await runFacet(['restore', backup], { ...settings, ...at(restored) })).code).toBe(0);
    const second = await spawnFacet([], { ...settings, ...at(restored) });
    await urlOf(second);
    const registry = await openRegistry(`sqlite:${restored}`);
    onTestFinished(async () => registry.close());
    const open = { state: 'open', userIds: null, most: 1000 } as const;
    await expect.poll(async () => registry.operations.list(open), { timeout: 20_000 }).toEqual([]);
    second.kill();
    await once(second, 'exit');
    const users = await registry.find(before.map((id) => ({ by: 'userId', id })));
    expect(users).toHaveLength(before.length);
    expect(users.every(({ accounts }) => accounts.length === 4)).toBe(true);
    const unknown = await registry.operations.list({ ...open, state: 'unknown' });
    // The hook of the ECT is not asked twice: what was under way there is said to be unknown.
    expect(unknown.length).toBeLessThanOrEqual(6);
    const { users: all } = await registry.page({
      limit: 1000,
      direction: 'newer',
      beyond: null,
      hasAccountAt: null,
    });
    const refs = all.flatMap(({ accounts }) =>
      accounts.map(({ backend, ref }) => `${backend} ${ref}`),
    );
    expect(new Set(refs).size).toBe(refs.length);
  }, 60_000);

  it('is one file for its owner alone, and overwrites nothing', async () => {
    await filled();
    const backup = within('backup.db');
    const told = await runFacet(['backup', backup], at(file));
    expect(told.stdout).toContain('3 users, 0 open writes');
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    expect(existsSync(`${backup}-wal`)).toBe(false);
    const before = readFileSync(backup);
    const again = await runFacet(['backup', backup], at(file));
    expect(again).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'There is no backup. The file of the backup is there already, and is not overwritten.\n',
    });
    expect(readFileSync(backup).equals(before)).toBe(true);
  });

  it.each([
    ['sqlite', 'There is no registry yet'],
    ['postgres://me:canary@db.example.com:5433/facet?password=canary&sslmode=require', 'pg_dump'],
  ])('of what Facet cannot back up (%s) says so in one line', async (url, words) => {
    const database = url === 'sqlite' ? at(file) : { DATABASE_URL: url, SANDBOX: '0' };
    const told = await runFacet(['backup', within('backup.db')], database);
    expect(told).toMatchObject({ code: 1, stdout: '' });
    expect(told.stderr).toMatch(/^There is no backup\. .+\n$/);
    expect(told.stderr).toContain(words);
    expect(told.stderr).not.toContain('canary');
    expect(existsSync(file)).toBe(false);
  });

  it('says where it cannot be written', async () => {
    await filled();
    const told = await runFacet(['backup', '/proc/none/backup.db'], at(file));
    expect(told).toMatchObject({ code: 1, stdout: '' });
    expect(told.stderr).toMatch(
      /^There is no backup\. The file of the backup cannot be written \(\w+\)\.\n$/,
    );
  });
});

describe('a restoration', () => {
  it('puts a backup where the registry is gone, so that a start finds it', async () => {
    await filled();
    const backup = within('backup.db');
    await runFacet(['backup', backup], at(file));
    rmSync(file);
    const told = await runFacet(['restore', backup], at(file));
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file}.exists`)).toBe(true);
    expect(await countIn(file)).toBe(3);
  });

  it('never overwrites a registry', async () => {
    await filled();
    const backup = within('backup.db');
    await runFacet(['backup', backup], at(file));
    const told = await runFacet(['restore', backup], at(file));
    expect(told.stderr).toBe(
      'Nothing was changed. The file that DATABASE_URL names is there already, and is not overwritten.\n',
    );
  });

  it.each<[string, (backup: string) => void, string]>([
    ['that is not there', (backup) => rmSync(backup), 'There is no such backup.'],
    [
      'that is damaged',
      (backup) => {
        const bytes = readFileSync(backup);
        bytes.fill(0x5a, 4096, 4096 * 6);
        writeFileSync(backup, bytes);
      },
      'The database is damaged',
    ],
    ['that is something else', (backup) => writeFileSync(backup, 'text\n'.repeat(999)), 'damaged'],
    [
      'of a later version',
      (backup) =>
        change(
          backup,
          `insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00Z')`,
        ),
      '9999-later',
    ],
    [
      'that holds other tables',
      (backup) => {
        rmSync(backup);
        change(backup, 'create table other (id)');
      },
      'The backup holds no registry of Facet.',
    ],
  ])('of one %s changes nothing', async (_what, spoil, words) => {
    await filled();
    const backup = within('backup.db');
    await runFacet(['backup', backup], at(file));
    spoil(backup);
    const target = within('new/facet.db');
    const told = await runFacet(['restore', backup], at(target));
    expect(told).toMatchObject({ code: 1, stdout: '' });
    expect(told.stderr).toMatch(/^Nothing was changed\. .+\n$/);
    expect(told.stderr).toContain(words);
    expect(existsSync(target)).toBe(false);
    expect(existsSync(`${target}.part`)).toBe(false);
  });
});

describe('a copy of the database file alone', () => {
  const backend = { CHAKRA_URL: 'http://127.0.0.1:9', CHAKRA_TOKEN: 't' };

  /** What a start says on its error stream, until it is told to end. */
  async function startedAt(path: string, signal: NodeJS.Signals = 'SIGTERM'): Promise<string> {
    const facet = await spawnFacet([], { ...backend, ...at(path) });
    let log = '';
    facet.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    await urlOf(facet);
    facet.kill(signal);
    await once(facet, 'close');
    return log;
  }

  it('that was made while Facet ran is told by a start, by the doctor, and refused as a backup', async () => {
    const registry = await openRegistry(`sqlite:${file}`);
    await registry.adopt([{ backend: 'CHAKRA', scope: '', ref: 'a1' }], CAUSE);
    const copy = within('copy.db');
    copyFileSync(file, copy);
    await registry.close();
    const examined = await runFacet(['doctor'], { ...backend, ...at(copy) });
    expect(examined.stdout).toMatch(/PROBLEM +file: It was copied while it was in use/);
    for (const end of ['-wal', '-shm']) rmSync(`${copy}${end}`, { force: true });
    const restored = await runFacet(['restore', copy], at(within('new.db')));
    expect(restored.stderr).toContain('without the log that lay beside it (-wal)');
    for (const end of ['-wal', '-shm']) rmSync(`${copy}${end}`, { force: true });
    expect(await startedAt(copy)).toContain('"event":"partial-copy"');
  });

  it('is whole when Facet had ended, also when several processes ended at once', async () => {
    const [one, other] = await Promise.all([
      openRegistry(`sqlite:${file}`),
      openRegistry(`sqlite:${file}`),
    ]);
    await one.adopt([{ backend: 'CHAKRA', scope: '', ref: 'a1' }], CAUSE);
    await Promise.all([one.close(), other.close()]);
    const copy = within('copy.db');
    copyFileSync(file, copy);
    expect(await startedAt(copy)).not.toContain('partial-copy');
    expect(await countIn(copy)).toBe(1);
  });

  it('is none: a start behind a kill finds the log beside the file', async () => {
    await startedAt(file, 'SIGKILL');
    expect(existsSync(`${file}-wal`)).toBe(true);
    expect(await startedAt(file)).not.toContain('partial-copy');
    expect(await startedAt(file)).not.toContain('partial-copy');
  });

  it('is not suspected of a file that an earlier version left', async () => {
    await filled();
    change(file, 'pragma user_version = 0');
    change(file, 'pragma journal_mode = wal');
    expect(await startedAt(file)).not.toContain('partial-copy');
  });
});

function change(path: string, sql: string): void {
  using database = new DatabaseSync(path);
  database.exec(sql);
}
