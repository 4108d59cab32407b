import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { USER_AGENT, VERSION } from '#version';

test('the version is the one of package.json, and Facet names itself by it', () => {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  expect(VERSION).toBe(manifest.version);
  expect(USER_AGENT).toBe(`facet/${manifest.version}`);
});
