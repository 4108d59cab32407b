import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { ConfigError } from '#errors';
import { openRegistry } from '#registry';
import { databaseFiles } from './database-files.ts';

const newFile = databaseFiles();

it.each([
  ['an absolute path', (file: string) => `sqlite:${file}`],
  ['an absolute path after slashes', (file: string) => `sqlite://${file}`],
  [
    'a path from the working directory',
    (file: string) => `sqlite:${relative(process.cwd(), file)}`,
  ],
])('opens %s', async (_, urlOf) => {
  const file = newFile();
  const one = await openRegistry(urlOf(file));
  const other = await openRegistry(`sqlite:${join(file)}`);
  await one.seed([[{ backend: 'CHAKRA', scope: '', ref: 'c-1' }]], {
    kind: 'ADOPT',
    actor: 'facet',
    evidence: 'sandbox',
  });
  expect(await other.count(null)).toBe(1);
  await Promise.all([one.close(), other.close()]);
});

it.each([
  'postgres://someone:secret@host:none/db',
  'sqlite:',
  'sqlite::memory:',
  'sqlite://host/facet.db',
  'data/facet.db',
])('refuses %s, and does not repeat it', async (url) => {
  const refusal = openRegistry(url);
  await expect(refusal).rejects.toBeInstanceOf(ConfigError);
  await expect(refusal).rejects.toThrow(/^DATABASE_URL wants /);
  await expect(refusal).rejects.not.toThrow(/secret/);
});
