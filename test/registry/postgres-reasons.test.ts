import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { afterAll, expect, it } from 'vitest';
import { freePort } from '../ports.ts';
import { COMPILE_CACHE, program } from '../programs.ts';
import { newPostgresUrl } from './databases.ts';

const CANARY = 'canary%23secret';
const servers: (() => void)[] = [];
afterAll(() => servers.forEach((close) => close()));

/** A server that is no PostgreSQL, or answers as one in trouble. */
async function listener(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => socket.destroy()));
    onConnection(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  servers.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

/** https://www.postgresql.org/docs/current/protocol-error-fields.html */
function refusal(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

const at = (port: number, query = '') =>
  `postgres://someone:${CANARY}@127.0.0.1:${port}/facet${query}`;

const CASES: readonly [string, () => Promise<string>, RegExp][] = [
  ['nobody listens', async () => at(await freePort()), /connection refused/],
  [
    'the host name is unknown',
    async () => `postgres://someone:${CANARY}@no-such-host.invalid/facet`,
    /DNS/,
  ],
  [
    'the server has no TLS',
    async () =>
      at(
        await listener((socket) => socket.once('data', () => socket.end('N'))),
        '?sslmode=verify-full',
      ),
    /asks for TLS, and it has none/,
  ],
  [
    'what answers to TLS is none',
    async () =>
      at(
        await listener((socket) =>
          socket.once('data', () => {
            socket.write('S');
            socket.once('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
          }),
        ),
        '?sslmode=require',
      ),
    /TLS/,
  ],
  [
    'the password is wrong',
    async () =>
      at(
        await listener((socket) =>
          socket.once('data', () =>
            socket.end(refusal('28P01', 'password authentication failed for user "someone"')),
          ),
        ),
      ),
    /password authentication failed/,
  ],
  [
    'the database is missing',
    async () => (await newPostgresUrl()).replace(/facet_\w+$/, 'missing'),
    /database "missing" does not exist/,
  ],
  [
    'the server hangs up',
    async () => at(await listener((socket) => socket.once('data', () => socket.destroy()))),
    /closed the connection/,
  ],
  ['the server says nothing', async () => at(await listener(() => {})), /did not answer in time/],
  [
    'a pooler refuses',
    async () =>
      at(
        await listener((socket) =>
          socket.once('data', () => socket.end(refusal('08P01', 'no such user: someone'))),
        ),
      ),
    /no such user/,
  ],
  [
    'a certificate cannot be read',
    async () => at(await freePort(), '?sslmode=verify-full&sslrootcert=/no/such/file.pem'),
    /sslrootcert.+ENOENT/,
  ],
];

it.each(CASES)('ends the start in one line that says why when %s', async (_, urlOf, reason) => {
  const child = spawn(process.execPath, [await program('src/main.ts')], {
    cwd: tmpdir(),
    env: { ...COMPILE_CACHE, PORT: '0', SANDBOX: '0', DATABASE_URL: await urlOf() },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, complaint, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  expect(code).toBe(1);
  expect(complaint).toMatch(/^Facet cannot start\. [^\n]+\n$/);
  expect(complaint).toMatch(reason);
  expect(output + complaint).not.toContain('canary');
});
