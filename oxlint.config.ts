import { existsSync, readdirSync } from 'node:fs';
import { type OxlintOverride, defineConfig } from 'oxlint';

/**
 * Which faces each folder of `src/` may import, from the ground up. A face is what `imports` in package.json names: the
 * `index.ts` of a folder, or a file that stands alone. What is left out is forbidden, at every depth and in every form.
 */
const GROUND = ['schema', 'version', 'normalise', 'errors', 'telemetry'];
const STORES = [...GROUND, 'registry', 'backends'];
const DOMAIN = [...STORES, 'operations', 'users', 'access'];
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  normalise: ['schema'],
  telemetry: ['version'],
  registry: GROUND,
  backends: GROUND,
  operations: STORES,
  access: [...GROUND, 'registry'],
  users: [...STORES, 'operations'],
  graphql: DOMAIN,
  server: [...GROUND, 'graphql', 'access'],
  config: DOMAIN,
  explorer: [],
  // Beside `src/`; it plays the backends.
  sandbox: STORES,
};
const ALL = [...DOMAIN, 'graphql', 'server', 'config'];

const SRC = new URL('src/', import.meta.url);
/** One that has no row may import nothing. */
const FOLDERS = [
  ...new Set([
    ...readdirSync(SRC, { withFileTypes: true }).flatMap((it) => (it.isDirectory() ? it.name : [])),
    ...Object.keys(MAY_IMPORT),
  ]),
];

/** Each vendor has a folder of its own, with the document of its API. */
const VENDORS = readdirSync(new URL('backends/', SRC)).filter((name) =>
  existsSync(new URL(`backends/${name}/openapi.yaml`, SRC)),
);

interface Forbidden {
  readonly regex: string;
  readonly message: string;
}

const UPWARDS = 'Imports point one way: CONTRIBUTING.md has the order, oxlint.config.ts the table.';
const BEHIND = 'Import another folder by its face, such as #users, and nothing behind it.';

/** A face that is not among `allowed`, or something behind a face. */
const faces = (allowed: readonly string[]): readonly Forbidden[] => [
  {
    regex: `^#(?:${ALL.filter((name) => !allowed.includes(name)).join('|')})$`,
    message: UPWARDS,
  },
  { regex: '^#[^/]+/', message: BEHIND },
];

/** A path that leads through one of these folders, from whatever depth. */
const through = (folders: readonly string[], message: string): Forbidden => ({
  regex: `^\\.{1,2}/(?:.*/)?(?:${folders.join('|')})(?:/|$)`,
  message,
});

/** A path that leads to one of these files at the top of `src/`. */
const toTop = (files: readonly string[]): Forbidden => ({
  regex: `^\\.\\./(?:.*/)?(?:${files.join('|')})\\.ts$`,
  message:
    'Import it by its name, such as #errors. The composition root is for the command line alone.',
});
const TOP = ['errors', 'version', 'schema\\.generated', 'load-sandbox', 'main'];

const fence = (files: readonly string[], ...patterns: readonly Forbidden[]): OxlintOverride => ({
  files: [...files],
  rules: { 'no-restricted-imports': ['error', { patterns: [...patterns] }] },
});

/** A folder's own face, from within. */
const OWN_FACE: Forbidden = {
  regex: '^(?:\\./)?(?:\\.\\./)*index\\.ts$',
  message: 'Within a folder, import the file itself.',
};

const inside = (folder: string): readonly Forbidden[] => [
  ...faces(MAY_IMPORT[folder] ?? []),
  through(FOLDERS, BEHIND),
  toTop([...TOP, 'app']),
  OWN_FACE,
];

const OTHER_VENDOR = through(
  VENDORS,
  'A vendor is known to its own folder and to backends/index.ts.',
);
const ONE_DATABASE = 'One database knows nothing of the other, and what both share knows neither.';

export default defineConfig({
  plugins: ['typescript', 'import', 'unicorn', 'oxc', 'promise', 'vitest'],
  categories: {
    correctness: 'error',
    suspicious: 'error',
    perf: 'error',
  },
  options: {
    typeAware: true,
  },
  rules: {
    'import/no-cycle': [
      'error',
      {
        ignoreTypes: false,
      },
    ],
    'import/no-self-import': 'error',
    'no-console': 'error',
    'no-empty': 'error',
    'no-unused-vars': 'error',
    'max-lines': [
      'error',
      {
        max: 300,
      },
    ],
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/consistent-type-imports': 'error',
    'no-await-in-loop': 'off',
    'no-shadow': 'error',
    'import/no-unassigned-import': 'off',
    'unicorn/no-array-sort': 'error',
    'vitest/no-disabled-tests': 'error',
    'vitest/no-focused-tests': 'error',
    'import/no-named-as-default-member': 'off',
    'typescript/consistent-return': 'off',
    'typescript/unbound-method': 'off',
    'no-underscore-dangle': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'vitest/no-conditional-expect': 'off',
    'vitest/expect-expect': 'off',
    'vitest/no-standalone-expect': 'off',
    'vitest/valid-expect': 'off',
    'typescript/no-misused-spread': 'off',
    'typescript/no-unnecessary-type-parameters': 'off',
  },
  ignorePatterns: [
    '**/*.generated.ts',
    '**/wire.ts',
    'dist',
    'test/client/generated',
    'examples/generated',
    '**/__generated__',
  ],
  overrides: [
    ...FOLDERS.map((folder) => fence([`src/${folder}/**`], ...inside(folder))),
    fence(['src/backends/*.ts', 'src/backends/*/**'], ...inside('backends'), OTHER_VENDOR),
    fence(['src/backends/index.ts'], ...inside('backends')),
    fence(['src/registry/sqlite/**'], ...inside('registry'), through(['postgres'], ONE_DATABASE)),
    fence(['src/registry/postgres/**'], ...inside('registry'), through(['sqlite'], ONE_DATABASE)),
    fence(
      ['src/registry/sql/**', 'src/registry/migrations/**'],
      ...inside('registry'),
      through(['postgres', 'sqlite'], ONE_DATABASE),
    ),
    fence(
      ['src/cli/**'],
      ...faces(ALL),
      through(
        FOLDERS.filter((name) => name !== 'cli'),
        BEHIND,
      ),
      toTop(TOP),
    ),
    fence(
      ['src/*.ts'],
      ...faces(ALL),
      through(
        FOLDERS.filter((name) => name !== 'sandbox'),
        BEHIND,
      ),
    ),
    fence(['src/errors.ts'], ...faces(['schema', 'normalise']), through(['\\w+'], BEHIND)),
    fence(
      ['src/main.ts'],
      ...faces([]),
      through(
        FOLDERS.filter((name) => name !== 'cli'),
        BEHIND,
      ),
    ),
    fence(
      ['sandbox/**'],
      ...faces(MAY_IMPORT['sandbox'] ?? []),
      through(
        FOLDERS.filter((name) => name !== 'sandbox' && name !== 'backends').map(
          (name) => `src/${name}`,
        ),
        BEHIND,
      ),
      // The types of a vendor's wire are the vendor's, as its document is.
      { regex: '/src/(?:backends/)?[^/]+$', message: BEHIND },
      { regex: '/src/backends/.*/(?:[^w/]|w[^i/])[^/]*$', message: BEHIND },
    ),
  ],
});
