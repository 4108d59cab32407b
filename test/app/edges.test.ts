import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startProblem } from '../../src/cli/start-problem.ts';
import { json, StandIn } from '../backends/stand-in.ts';
import type { Reply } from '../backends/stand-in.ts';
import { runFacet, spawnFacet, urlOf } from '../cli.ts';
import type { CommandOptions } from '../cli.ts';
import { newPostgresUrl } from '../registry/databases.ts';

let folder: string;
let vendor: StandIn;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-edges-'));
  vendor = await StandIn.start();
});
afterAll(async () => {
  await vendor.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A Facet in a process of its own whose one vendor is the stand-in. */
async function serving(
  further: Readonly<Record<string, string>> = {},
  options: CommandOptions = {},
) {
  const child = await spawnFacet(
    [],
    {
      DATABASE_URL: `sqlite:${join(folder, `${crypto.randomUUID()}.db`)}`,
      CHAKRA_URL: vendor.url,
      ...(further['CHAKRA_TOKEN_FILE'] === undefined ? { CHAKRA_TOKEN: 'token' } : {}),
      CACHE_TTL_MS: '0',
      ...further,
    },
    options,
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, url: await urlOf(child), ended: once(child, 'exit') };
}

/** A file that a process is to run ahead of its program. */
function script(source: string): string {
  const path = join(folder, `${crypto.randomUUID()}.mjs`);
  writeFileSync(path, source);
  return path;
}

/** Linux says there from which port on everybody may listen. */
const PRIVILEGED = '/proc/sys/net/ipv4/ip_unprivileged_port_start';

const ID = '9763caa1-cef3-497f-b3b2-f551456b2831';
const USER = json({ _data: { id: ID, displayName: 'Asha' } });

const ask = async (url: string) => {
  const query = `{ user(by: { chakraId: "${ID}" }) { displayName } }`;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
};
const ANSWER = { data: { user: { displayName: 'Asha' } } };

/** Holds the vendor's next answer back until `release`, and tells when it was asked. */
function holdVendor() {
  const arrived = Promise.withResolvers<void>();
  let held: Parameters<Reply> | undefined;
  vendor.reply = (...exchange) => {
    held = exchange;
    arrived.resolve();
  };
  const release = (): void => {
    vendor.reply = USER;
    if (held) USER(...held);
  };
  return { arrived: arrived.promise, release };
}

describe('a process', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'answers what is in flight when %s comes, and ends with 0',
    async (signal) => {
      const { child, url, ended } = await serving();
      const { arrived, release } = holdVendor();
      const answer = ask(url);
      await arrived;
      child.kill(signal);
      // A terminal that goes away sends it more than once.
      if (signal === 'SIGHUP') child.kill(signal);
      release();
      expect(await answer).toEqual(ANSWER);
      expect(await ended).toEqual([0, null]);
    },
  );

  it('ends at once when it is told so again', async () => {
    const { child, url, ended } = await serving();
    const { arrived, release } = holdVendor();
    const answer = ask(url).catch(() => 'cut off');
    await arrived;
    const telling = setInterval(() => child.kill('SIGTERM'), 100);
    expect(await ended).toEqual([1, null]);
    clearInterval(telling);
    expect(await answer).toBe('cut off');
    release();
  });

  it('goes on when nobody reads what it says any more', async () => {
    const file = join(folder, 'token');
    writeFileSync(file, 'token');
    const { child, url, ended } = await serving({ CHAKRA_TOKEN_FILE: file });
    child.stdout.destroy();
    child.stderr.destroy();
    // It has something to say on either stream: of the file now, of its end later.
    rmSync(file);
    vendor.reply = json({ _errors: ['Unauthorized'] }, 401);
    expect(await ask(url)).toMatchObject({ errors: [{}] });
    vendor.reply = USER;
    expect(await ask(url)).toEqual(ANSWER);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it.each([
    ['rejection', 'void Promise.reject(error)'],
    ['exception', 'setImmediate(() => { throw error; })'],
  ])(
    'tells of an unhandled %s by its frames alone, answers what is in flight, ends with 1',
    async (...row) => {
      const [, fail] = row;
      const failing = `process.on('SIGUSR2', () => {
      const error = new TypeError('canary one\\n    at canary (two)');
      ${fail};
    });`;
      const preload = script(failing);
      const { child, url, ended } = await serving({ NODE_OPTIONS: `--import ${preload}` });
      const complaint = text(child.stderr);
      const { arrived, release } = holdVendor();
      const answer = ask(url);
      await arrived;
      child.kill('SIGUSR2');
      await once(child.stderr, 'data');
      release();
      expect(await answer).toEqual(ANSWER);
      expect(await ended).toEqual([1, null]);
      expect(await complaint).toMatch(
        /did not expect \(TypeError\):\n {4}at process\.<anonymous> /,
      );
      expect(await complaint).not.toContain('canary');
    },
  );
});

describe('a start', () => {
  it('that fails as nobody foresaw tells so by the frames alone', async () => {
    const failing = `process.getBuiltinModule('node:http').createServer = () => { throw new Error('canary'); };`;
    const preload = script(failing);
    const { code, stderr } = await runFacet([], {
      SANDBOX: '0',
      DATABASE_URL: `sqlite:${join(folder, 'unforeseen.db')}`,
      NODE_OPTIONS: `--import ${preload}`,
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /\(Error\):\n( {4}at .+\n)+Facet cannot start\. See the lines above\.\n$/,
    );
    expect(stderr).not.toContain('canary');
  });

  it.each([
    ['EADDRINUSE', 'The port is taken.'],
    ['EACCES', 'The port is one that this user may not listen on. Set PORT to 1024 or more'],
    ['EADDRNOTAVAIL', 'HOST is no address of this machine.'],
    ['EAFNOSUPPORT', 'HOST is of an address family that this machine does not have.'],
    ['ENOTFOUND', 'HOST is a name that this machine cannot resolve.'],
  ])('that cannot listen (%s) says what to set', (code, line) => {
    const error = Object.assign(new Error('canary'), { code, syscall: 'listen' });
    expect(startProblem(error)).toContain(line);
    // What the file system says is about another thing.
    expect(startProblem(Object.assign(error, { syscall: 'open' }))).toBeNull();
  });

  it('on a privileged port says so in one line', async () => {
    // Where a container's settings let everybody listen there, it starts.
    const least = existsSync(PRIVILEGED) ? Number(readFileSync(PRIVILEGED, 'utf8')) : 1024;
    const uid = process.getuid?.() === 0 ? 65_534 : undefined;
    const reachable = mkdtempSync(join(tmpdir(), 'facet-privileged-'));
    onTestFinished(() => rmSync(reachable, { recursive: true, force: true }));
    chmodSync(reachable, 0o777);
    const DATABASE_URL = `sqlite:${join(reachable, 'facet.db')}`;
    const child = await spawnFacet(
      [],
      { PORT: '1', SANDBOX: '0', DATABASE_URL },
      { cwd: reachable, ...(uid === undefined ? {} : { uid }) },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    const complaint = text(child.stderr);
    if (least <= 1) await urlOf(child);
    else
      expect(await complaint).toMatch(/^Facet cannot start\. The port is one that this user may/);
  });

  it.runIf(process.getuid?.() === 0)(
    'on a file of somebody else says which variable names it',
    async () => {
      const closed = mkdtempSync(join(tmpdir(), 'facet-closed-'));
      onTestFinished(() => rmSync(closed, { recursive: true, force: true }));
      const DATABASE_URL = `sqlite:${join(closed, 'facet.db')}`;
      const { code, stderr } = await runFacet([], { SANDBOX: '0', DATABASE_URL }, { uid: 65_534 });
      expect([code, stderr]).toEqual([
        1,
        'Facet cannot start. DATABASE_URL wants a file that this user may read and write.\n',
      ]);
    },
  );

  it('shows of its database no user, no password and no setting', async () => {
    const url = new URL(await newPostgresUrl());
    url.searchParams.set('application_name', 'canary');
    url.password ||= 'canary';
    const child = await spawnFacet([], { SANDBOX: '0', DATABASE_URL: url.href });
    onTestFinished(() => void child.kill('SIGKILL'));
    const said = text(child.stdout);
    await urlOf(child);
    child.kill('SIGTERM');
    expect(await said).toMatch(/Registry {2}postgres(ql)?:\/\/[^\s@?]+, 0 users/);
    expect(await said).not.toContain('canary');
  });
});
