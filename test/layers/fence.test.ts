import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What the rules read, and what they are probed in. */
const COPIED = ['src', 'sandbox', 'package.json', 'tsconfig.json', 'oxlint.config.ts'];

/** The forms in which a module can name another one. */
const FORMS: Readonly<Record<string, (from: string) => string>> = {
  'an import': (from) => `import { it } from '${from}';\nexport const own = it;`,
  'an import of a namespace': (from) => `import * as it from '${from}';\nexport const own = it;`,
  'an import for its effect': (from) => `import '${from}';`,
  'an import of types': (from) => `import type { It } from '${from}';\nexport type Own = It;`,
  'a type in an import': (from) => `import { type It } from '${from}';\nexport type Own = It;`,
  'an export': (from) => `export { it } from '${from}';`,
  'an export of types': (from) => `export type { It } from '${from}';`,
  'an export of everything': (from) => `export * from '${from}';`,
  'a dynamic import': (from) => `export const own = async () => import('${from}');`,
  'a type of an import': (from) => `export type Own = import('${from}').It;`,
};

/** Where a probe stands and what it names: a file by its path from the root, or a face. */
type Probe = readonly [folder: string, target: string];

/** Every one of them in each form. */
const FORBIDDEN: readonly Probe[] = [
  // Past a face, downwards.
  ['src/operations', 'src/backends/chakra/adapter.ts'],
  ['src/operations', 'src/backends/index.ts'],
  ['src/operations/deeper', 'src/backends/reads/loaders.ts'],
  ['src/graphql', 'src/registry/sql/sql-registry.ts'],
  ['src/graphql/resolvers', 'src/registry/sql/sql-registry.ts'],
  ['src/graphql/resolvers/deeper/still', 'src/registry/sqlite/database.ts'],
  ['src/users', 'src/backends/http/connect-http.ts'],
  ['src/users/reading', 'src/backends/http/connect-http.ts'],
  ['src/users/reading/deeper', 'src/backends/http/connect-http.ts'],
  ['src/users/writing', 'src/operations/engine.ts'],
  ['src/users/fields', 'src/errors.ts'],
  ['src/server', 'src/graphql/context.ts'],
  ['src/config', 'src/users/fields/precedence.ts'],
  ['src/cli', 'src/config/read-config.ts'],
  ['src/cli', 'sandbox/vendor-server.ts'],
  ['src/registry/sql', 'src/normalise/text.ts'],
  ['src/backends/http', 'src/normalise/text.ts'],
  ['src/backends/chakra', 'src/registry/registry.ts'],
  ['src', 'src/users/reading/read.ts'],
  ['sandbox', 'src/users/reading/read.ts'],
  ['sandbox/chakra', 'src/backends/chakra/adapter.ts'],
  ['sandbox/chakra', 'src/registry/sql/sql-registry.ts'],
  // Past a face by the face's name.
  ['src/users/reading', '#backends/http/pool.ts'],
  // Upwards, by path and by name.
  ['src/normalise', 'src/errors.ts'],
  ['src/normalise', '#errors'],
  ['src/registry', '#backends'],
  ['src/registry/sql', '#operations'],
  ['src/backends', '#registry'],
  ['src/backends/chakra', '#users'],
  ['src/backends/http', 'src/users/reading/read.ts'],
  ['src/operations', '#users'],
  ['src/operations', 'src/users/index.ts'],
  ['src/operations/deeper', 'src/users/index.ts'],
  ['src/users/identity', '#graphql'],
  ['src/users', '#config'],
  ['src/graphql/execution', '#server'],
  ['src/graphql', '#config'],
  ['src/graphql', 'src/app.ts'],
  ['src/server', '#config'],
  ['src/server', '#users'],
  ['src/config', '#server'],
  ['src/config', 'src/app.ts'],
  ['src/explorer', '#users'],
  ['src/a-new-folder', '#normalise'],
  ['sandbox', '#users'],
  // To a folder's own face, or around through another one.
  ['src/users/reading', 'src/users/index.ts'],
  ['src/users/reading', '#users'],
  // Sideways: between databases and between vendors.
  ['src/registry/sqlite', 'src/registry/postgres/pool.ts'],
  ['src/registry/postgres', 'src/registry/sqlite/file.ts'],
  ['src/registry/sql', 'src/registry/postgres/pool.ts'],
  ['src/backends/chakra', 'src/backends/haptik/wire.ts'],
  ['src/backends/http', 'src/backends/chakra/wire.ts'],
];

const PERMITTED: readonly Probe[] = [
  ['src/users/reading', '#backends'],
  ['src/users/reading', '#operations'],
  ['src/users/reading', '#schema'],
  ['src/users/reading', 'src/users/fields/age.ts'],
  ['src/users', 'src/users/fields/age.ts'],
  ['src/graphql/resolvers', '#users'],
  ['src/operations', '#registry'],
  ['src/backends/chakra', '#normalise'],
  ['src/backends/chakra', 'src/backends/http/failures.ts'],
  ['src/backends/chakra', 'src/backends/chakra/wire.ts'],
  ['src/registry/sqlite', 'src/registry/sql/tables.ts'],
  ['src/server', '#graphql'],
  ['src/config', '#users'],
  ['src/cli', '#config'],
  ['src/cli', 'src/app.ts'],
  ['sandbox/chakra', 'src/backends/chakra/wire.ts'],
  ['sandbox', '#normalise'],
];

interface Placed {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

const placed = (probes: readonly Probe[], kind: string): readonly Placed[] =>
  probes.flatMap(([folder, target], index) =>
    Object.entries(FORMS).map(([form, text], number) => ({
      name: `${form} of ${target} in ${folder}`,
      path: `${folder}/${kind}-${index}-${number}.ts`,
      text: text(target.startsWith('#') ? target : relativeTo(folder, target)),
    })),
  );

function relativeTo(folder: string, target: string): string {
  const path = posix.relative(folder, posix.normalize(target));
  return path.startsWith('.') ? path : `./${path}`;
}

/** What the linter calls a file that breaks a rule about imports. */
const RULES = new Set([
  'eslint(no-restricted-imports)',
  'import(no-cycle)',
  'typescript(consistent-type-imports)',
]);

const folder = mkdtempSync(join(tmpdir(), 'facet-fence-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), `${text}\n`);
};

/** The files among `paths` that break such a rule. */
async function caughtAmong(paths: readonly string[]): Promise<ReadonlySet<string>> {
  const bin = join(ROOT, 'node_modules/.bin/oxlint');
  const linted = promisify(execFile)(bin, ['--quiet', '--format=json', ...paths], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
  });
  // Its exit code is 1 when it finds something.
  const stdout = await linted.then(
    (done) => done.stdout,
    (error: { stdout: string }) => error.stdout,
  );
  const { diagnostics }: { diagnostics: readonly { code: string; filename: string }[] } =
    JSON.parse(stdout);
  return new Set(diagnostics.filter(({ code }) => RULES.has(code)).map(({ filename }) => filename));
}

describe('the walls between folders', () => {
  const forbidden = placed(FORBIDDEN, 'forbidden');
  const permitted = placed(PERMITTED, 'permitted').filter(
    // Everywhere: the name of a module as a type is written as an import.
    ({ text }) => !text.startsWith('export type Own = import('),
  );
  let caught: ReadonlySet<string>;

  beforeAll(async () => {
    for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    for (const { path, text } of [...forbidden, ...permitted]) put(path, text);
    caught = await caughtAmong([...forbidden, ...permitted].map(({ path }) => path));
  }, 120_000);

  it('let nothing through that is forbidden, in whatever form and from whatever depth', () => {
    expect(forbidden.filter(({ path }) => !caught.has(path)).map(({ name }) => name)).toEqual([]);
  });

  it('let through what is permitted', () => {
    expect(permitted.filter(({ path }) => caught.has(path)).map(({ name }) => name)).toEqual([]);
  });

  it('let no cycle through, within a folder either, not even of types', async () => {
    put(
      'src/users/reading/cycle-1.ts',
      "import type { B } from './cycle-2.ts';\nexport type A = B;",
    );
    put(
      'src/users/reading/cycle-2.ts',
      "import type { A } from './cycle-1.ts';\nexport type B = A;",
    );
    const paths = ['src/users/reading/cycle-1.ts', 'src/users/reading/cycle-2.ts'];
    expect(await caughtAmong(paths)).toEqual(new Set(paths));
  }, 60_000);

  it('have one door each: every folder with a face is named in package.json, and no face shows everything', () => {
    const { imports }: { imports: Readonly<Record<string, string>> } = JSON.parse(
      readFileSync(join(ROOT, 'package.json'), 'utf8'),
    );
    for (const [name, path] of Object.entries(imports)) {
      expect([
        `./src/${name.slice(1)}/index.ts`,
        `./src/${name.slice(1)}.ts`,
        './src/schema.generated.ts',
      ]).toContain(path);
      const text = readFileSync(join(ROOT, path), 'utf8');
      expect(text).not.toMatch(/^export \*/m);
      // Nobody learns from a face in which database the registry is.
      expect(text).not.toMatch(/from '\.\/(sql|sqlite|postgres|migrations)\//);
    }
  });
});
