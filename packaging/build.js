import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder of each build below `dist/`, and its configuration. */
const EXPLORER = { name: 'explorer', config: 'src/explorer/vite.config.ts' };
const FACET = { name: 'facet', config: 'packaging/vite.config.ts' };

/** What the builds read. */
const INPUT = ['packaging', 'sandbox', 'schema', 'src', 'package.json', 'tsconfig.json'];

/** Builds GraphiQL with the development packages of the project at `root`; whether that succeeded. */
export const buildExplorer = (root) => build(EXPLORER, join(root, 'node_modules'), root, root);

/**
 * Builds GraphiQL and the sandbox for a project that has no development packages: those that the builds need are installed
 * in a temporary folder, in the versions of the lock file, as npm does it for a dependency from Git. Whether that succeeded.
 */
export function buildWithoutTools(root) {
  const folder = mkdtempSync(join(tmpdir(), 'facet-build-'));
  try {
    const copy = join(folder, 'facet');
    for (const name of INPUT) cpSync(join(root, name), join(copy, name), { recursive: true });
    const tools = join(folder, 'node_modules');
    return (
      installTools(folder, root) &&
      build(EXPLORER, tools, copy, root) &&
      build(FACET, tools, copy, root)
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function build({ name, config }, modules, project, root) {
  const vite = join(modules, 'vite/bin/vite.js');
  const outDir = join(root, 'dist', name);
  return succeeds(
    process.execPath,
    [vite, 'build', '--config', config, '--outDir', outDir],
    project,
  );
}

/** Only what the sources name: all development packages would be ten times as much. */
function installTools(folder, root) {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const tools = namedPackages(['src/explorer', 'sandbox', 'packaging'], root);
  // What is JSON becomes part of a build: of all that production has anyway, only that is needed here.
  const data = namedPackages(['src'], root, /\bfrom '((?:@[^/']+\/)?[^/'.]+)\/[^']+\.json'/g);
  const wanted = [
    ...Object.entries(devDependencies).filter(([name]) => tools.has(name)),
    ...Object.entries(dependencies).filter(([name]) => data.has(name)),
  ];
  const manifest = { private: true, dependencies: Object.fromEntries(wanted) };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  for (const name of ['package-lock.json', '.npmrc']) cpSync(join(root, name), join(folder, name));
  // The one that runs us, of whatever version and place, when it is npm.
  const { npm_execpath: npm = '' } = process.env;
  const args = ['install', '--prefix', folder, '--ignore-scripts', '--prefer-offline'];
  return npm.endsWith('npm-cli.js')
    ? succeeds(process.execPath, [npm, ...args], folder)
    : succeeds('npm', args, folder);
}

/** The packages that the sources in these folders import. */
function namedPackages(folders, root, pattern = /\b(?:from|import) '((?:@[^/']+\/)?[^/'.]+)/g) {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((name) => join(root, folder, name))
      .filter((path) => /\.tsx?$/.test(path)),
  );
  const source = files.map((path) => readFileSync(path, 'utf8')).join('\n');
  return new Set(Array.from(source.matchAll(pattern), ([, name]) => name));
}

function succeeds(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 2, 2] });
  return status === 0;
}
