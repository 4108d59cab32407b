import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, checkOut, expectGraphiql } from './checkout.ts';
import { all, execForm, stagesOf } from './dockerfile.ts';
import type { Stage } from './dockerfile.ts';

const KEY = '0123456789abcdef0123456789abcdef';
const root = mkdtempSync(join(tmpdir(), 'facet-image-'));
const [build, image] = stagesOf(readFileSync(join(ROOT, 'deploy/Dockerfile'), 'utf8'));
/** Where the image's /facet is. */
const facet = join(root, 'image/facet');
const isRoot = process.getuid?.() === 0;
const node = process.execPath;

afterAll(() => {
  chmodSync(root, 0o700);
  rmSync(root, { recursive: true, force: true });
});

const stage = (one: Stage | undefined): Stage => {
  if (!one) throw new Error('The Dockerfile has no such stage.');
  return one;
};

const environment = (): Record<string, string> => ({
  PATH: [dirname(node), process.env['PATH'] ?? ''].join(':'),
  HOME: process.env['HOME'] ?? '',
  npm_config_prefer_offline: 'true',
  ...Object.fromEntries(all(stage(image), 'ENV').map((rest) => rest.split('=', 2))),
});

/** Does in folders of this machine what the instructions do in an image. */
async function perform(): Promise<void> {
  const context = join(root, 'context');
  await checkOut(context);
  const made = join(root, 'build/facet');
  mkdirSync(made, { recursive: true });
  for (const { name, rest } of stage(build).instructions) {
    if (name === 'COPY') copy(context, rest, made);
    if (name === 'RUN') await run(rest, made);
  }
  mkdirSync(facet, { recursive: true });
  for (const rest of all(stage(image), 'COPY')) copy(join(root, 'build'), rest, facet);
  // The image's RUN makes the one folder that is written to, for its user.
  const [data = ''] = all(stage(image), 'VOLUME');
  mkdirSync(join(facet, basename(data)), { mode: 0o700 });
}

/** `COPY [--from=build] source… target`; a source that is a pattern may mean nothing. */
function copy(from: string, rest: string, to: string): void {
  const words = rest.split(' ').filter((word) => !word.startsWith('--'));
  const target = join(to, words.at(-1) ?? '');
  for (const word of words.slice(0, -1)) {
    const named = word.replace(/^\//, '');
    for (const found of named === '.' ? ['.'] : globSync(named, { cwd: from })) {
      const isWhole = (words.at(-1) ?? '').endsWith('/') && found !== '.';
      cpSync(join(from, found), isWhole ? join(target, basename(found)) : target, {
        recursive: true,
      });
    }
  }
}

async function run(command: string, cwd: string): Promise<void> {
  const { stderr } = await promisify(execFile)('sh', ['-c', command], { cwd, env: environment() });
  expect(stderr).not.toContain('could not be built');
}

/** As the first process of its own, where this user may make one, and as one who owns nothing but the data. */
function start(variables: Readonly<Record<string, string>>): ChildProcess {
  const [, ...entry] = execForm(all(stage(image), 'ENTRYPOINT')[0] ?? '');
  const words = [node, ...entry, ...execForm(all(stage(image), 'CMD')[0] ?? '')];
  const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  const alone = ['unshare', '--pid', '--fork', '--kill-child', ...nobody];
  const [command = '', ...args] = isRoot ? [...alone, ...words] : words;
  const env = { ...environment(), PORT: '0', ...variables };
  return spawn(command, args, { cwd: facet, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function urlOf(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const [, port] = /GraphQL\s+\S+:(\d+)\/graphql/.exec(said) ?? [];
        if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
      });
    }
    child.once('close', () => reject(new Error(`Facet did not start: ${said}`)));
  });
}

/** The process itself: what makes it the first of its own stands in between. */
function innermost(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return children === '' ? pid : innermost(Number(children.split(' ')[0]));
}

describe('what the image is made of', () => {
  beforeAll(async () => {
    await perform();
    if (!isRoot) return;
    // Whoever runs it owns the data alone.
    await promisify(execFile)('sh', [
      '-c',
      `chmod 711 "${root}"; chown -R 65534:65534 "${facet}/data"`,
    ]);
  });

  it('brings neither development packages nor another Node', () => {
    const packages = readdirSync(join(facet, 'node_modules'));
    for (const name of ['vite', 'vitest', 'typescript', 'graphiql', 'react', 'node']) {
      expect(packages).not.toContain(name);
    }
    expect(packages).toContain('fastify');
  });

  it('is not for everybody: a start without credentials says what is missing', async () => {
    const child = start({});
    await expect(urlOf(child)).rejects.toThrow(/Facet cannot start\. .*HOST/);
  });

  it('starts as the first process, healthy, with GraphiQL and answers, and ends by SIGTERM', async () => {
    const child = start({ API_KEYS: KEY });
    const url = await urlOf(child);
    const end = once(child, 'close');
    await expectGraphiql(url);
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${KEY}` };
    const query =
      '{ user(by: { chakraId: "9763caa1-cef3-497f-b3b2-f551456b2831" }) { displayName } }';
    const body = JSON.stringify({ query });
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
    expect((await answer.json()).data.user.displayName).toBe('Latha Ganesh');

    const [health = ''] = all(stage(image), 'HEALTHCHECK');
    const [, ...check] = execForm(health.slice(health.indexOf('CMD')));
    const env = { ...environment(), PORT: new URL(url).port };
    await promisify(execFile)(node, [...check], { env });
    await expect(
      promisify(execFile)(node, [...check], { env: { ...env, PORT: '9' } }),
    ).rejects.toMatchObject({ code: 1 });

    process.kill(innermost(child.pid ?? 0), 'SIGTERM');
    const [code] = await end;
    expect(code).toBe(0);
    expect(readdirSync(join(facet, 'data'))).toContain('sandbox.db');
  });
});
