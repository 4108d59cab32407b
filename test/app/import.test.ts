import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRegistry } from '#registry';
import type { BoundRegistry } from '#registry';
import { runFacet, spawnFacet } from '../cli.ts';
import { databases } from '../registry/databases.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-import-'));
  file = join(folder, 'links.csv');
});
afterEach(() => rmSync(folder, { recursive: true }));

const BACKENDS = {
  CHAKRA_URL: 'https://chakra.example.com',
  CHAKRA_TOKEN: 't',
  EMERITUS_URL: 'https://emeritus.example.com',
  EMERITUS_TOKEN: 't',
  EMERITUS_APP_ID: 'app',
  EMERITUS_CORP_ID: 'corp-1',
  EMERITUS_CORP_IDS: 'corp-2',
};

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const CAUSE = { kind: 'LINK', actor: 'test', evidence: 'test' } as const;

describe.each(databases())('an import with $name', ({ newRegistryUrl }) => {
  let url: string;
  beforeEach(async () => {
    url = await newRegistryUrl();
  });

  const run = async (text: string, ...options: readonly string[]) => {
    writeFileSync(file, text);
    return runFacet(['import', file, ...options], { ...BACKENDS, DATABASE_URL: url });
  };
  const report = (): readonly string[] =>
    readFileSync(`${file}.report.csv`, 'utf8').trimEnd().split('\n').slice(1);

  /** The backends of the user behind a Chakra id, with their refs; `null` when there is none. */
  async function accounts(n: number): Promise<readonly string[] | null> {
    return within(async (registry) => {
      const key = { by: 'key', backend: 'CHAKRA', scope: '', ref: uuid(n) } as const;
      const [user] = await registry.find([key]);
      return user?.accounts.map(({ backend, scope, ref }) => `${backend} ${scope} ${ref}`) ?? null;
    });
  }

  async function within<T>(work: (registry: BoundRegistry) => Promise<T>): Promise<T> {
    const registry = await openRegistry(url);
    try {
      return await work(registry);
    } finally {
      await registry.close();
    }
  }

  it('links the accounts of each row, and changes nothing the second time', async () => {
    const text = [
      'chakraId,emeritus.userId,emeritus.corpId,haptikUserId,thirdPartyUserId',
      `${uuid(1)},e1,,,`,
      `${uuid(2).toUpperCase()}, e2 ,corp-2,h2,third-2`,
      ',,,,',
      `${uuid(3)},"e""3",,,`,
    ].join('\r\n');
    const told = await run(`\ufeff${text}`);
    expect(told.code).toBe(0);
    expect(told.stdout).toBe(
      'Rows: 4. New users: 3. Users with more accounts: 0. Merged users: 0. Unchanged: 0.\n',
    );
    expect(await accounts(1)).toEqual([`CHAKRA  ${uuid(1)}`, 'EMERITUS corp-1 e1']);
    expect((await accounts(2))?.toSorted()).toEqual([
      `CHAKRA  ${uuid(2)}`,
      'EMERITUS corp-2 e2',
      'HAPTIK_TRACT  h2',
    ]);
    expect(await accounts(3)).toContain('EMERITUS corp-1 e"3');
    const alias = { by: 'alias', scheme: 'thirdPartyUserId', value: 'third-2' } as const;
    const [byAlias] = await within(async (registry) =>
      registry.find([{ ...alias, backend: 'HAPTIK_TRACT' }]),
    );
    expect(byAlias?.accounts).toHaveLength(3);
    const again = await run(text);
    expect(again.stdout).toContain('New users: 0. Users with more accounts: 0.');
    expect(again.stdout).toContain('Unchanged: 3.');
    expect(existsSync(`${file}.report.csv`)).toBe(false);
  });

  it('adds to users who are known, by the registry or by rows before', async () => {
    await within(async (registry) =>
      registry.adopt([{ backend: 'CHAKRA', scope: '', ref: uuid(1) }], CAUSE),
    );
    const told = await run(
      `chakraId;emeritus.userId;authId\n${uuid(1)};e1;\n;e1;a1\n${uuid(2)};e2;\n${uuid(2)};;a2\n`,
    );
    expect(told.stdout).toContain('New users: 1. Users with more accounts: 3.');
    expect(await accounts(1)).toHaveLength(3);
    expect(await accounts(2)).toHaveLength(3);
  });

  it('reports what cannot be linked, links the rest, and quotes no identifier', async () => {
    await within(async (registry) => {
      const chakra = { backend: 'CHAKRA', scope: '', ref: uuid(1) } as const;
      const emeritus = { backend: 'EMERITUS', scope: 'corp-1', ref: 'e1' } as const;
      await registry.adopt([chakra], CAUSE);
      await registry.adopt([emeritus], CAUSE);
    });
    const text = [
      'chakraId,emeritus.userId,emeritus.corpId',
      `${uuid(1)},e1,`,
      `${uuid(1)},e-canary,`,
      `${uuid(1)},e-other,`,
      'canary,e2,',
      `${uuid(2)},e2,corp-canary`,
      `${uuid(3)},,corp-1`,
      `${uuid(4)},e4`,
      `${uuid(5)},e5,`,
    ].join('\n');
    const told = await run(text);
    expect(told.code).toBe(1);
    expect(told.stdout).toContain('New users: 1. Users with more accounts: 1.');
    expect(told.stderr).toContain('Rows that were not imported: 6.');
    expect(report().map((line) => line.split(',', 3).join())).toEqual([
      '2,TWO_USERS,',
      '4,OCCUPIED,EMERITUS',
      '5,INVALID,',
      '6,INVALID,',
      '7,INCOMPLETE,',
      '8,INVALID,',
    ]);
    expect(report()[0]).toMatch(/,user_\w+ user_\w+,"Its accounts are of several users\./);
    expect(report().join()).not.toContain('canary');
    expect(statSync(`${file}.report.csv`).mode & 0o777).toBe(0o600);
    expect(await accounts(5)).toHaveLength(2);
  });

  it('makes one user of several with --merge, unless they cannot be one', async () => {
    await within(async (registry) => {
      for (const n of [1, 2]) {
        await registry.adopt([{ backend: 'CHAKRA', scope: '', ref: uuid(n) }], CAUSE);
        await registry.adopt([{ backend: 'EMERITUS', scope: 'corp-1', ref: `e${n}` }], CAUSE);
      }
    });
    const text = [
      'chakraId,emeritus.userId,authId',
      `${uuid(1)},e1,a1`,
      `${uuid(3)},,a3`,
      `${uuid(1)},,a3`,
      `,e2,a4`,
      `${uuid(2)},,a4`,
    ].join('\n');
    const told = await run(text, '--merge');
    expect(told.stdout).toContain('New users: 1. Users with more accounts: 1. Merged users: 2.');
    expect(report()).toEqual([expect.stringMatching(/^4,OCCUPIED,/)]);
    expect(await accounts(1)).toHaveLength(3);
    expect(await accounts(2)).toHaveLength(3);
  });

  it('goes on where it was killed: nothing is lost, nothing twice, and every refusal reported', async () => {
    const rows = Array.from({ length: 12_000 }, (_, n) =>
      n % 500 === 7 ? `${uuid(n)},` : `${uuid(n)},e${n}`,
    );
    writeFileSync(file, ['chakraId,emeritus.userId', ...rows].join('\n'));
    const environment = { ...BACKENDS, DATABASE_URL: url };
    const child = await spawnFacet(['import', file], environment);
    await within(async (registry) => {
      await expect.poll(async () => registry.count(null), { interval: 2 }).toBeGreaterThan(0);
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const sofar = await within(async (registry) => registry.count(null));
    expect(sofar).toBeLessThan(12_000);
    expect(existsSync(`${file}.report.csv`)).toBe(false);
    const told = await runFacet(['import', file], environment);
    expect(told.code).toBe(1);
    expect(told.stdout).toMatch(/^It goes on behind row \d+, where it was broken off\.\n/);
    expect(told.stdout).toContain('Rows: 12000. New users: 11976.');
    expect(report()).toHaveLength(24);
    await within(async (registry) => {
      expect(await registry.count(null)).toBe(11_976);
      expect(await registry.count('CHAKRA')).toBe(11_976);
      expect(await registry.count('EMERITUS')).toBe(11_976);
      const any = { caller: null, userId: null, operationId: null, since: null, until: null };
      const range = { limit: 5, direction: 'older', beyond: null } as const;
      const entries = await registry.audit.page({ ...any, action: 'IMPORT_LINKS' }, range);
      expect(entries.map(({ detail }) => detail)).toEqual([
        'rows 12000, created 11976, linked 0, merged 0, unchanged 0, refused 24',
      ]);
    });
  }, 60_000);
});

describe('an import', () => {
  const refused = async (text: string | Buffer, environment = {}) => {
    writeFileSync(file, text);
    const database = { DATABASE_URL: `sqlite:${join(folder, 'facet.db')}` };
    return runFacet(['import', file], { ...BACKENDS, ...database, ...environment });
  };

  it.each([
    ['', 'The file is empty: it wants a first line that names its columns.'],
    ['chakraId,canary\n', 'Column 2 of the first line is none of'],
    ['chakraId,chakraId\n', 'Column 2 of the first line is there twice.'],
    ['chakraId,authId\n"canary', 'The file is not CSV at line 2'],
    [Buffer.from('chakraId,authId\nZo\xeb,canary', 'latin1'), 'The file is not in UTF-8.'],
  ])('says in one line what is wrong with a file (%#)', async (text, problem) => {
    const told = await refused(text);
    expect(told).toMatchObject({ code: 1, stdout: '' });
    expect(told.stderr.split('\n').at(-2)).toContain(`The import is not done. ${problem}`);
    expect(told.stderr).not.toContain('canary');
  });

  it('says that there is no such file, and that the sandbox takes none', async () => {
    const none = await runFacet(['import', join(folder, 'none.csv')], {
      ...BACKENDS,
      DATABASE_URL: `sqlite:${join(folder, 'facet.db')}`,
    });
    expect(none).toEqual({
      code: 1,
      stdout: '',
      stderr: 'The import is not done. The file is not there.\n',
    });
    writeFileSync(file, 'chakraId,authId\n');
    const sandbox = await runFacet(['import', file], { SANDBOX: '1' }, { cwd: folder });
    expect(sandbox.stderr).toMatch(
      /^The import is not done\. The sandbox has its own registry.+\n$/,
    );
  });

  it('is refused for a registry that belongs to other backends', async () => {
    expect((await refused(`chakraId,authId\n${uuid(1)},a1\n`)).code).toBe(0);
    const other = await refused('chakraId,authId\n', { CHAKRA_URL: 'https://other.example.com' });
    expect(other).toMatchObject({ code: 1, stdout: '' });
    expect(other.stderr).toContain('npx facet rebind');
  });
});
