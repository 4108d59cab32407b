import { YAMLParseError, parse } from 'yaml';
import { z } from 'zod';
import { ConfigError } from '#errors';
import { UNLIMITED } from './caller.ts';
import type { Caller } from './caller.ts';
import { SCOPES } from './scopes.ts';
import type { Scope } from './scopes.ts';

/** Callers by the digests of their keys. */
export type CallersByDigest = ReadonlyMap<string, Caller>;

/** Nobody is to be taken for a caller of `API_KEYS`, for the anonymous one or for Facet itself. */
const RESERVED = /^(?:anonymous|facet|key-\d+)$/;
const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const KEY_HASH = /^sha256:[0-9a-f]{64}$/;

const limit = (name: string) =>
  z
    .number(`${name} must be a whole number`)
    .int(`${name} must be a whole number`)
    .min(1, `${name} must be at least 1`)
    .max(10_000_000, `${name} must be at most 10000000`)
    .nullable()
    .default(null);

const entry = z.strictObject({
  name: z
    .string('name must be a text')
    .regex(
      NAME,
      'name must be 1 to 64 of a-z, 0-9, ".", "_" and "-", and begin with a letter or digit',
    )
    .refine(
      (name) => !RESERVED.test(name),
      'name must not be anonymous, facet or key-1, key-2 and so on',
    ),
  keyHash: z
    .string('keyHash must be what "npx facet key new" prints')
    .regex(
      KEY_HASH,
      'keyHash must be sha256: and 64 digits of 0-9 and a-f, as "npx facet key new" prints it; never the key itself',
    ),
  scopes: z
    .array(z.enum(SCOPES, `scopes must be some of ${SCOPES.join(', ')}`), 'scopes must be a list')
    .min(1, 'scopes must name one at least'),
  corporations: z
    .array(
      z.string('corporations must be texts').min(1, 'corporations must be texts'),
      'corporations must be a list',
    )
    .min(1, 'corporations must name one at least; left out, it is all of them')
    .optional(),
  limits: z
    .strictObject(
      {
        requestsPerMinute: limit('requestsPerMinute'),
        backendCallsPerMinute: limit('backendCallsPerMinute'),
      },
      'limits knows requestsPerMinute and backendCallsPerMinute',
    )
    .default(UNLIMITED),
});

const document = z.strictObject({ callers: z.array(z.unknown()) });

/**
 * Reads the text of `CALLERS_FILE`.
 * @throws ConfigError with one line that names the entry and what it wants, and no hash
 */
export function parseCallers(text: string): CallersByDigest {
  const list = document.safeParse(contentOf(text));
  if (!list.success) throw new ConfigError('it must hold "callers:" with a list, and nothing else');
  const callers = new Map<string, Caller>();
  const names = new Set<string>();
  for (const [index, row] of list.data.callers.entries()) {
    const called = calledBy(row, index);
    const { name, keyHash, scopes, corporations, limits } = parsed(row, called);
    if (names.has(name)) throw new ConfigError(`there are two callers ${name}: names are unique`);
    const digest = keyHash.slice(keyHash.indexOf(':') + 1);
    const twin = callers.get(digest);
    if (twin) throw new ConfigError(`${called} has the key of ${twin.name}: each has its own`);
    names.add(name);
    callers.set(digest, {
      name,
      scopes: new Set<Scope>(scopes),
      corporations: corporations ? new Set(corporations) : null,
      limits,
    });
  }
  if (callers.size === 0) throw new ConfigError('it names no caller, so that nobody could call');
  return callers;
}

function contentOf(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch (error) {
    const line = error instanceof YAMLParseError ? (error.linePos?.[0].line ?? 1) : 1;
    throw new ConfigError(`it cannot be read as YAML (line ${line})`, { cause: error });
  }
}

function parsed(row: unknown, called: string): z.infer<typeof entry> {
  const { data, error } = entry.safeParse(row);
  if (data) return data;
  const [issue] = error.issues;
  const problem =
    issue?.code === 'unrecognized_keys'
      ? `has what no caller has: ${issue.keys.join(', ')}`
      : `is not valid: ${issue?.message ?? 'it must be a caller'}`;
  throw new ConfigError(`${called} ${problem}`);
}

/** By its name, where it has one that can be shown; a key that stands in its place cannot. */
function calledBy(row: unknown, index: number): string {
  const name = typeof row === 'object' && row !== null && 'name' in row ? row.name : null;
  const isShown = typeof name === 'string' && NAME.test(name) && name.length < 32;
  return isShown ? `caller ${name}` : `caller number ${index + 1}`;
}
