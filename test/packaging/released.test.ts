import { readFileSync } from 'node:fs';
import { buildSchema, findBreakingChanges } from 'graphql';
import { expect, it } from 'vitest';
import { clientSchema } from '#graphql';
import { VERSION } from '#version';

const released = readFileSync(new URL('../../releases/schema.graphql', import.meta.url), 'utf8');
const [, releasedVersion = ''] = /^# .* of Facet (\d+\.\d+\.\d+)/.exec(released) ?? [];

/** What a version promises to keep: below 1.0 the minor version, from then on the major one. */
const promise = (version: string): string => {
  const [major = '', minor = ''] = version.split('.');
  return major === '0' ? `0.${minor}` : major;
};

const brokenBy = (schema: string): readonly string[] =>
  findBreakingChanges(buildSchema(released), buildSchema(schema)).map(
    ({ description }) => description,
  );

it('the schema keeps what the last release had, or the version says that it does not', () => {
  expect(releasedVersion).not.toBe('');
  if (promise(VERSION) !== promise(releasedVersion)) return;
  expect(brokenBy(clientSchema())).toEqual([]);
});

it('a field that is gone, and an argument that is asked for, are noticed', () => {
  const schema = clientSchema();
  const without = schema.replace('  displayName: String\n', '  shownName: String\n');
  expect(without).not.toBe(schema);
  expect(brokenBy(without)).toEqual([expect.stringContaining('displayName was removed')]);
  const asking = schema.replace('allUsers(', 'allUsers(why: String!, ');
  expect(asking).not.toBe(schema);
  expect(brokenBy(asking)).toEqual([expect.stringContaining('why on Query.allUsers')]);
});

it('the changelog tells of the version that runs, and of what comes', () => {
  const changelog = readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8');
  expect(changelog).toMatch(/^## Unreleased$/m);
  expect(changelog).toContain(`\n## ${VERSION}`);
});
