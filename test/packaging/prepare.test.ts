import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const prepare = fileURLToPath(new URL('../../packaging/prepare.js', import.meta.url));

/** What npm runs at the end of an installation, as npm of that Node does: by a Node that it has installed. */
const prepareWith = async (version: string) =>
  promisify(execFile)(process.execPath, [prepare], {
    env: { npm_config_user_agent: `npm/10.2.3 node/v${version} linux x64 workspaces/false` },
  });

describe('an installation', () => {
  it.each(['18.20.4', '20.0.0', '20.18.3', '21.7.3', '22.0.0', '22.11.0'])(
    'by the npm of Node %s ends with one line, before anything is built',
    async (version) => {
      await expect(prepareWith(version)).rejects.toMatchObject({
        code: 1,
        stdout: '',
        stderr: `Installing Facet needs Node 20.19, 22.12, 24 or newer, and npm runs on ${version}: install a newer Node, then run "npm ci" again.\n`,
      });
    },
  );

  it('is named by package.json, which says the same of Node', () => {
    expect(manifest.scripts.prepare).toBe('node packaging/prepare.js');
    expect(manifest.engines.node).toBe('^20.19.0 || >=22.12.0');
  });
});

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The packages that a file needs to run: what is imported as types alone is gone by then. */
function packagesOf(path: string): string[] {
  const source = readFileSync(join(ROOT, path), 'utf8');
  const imports = source.matchAll(
    /^(?:import|export)\b(?! type\b)(?:[^;']*\bfrom)? ?'((?:@[^/']+\/)?[^/'.#]+)|\bimport\('((?:@[^/']+\/)?[^/'.#]+)/gm,
  );
  return [...imports].map(([, first, second]) => first ?? second ?? '');
}

describe('a production installation', () => {
  it('brings every package that runs there, and none for the explorer, the sandbox or the tests', () => {
    const files = globSync(['src/**/*.ts', 'src/**/*.js'], { cwd: ROOT }).filter(
      (path) => !path.startsWith(join('src', 'explorer')),
    );
    const needed = files.flatMap(packagesOf).filter((name) => !name.startsWith('node:'));
    const brought = Object.keys(manifest.dependencies);
    expect(brought.toSorted()).toEqual([...new Set(needed)].toSorted());
  });
});
