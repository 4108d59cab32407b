import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ROOT,
  checkOut,
  expectGraphiql,
  expectNoDevelopmentPackages,
  expectSandbox,
} from './checkout.ts';
import { run, startFacet } from './npm.ts';
import { startRegistry } from './registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'facet-package-'));
const empty = join(folder, 'empty');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed tarball in an empty folder', () => {
  beforeAll(async () => {
    const source = join(folder, 'checkout');
    await checkOut(source);
    // The tools are those that are here: another test installs them.
    symlinkSync(join(ROOT, 'node_modules'), join(source, 'node_modules'));
    const { stdout } = await run('npm', ['pack'], source);
    mkdirSync(empty);
    const tarball = join(source, stdout.trim().split('\n').at(-1) ?? '');
    const registry = await startRegistry();
    const variables = { npm_config_registry: registry.url };
    await run('npm', ['install', '--no-save', tarball], empty, variables);
    registry.close();
  });

  it('has the command line, and says in one line what it does not know', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect((await run('npx', ['facet', '--version'], empty)).stdout).toBe(`${version}\n`);
    expect((await run('npx', ['facet', '--help'], empty)).stdout).toMatch(/^Usage: npx facet /);
    expect((await run('npx', ['facet', 'settings'], empty)).stdout).toContain('\nPORT=4000\n');
    await expect(run('npx', ['facet', 'strat'], empty)).rejects.toMatchObject({
      code: 1,
      stderr: 'There is no such command. See "npx facet --help".\n',
    });
  });

  it('starts the sandbox and GraphiQL by `npx facet`; SIGTERM to npx ends it', async () => {
    const facet = await startFacet('npx', ['facet'], empty);
    await expectGraphiql(facet.url);
    await expectSandbox(facet.url);
    await facet.end();
    await expect(fetch(facet.url)).rejects.toThrow('fetch failed');
  });

  it('brings nothing that only development needs', () => {
    expectNoDevelopmentPackages(empty);
  });
});
