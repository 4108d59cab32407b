import { readFileSync, readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { backends } from '#backends';
import { userParts } from '../../src/users/fields/field-kinds.ts';
import { precedence } from '../../src/users/fields/precedence.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Every field of `User` that has a kind. */
const NAMES: ReadonlySet<string> = new Set([...Object.keys(precedence), ...userParts.keys()]);

/** Where code is about any field, and never about one. */
const GENERIC = ['src/users', 'src/graphql', 'src/operations', 'src/backends'];

/** Each vendor's own folder is where its document is. */
const VENDORS = backends.map((backend) => {
  const folder = fileURLToPath(new URL('.', backend.configure({}).document));
  return relative(ROOT, folder).replaceAll('\\', '/');
});

/** Where names belong besides: a mutation's own file (its input's parts), the tables, what is generated. */
const NAMING =
  /^src\/(?:users\/writing\/|users\/fields\/(?:precedence|field-kinds)\.ts$)|\.generated\.ts$/;

/** Words that are also the name of a field, and mean something else there. */
const HOMONYMS: ReadonlySet<string> = new Set([
  // What ends a step that waits: its age.
  'src/operations/decide-step.ts: age',
  'src/operations/messages.ts: age',
  // A key of vendors' error bodies.
  'src/backends/http/error-words.ts: details',
]);

const files = GENERIC.flatMap((folder) =>
  readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path}`),
).filter((path) => !NAMING.test(path) && !VENDORS.some((folder) => path.startsWith(`${folder}/`)));

const COMMENTS = /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm;

/** `Pick<Step, 'account'>` and `Step['account']`: a string in a type names a property of that type. */
const TYPES = /\b(?:Pick|Omit)<[^>]*>|\b[A-Z]\w*\['\w+'\]/g;

/** A whole string, so that quotes within another one open none. */
const STRINGS = /(['"`])((?:(?!\1)[^\\]|\\.)*)\1/g;

/** The fields that code names in strings. */
const namedIn = (code: string): readonly string[] =>
  [...code.replaceAll(COMMENTS, '').replaceAll(TYPES, '').matchAll(STRINGS)]
    .map(([, , text = '']) => text)
    .filter((text) => NAMES.has(text));

it('generic code names no field of a user: what it knows of one is the kind in the field table', () => {
  const named = files.flatMap((path) =>
    namedIn(readFileSync(`${ROOT}${path}`, 'utf8')).map((name) => `${path}: ${name}`),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(named.filter((one) => !HOMONYMS.has(one))).toEqual([]);
  // A word that is gone from its file is to go from the list.
  expect([...HOMONYMS].filter((one) => !named.includes(one))).toEqual([]);
});

it.each([
  ["if (field.name === 'reportees') go();", ['reportees']],
  ["const LISTS = new Set(['emails', 'own']);", ['emails']],
  ['switch (name) { case `details`: go(); }', ['details']],
  ["const words = 'as in \"email\"'; const at = fields['phones'];", ['phones']],
  ["const sources = fields['details'];", ['details']],
  ["type Step = Pick<Row, 'account'> & Row['account']; const { emails } = user;", []],
  ["// 'emails'\n/** 'phones' */ const url = 'http://a'; const to = 'email';", ['email']],
])('sees the fields that %s names', (code, names) => {
  expect(namedIn(code)).toEqual(names);
});
