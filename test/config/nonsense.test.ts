import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { cases } from '../cases.ts';
import { readConfig } from '#config';
import { ConfigError } from '#errors';
import { vendors } from '../../sandbox/vendors.ts';
import { VARIABLES } from '../../src/config/read-config.ts';
import { parseEnvFile } from '../../src/config/env-file.ts';

const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
const documented = Object.keys(parseEnvFile(example));

const folder = mkdtempSync(join(tmpdir(), 'facet-nonsense-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Variables = Readonly<Record<string, string>>;

/** Everything is configured, so that every variable has an effect. */
const COMPLETE: Variables = Object.assign(
  { DATABASE_URL: 'sqlite:data/facet.db' },
  ...vendors.map(({ environment }) => environment('https://vendor.example')),
);

/** `null` when it starts. */
function problemOf(environment: Variables): string | null {
  try {
    readConfig(environment);
    return null;
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

/** The name of a credential whose file this is. */
const besideFile = (variable: string): Variables =>
  variable.endsWith('_FILE') ? { [variable.slice(0, -'_FILE'.length)]: '' } : {};

/** What may hold any text at all. */
const OPAQUE = new Set([
  'CALLERS_FILE',
  'EMERITUS_CORP_ID',
  'EMERITUS_CORP_IDS',
  'EMERITUS_NOT_FOUND_CODES',
  'EMERITUS_UNAUTHORIZED_CODES',
  'HAPTIK_HOOK_SECRET',
  'TRUSTED_DOCUMENTS',
  'VOLT_MX_PASSWORD',
]);

/** With a space, a colon and other signs, what is no number, name, address, list of names, token or path. */
const NONSENSE = 'canary: {of} "all" \\ *sorts*';

it('documents every variable that there is, and no other', () => {
  expect(documented.toSorted()).toEqual([...VARIABLES].toSorted());
});

describe('a variable that is documented', () => {
  it.each(documented.filter((name) => !OPAQUE.has(name)))(
    '%s: nonsense in it is refused in one line that names it and not the nonsense',
    (variable) => {
      const line = problemOf({ ...COMPLETE, ...besideFile(variable), [variable]: NONSENSE });
      expect(line).toContain(variable);
      expect(line).not.toMatch(/canary|\n/);
    },
  );

  it('is refused, if it is, in one line that names it, whatever it holds', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\w:/?#@. -]{0,40}$/));
    const property = fc.property(fc.constantFrom(...documented), text, (variable, value) => {
      const held = `canary${value}`;
      const line = problemOf({ ...COMPLETE, ...besideFile(variable), [variable]: held });
      if (line === null) return;
      expect(line).toContain(variable);
      expect(line).not.toMatch(/canary|\n/);
    });
    fc.assert(property, { numRuns: cases(1000) });
  });
});

describe('a number', () => {
  const numbers = documented.filter((name) => /^PORT$|_MS$|^MAX_/.test(name));

  it.each(['0x10', '1e3', ' 4000', '4000 ', '+1', '-0', '1.0', '010', '1_000', '٤٠٠', 'Infinity'])(
    'is decimal digits, and not %j',
    (text) => {
      expect(numbers.length).toBeGreaterThan(10);
      for (const variable of numbers) {
        expect(problemOf({ ...COMPLETE, [variable]: text })).toMatch(
          new RegExp(
            `^${variable} must be a number(?: of (?:milliseconds|bytes))? from \\d+ to \\d+\\.$`,
          ),
        );
      }
    },
  );

  it('may end in a line break, as what a command prints does', () => {
    expect(readConfig({ PORT: '4001\n' }).port).toBe(4001);
  });
});

describe('a name that is nearly one of ours', () => {
  it.each([
    ['CHAKRA_URl', 'CHAKRA_URL'],
    ['chakra_url', 'CHAKRA_URL'],
    ['Port', 'PORT'],
    ['host', 'HOST'],
    ['HAPTIK_TOKN', 'HAPTIK_TOKEN'],
    ['HAPTIC_TOKEN', 'HAPTIK_TOKEN'],
    ['CHARKA_URL', 'CHAKRA_URL'],
    ['VOLTMX_URL', 'VOLT_MX_URL'],
    ['VOLT_MX_USER', 'VOLT_MX_USERNAME'],
    ['EMERITUS_CORPID', 'EMERITUS_CORP_ID'],
    ['EMERITUS_TOKEN_FILES', 'EMERITUS_TOKEN_FILE'],
    ['DATABASE_ULR', 'DATABASE_URL'],
    ['DATABASEURL', 'DATABASE_URL'],
    ['FACET_PORT', 'PORT'],
    ['SANDBOXX', 'SANDBOX'],
    ['CACHE_TTL', 'CACHE_TTL_MS'],
    ['BACKEND_TIMEOUT', 'BACKEND_TIMEOUT_MS'],
  ])('%s is refused for %s', (name, meant) => {
    const line = problemOf({ ...COMPLETE, [name]: 'canary' });
    expect(line).toBe(
      `${name} is not a variable of Facet. Did you mean ${meant}? Correct the name, or unset it.`,
    );
  });

  it.each(['HAPTIK_SHOE_SIZE', 'CHAKRA_REGION_OF_THE_MOON', 'VOLT_MX_NUMBER_OF_SHOES'])(
    '%s is refused, since it begins like one',
    (name) => {
      expect(problemOf({ ...COMPLETE, [name]: '1' })).toBe(
        `${name} is not a variable of Facet: .env.example lists them all.`,
      );
    },
  );

  it('is none of what a machine, npm, a terminal, Kubernetes or a cloud sets', () => {
    const others = `HOSTNAME PATH PWD HOME SHELL USER LANG LC_ALL TERM EDITOR PORTAL POST PORTS HOSTS HOSTALIASES
      SANDBOX_DIR NODE_ENV NODE_OPTIONS NODE_PATH npm_config_cache npm_lifecycle_event npm_package_name INIT_CWD COLOR
      DATABASE DATABASE_HOST DB_URL REDIS_URL PGHOST PGPASSWORD POSTGRES_URL MAX_OLD_SPACE CACHE_DIR TIMEOUT_MS
      API_KEY AWS_REGION GOOGLE_APPLICATION_CREDENTIALS KUBERNETES_SERVICE_HOST KUBERNETES_PORT_443_TCP_ADDR
      HAPTIK_SERVICE_HOST CHAKRA_SERVICE_PORT CHAKRA_SERVICE_PORT_HTTP EMERITUS_PORT_80_TCP EMERITUS_PORT_80_TCP_PROTO
      FACET_SERVICE_HOST FACET_IMAGE FACET_TEST_PROCESSES SSH_AUTH_SOCK XDG_RUNTIME_DIR WSLENV VOLTA_HOME HAPTIKOS`;
    const environment = Object.fromEntries(others.split(/\s+/).map((name) => [name, '1']));
    const links = { FACET_PORT: 'tcp://10.0.0.1:4000', CHAKRA_PORT: 'tcp://10.0.0.2:80' };
    expect(problemOf({ ...COMPLETE, ...environment, ...links })).toBeNull();
    expect(problemOf({ ...COMPLETE, CHAKRA_ULR: ' ' })).toBeNull();
  });
});

describe('a variable without effect', () => {
  const lacking = (...names: string[]): Variables => ({
    ...COMPLETE,
    ...Object.fromEntries(names.map((name) => [name, ''])),
  });
  const unconfigured = lacking('CHAKRA_URL', 'CHAKRA_TOKEN');

  it.each<[Variables, string]>([
    [lacking('CHAKRA_URL'), 'CHAKRA_TOKEN has no effect without CHAKRA_URL'],
    [
      { ...unconfigured, CHAKRA_EPOCH_UNIT: 's' },
      'CHAKRA_EPOCH_UNIT has no effect without CHAKRA_URL',
    ],
    [{ ...unconfigured, CHAKRA_SETTLE_MS: '5' }, 'CHAKRA_SETTLE_MS has no effect: CHAKRA is not'],
    [
      { ...lacking('HAPTIK_TRACT_URL'), HAPTIK_TRACT_TOKEN: 't' },
      'HAPTIK_TRACT_TOKEN has no effect',
    ],
    [
      lacking('EMERITUS_URL', 'EMERITUS_TOKEN'),
      'EMERITUS_APP_ID has no effect without EMERITUS_URL',
    ],
    [lacking('HAPTIK_URL', 'HAPTIK_TOKEN'), 'HAPTIK_CLIENT_ID has no effect without HAPTIK_URL'],
    [
      lacking('VOLT_MX_URL', 'VOLT_MX_USERNAME'),
      'VOLT_MX_PASSWORD has no effect without VOLT_MX_URL',
    ],
    [{ DATABASE_URL: 'sqlite:real.db' }, 'DATABASE_URL is set and no backend is'],
    [
      { DATABASE_URL: 'sqlite:real.db', SANDBOX: '1' },
      'DATABASE_URL must not be set with SANDBOX=1',
    ],
    [{ CHAKRA_TOKEN: 't' }, 'CHAKRA_TOKEN has no effect without CHAKRA_URL'],
  ])('of %o is refused', (environment, line) => {
    expect(problemOf(environment)).toContain(line);
  });

  it('is none that holds its default, as .env.example has it', () => {
    expect(problemOf({ ...unconfigured, CHAKRA_EPOCH_UNIT: 'ms' })).toBeNull();
    expect(problemOf({ ...unconfigured, VOLT_MX_CREATE_PATH: '/api/v1/audience' })).toBeNull();
  });
});

describe('the file of a credential', () => {
  const file = (bytes: string | Buffer): string => {
    const path = join(folder, crypto.randomUUID());
    writeFileSync(path, bytes);
    return path;
  };
  const withFile = (path: string, name = 'CHAKRA_TOKEN'): Variables => ({
    ...COMPLETE,
    [name]: '',
    [`${name}_FILE`]: path,
  });

  it.each([
    ['empty', '', 'is empty'],
    ['blank', ' \n\n', 'is empty'],
    ['not text', Buffer.from([0xff, 0xfe, 0x41, 0]), 'is not text in UTF-8'],
    ['much too large', 'x'.repeat(70_000), 'holds more than a credential'],
    ['of two words', 'canary canary', 'CHAKRA_TOKEN must be printable ASCII without spaces.'],
  ])('is refused in one line when it is %s', (_, held, words) => {
    const line = problemOf(withFile(file(held)));
    expect(line).toContain('CHAKRA_TOKEN');
    expect(line).toContain(words);
    expect(line).not.toMatch(/canary|\n/);
  });

  it('is refused when it is a folder, or not there, or the credential is set too', () => {
    expect(problemOf(withFile(folder))).toMatch(
      /^CHAKRA_TOKEN_FILE names a file that cannot be read/,
    );
    expect(problemOf(withFile('/nowhere'))).toMatch(/^CHAKRA_TOKEN_FILE .+\(ENOENT\)/);
    const both = { ...withFile(file('a')), CHAKRA_TOKEN: 'b' };
    expect(problemOf(both)).toBe(
      'CHAKRA_TOKEN_FILE must not be set together with CHAKRA_TOKEN: unset one of them.',
    );
  });

  it('is there for every credential, and loses the line breaks at its end', () => {
    const credentials = documented.filter((name) => documented.includes(`${name}_FILE`));
    expect(credentials.toSorted()).toEqual([
      'API_KEYS',
      'CHAKRA_TOKEN',
      'DATABASE_URL',
      'EMERITUS_TOKEN',
      'HAPTIK_HOOK_SECRET',
      'HAPTIK_TOKEN',
      'HAPTIK_TRACT_TOKEN',
      'VOLT_MX_PASSWORD',
      'VOLT_MX_USERNAME',
    ]);
    for (const name of credentials) {
      const texts: Readonly<Record<string, string>> = {
        API_KEYS: 'k'.repeat(32),
        DATABASE_URL: 'sqlite:elsewhere.db',
      };
      const text = texts[name] ?? 'of-today';
      expect(problemOf(withFile(file(`${text}\r\n\n`), name))).toBeNull();
    }
    const url = readConfig(
      withFile(file('postgres://me:pass@host/db\n'), 'DATABASE_URL'),
    ).databaseUrl;
    expect(url).toBe('postgres://me:pass@host/db');
  });
});
