import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faults, startSandbox } from '../../../sandbox/index.ts';
import type { Sandbox } from '../../../sandbox/index.ts';
import { COMPILE_CACHE, program } from '../../programs.ts';

// A whole server process, so that its log can be searched as well.
const CANARY = 'canary-7f3a9c41e8-token';
const ANOTHER = 'canary  "with"\tspaces 51d0c6e27b';

let folder: string;
let sandbox: Sandbox;
let server: ChildProcess;
let url: string;
let output = '';
const answers: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-secrets-'));
  sandbox = await startSandbox();
  server = spawn(process.execPath, [await program('src/main.ts')], {
    env: {
      ...COMPILE_CACHE,
      ...sandbox.environment,
      HAPTIK_SETTLE_MS: '0',
      SANDBOX: '0',
      PORT: '0',
      DATABASE_URL: `sqlite:${join(folder, 'facet.db')}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const listening = new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      const [, found] = /(http:\/\/127\.0\.0\.1:\d+)\/graphql/.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    };
    server.stdout?.on('data', listen);
    server.stderr?.on('data', listen);
    server.once('exit', () => reject(new Error(`Facet did not start: ${output}`)));
  });
  url = await listening;
});

afterAll(async () => {
  await ended();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ended(): Promise<void> {
  if (server.exitCode !== null) return;
  const exit = once(server, 'exit');
  server.kill();
  await exit;
}

async function ask(query: string, variables: object = {}): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-facet-trace': '1' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  answers.push(text);
  return text;
}

const PAYLOAD = `
  user { id displayName customData account(at: HAPTIK) { raw } provenance { candidates { value rawValue } } }
  outcomes { status account { raw } error { code message backendMessage backendCode } }
  errors { message path }`;
const CREATE = `mutation ($input: CreateUserInput!) { createUser(input: $input) { ${PAYLOAD} } }`;
const UPDATE = `mutation ($input: UpdateUserInput!) { updateUser(input: $input) { ${PAYLOAD} } }`;

const creation = (authCode: unknown, authId: string) => ({
  input: { backends: ['HAPTIK'], displayName: 'Nova', haptik: { authId, authCode } },
});
const change = (authCode: unknown) => ({
  input: { user: { authId: 'secret1' }, set: { authCode } },
});

describe('an authCode', () => {
  it('is in the request to HAPTIK', async () => {
    await ask(CREATE, creation(CANARY, 'secret1'));
    await ask(UPDATE, change(ANOTHER));
    const codes = sandbox
      .backend('HAPTIK')
      .requests()
      .map(({ body }) => body);
    expect(codes).toMatchObject([{ auth_code: CANARY }, { auth_code: ANOTHER }]);
    expect(answers.map((text) => JSON.parse(text).errors)).toEqual([undefined, undefined]);
  });

  const echoes = [
    (code: string) => faults.status(400, {}, { error_message: `The token ${code} has expired` }),
    (code: string) => faults.status(400, {}, { error_message: JSON.stringify({ code }) }),
    (code: string) => faults.status(400, {}, { error_message: `?${encodeURIComponent(code)}` }),
    (code: string) => faults.status(401, {}, { error_message: `Wrong: "${code}".` }),
    (code: string) => faults.status(500, {}, `<h1>${code}</h1>`),
    (code: string) => faults.status(200, {}, { error_message: code }),
    (code: string) => faults.status(200, {}, { auth_id: code, auth_code: code }),
    (code: string) => faults.status(200, {}, { auth_id: { [code]: code } }),
    (code: string) => faults.status(200, {}, `{"auth_id": ${code}`),
    (code: string) => faults.status(429, { 'retry-after': code }, { error_message: code }),
  ];

  it.each([CANARY, ANOTHER])('%j may be echoed by the backend', async (code) => {
    for (const [index, echo] of echoes.entries()) {
      const haptik = sandbox.backend('HAPTIK');
      haptik.fault('*', echo(code));
      const created = await ask(CREATE, creation(code, `echo${index}`));
      const updated = await ask(UPDATE, change(code));
      expect(created).toMatch(/"status":"(FAILED|UNKNOWN)"/);
      expect(updated).toMatch(/"status":"(FAILED|UNKNOWN)"/);
      haptik.clearFaults();
    }
  });

  it('may stand in a request that is refused', async () => {
    const refused = [
      await ask(CREATE, creation({ code: CANARY }, 'secret2')),
      await ask(CREATE, { input: { haptik: { authcode: CANARY } } }),
      await ask(CREATE, { input: { haptik: CANARY } }),
      await ask(UPDATE, { input: { user: { authId: 'secret1' }, set: CANARY } }),
      await ask(
        `mutation { createUser(input: { haptik: { authCode "${CANARY}" } }) { errors { code } } }`,
      ),
      await ask(
        `mutation { createUser(input: { haptik: { authCode: ["${CANARY}", 1] } }) { errors { code } } }`,
      ),
      await ask(`mutation { createUser(input: { haptik: "${CANARY}" }) { errors { code } } }`),
      await ask(CREATE, creation(CANARY, 'not-alphanumeric')),
    ];
    for (const text of refused) expect(text).toContain('INVALID_INPUT');
  });

  it('is nowhere else: not in an answer, in the log, or in the registry’s files', async () => {
    await ask('query { user(by: { authId: "secret1" }) { account(at: HAPTIK) { raw } } }');
    await ended();
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    expect(files.join('')).toContain('secret1');
    expect(output).toContain('Facet is ready');
    expect(answers.length).toBeGreaterThan(40);
    for (const text of [...answers, ...files, output]) {
      expect(text).not.toMatch(/canary|7f3a9c41e8|51d0c6e27b/i);
    }
  });
});
