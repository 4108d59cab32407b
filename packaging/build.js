import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder of each build below `dist/`, and its configuration. */
const EXPLORER = { name: 'explorer', config: 'src/explorer/vite.config.ts' };
const FACET = { name: 'facet', config: 'packaging/vite.config.ts' };
const START = { name: 'start', config: 'packaging/vite.config.ts', mode: 'start' };

/** What the builds read. */
const INPUT = ['packaging', 'sandbox', 'schema', 'src', 'package.json', 'tsconfig.json'];
/** What npm wrote down of the packages at `root`: a bundle is for them. */
const INSTALLED = 'node_modules/.package-lock.json';

/** Builds GraphiQL and the bundle with the development packages of the project at `root`; whether that succeeded. */
export function buildWithTools(root) {
  const tools = join(root, 'node_modules');
  return build(EXPLORER, tools, root, root) && build(START, tools, root, root);
}

/**
 * Builds the same, and the sandbox, for a project that has no development packages: what the builds need is installed in a
 * temporary folder, in the versions of the lock file, as npm does it for a dependency from Git. Whether that succeeded.
 */
export function buildWithoutTools(root) {
  const folder = mkdtempSync(join(tmpdir(), 'facet-build-'));
  try {
    const copy = join(folder, 'facet');
    for (const name of INPUT) cpSync(join(root, name), join(copy, name), { recursive: true });
    cpSync(join(root, INSTALLED), join(copy, INSTALLED));
    const tools = join(folder, 'node_modules');
    return (
      installTools(folder, root) &&
      [EXPLORER, FACET, START].every((one) => build(one, tools, copy, root))
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function build({ name, config, mode = 'production' }, modules, project, root) {
  const vite = join(modules, 'vite/bin/vite.js');
  const outDir = join(root, 'dist', name);
  return succeeds(
    process.execPath,
    [vite, 'build', '--config', config, '--mode', mode, '--outDir', outDir],
    project,
  );
}

/** Besides the dependencies only what the sources name: all development packages would be ten times as much. */
function installTools(folder, root) {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const tools = namedPackages(['src/explorer', 'sandbox', 'packaging'], root);
  const wanted = Object.entries(devDependencies).filter(([name]) => tools.has(name));
  const manifest = {
    private: true,
    dependencies: { ...dependencies, ...Object.fromEntries(wanted) },
  };
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
function namedPackages(folders, root) {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((name) => join(root, folder, name))
      .filter((path) => /\.tsx?$/.test(path)),
  );
  const source = files.map((path) => readFileSync(path, 'utf8')).join('\n');
  const imports = source.matchAll(/\b(?:from|import) '((?:@[^/']+\/)?[^/'.]+)/g);
  return new Set(Array.from(imports, ([, name]) => name));
}

function succeeds(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 2, 2] });
  return status === 0;
}
