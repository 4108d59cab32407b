import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { Worker } from 'node:worker_threads';
import { Pool } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { post, smallSchema, startStandIn } from './stand-in.ts';
import type { WaitingClients } from './waiting-clients.ts';

test('a request in flight is answered, and its connection closed, before close() returns', async () => {
  const entered = Promise.withResolvers<void>();
  const released = Promise.withResolvers<string>();
  const schema = smallSchema(() => {
    entered.resolve();
    return released.promise;
  });
  const server = await startStandIn({ schema });

  const answer = post(server.url, { query: '{ slow }' });
  await entered.promise;
  let closed = false;
  const closing = server.close().then(() => (closed = true));
  await refusal(server.url);
  expect(closed).toBe(false);

  released.resolve('at last');
  const response = await answer;
  expect(response.headers.get('connection')).toBe('close');
  expect(await response.json()).toEqual({ data: { slow: 'at last' } });
  await closing;
});

test('under load every request that found an open connection is answered', async () => {
  const server = await startStandIn();
  const pool = new Pool(server.url, { connections: 8 });
  onTestFinished(() => pool.destroy());
  const answers: unknown[] = [];
  const warm = Promise.withResolvers<void>();

  const clients = Promise.allSettled(
    Array.from({ length: 16 }, async () => {
      for (;;) {
        answers.push(await ask(pool));
        if (answers.length === 500) warm.resolve();
      }
    }),
  );
  await warm.promise;
  await server.close();

  const ends = await clients;
  expect(ends.map((end) => end.status === 'rejected' && end.reason.code)).toEqual(
    Array.from({ length: 16 }, () => 'ECONNREFUSED'),
  );
  expect(new Set(answers)).toEqual(new Set(['{"data":{"slow":"done"}}\n']));
});

test('what takes longer than a response may is cut off', async () => {
  const entered = Promise.withResolvers<void>();
  const schema = smallSchema(() => {
    entered.resolve();
    return new Promise(() => {});
  });
  const server = await startStandIn({ schema, timeouts: { request: 30_000, response: 200 } });
  const answer = post(server.url, { query: '{ slow }' }).catch(() => 'cut off');
  await entered.promise;
  await server.close();
  expect(await answer).toBe('cut off');
});

test('connections on which nothing was ever asked do not hold it up', async () => {
  const server = await startStandIn();
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  await once(socket, 'connect');
  // The server has accepted it once it has answered a later one.
  await fetch(`${server.url}/healthz`);
  const ended = once(socket, 'close');
  socket.resume();
  await server.close();
  await ended;
  expect(socket.destroyed).toBe(true);
});

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['localhost', '127.0.0.1'],
  ['localhost', '::1'],
])(
  'listening at %s, every client that waits to be accepted at %s is answered',
  async (host, at) => {
    const server = await startStandIn({ host });
    const count = 200;
    const connected = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const port = Number(new URL(server.url).port);
    const workerData: WaitingClients = { host: at, port, count, connected };
    const clients = new Worker(new URL('waiting-clients.ts', import.meta.url), { workerData });
    const answers = once(clients, 'message');

    // Nobody is accepted while this thread is busy.
    const counter = new Int32Array(connected);
    for (let seen = 0; seen < count; seen = Atomics.load(counter, 0))
      Atomics.wait(counter, 0, seen);
    await server.close();

    const statuses = (await answers)[0].map((answer: string) => answer.split('\r\n', 1)[0]);
    expect(statuses).toEqual(Array.from({ length: count }, () => 'HTTP/1.1 200 OK'));
  },
);

test('listening at localhost, what is in flight at either address is answered', async () => {
  const entered = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const released = Promise.withResolvers<string>();
  let calls = 0;
  const schema = smallSchema(() => {
    entered[calls++]?.resolve();
    return released.promise;
  });
  const server = await startStandIn({ host: 'localhost', schema });
  const port = new URL(server.url).port;
  const answers = ['127.0.0.1', '[::1]'].map((address) =>
    post(`http://${address}:${port}`, { query: '{ slow }' }),
  );
  await Promise.all(entered.map(({ promise }) => promise));
  const closing = server.close();
  await Promise.all([refusal(server.url), refusal(`http://[::1]:${port}`)]);
  released.resolve('at last');
  for (const answer of answers) {
    expect(await (await answer).json()).toEqual({ data: { slow: 'at last' } });
  }
  await closing;
});

test('listening at localhost fails where one of its addresses is taken', async () => {
  const port = await portFreeAt('127.0.0.1', '::1');
  await startStandIn({ host: '::1', port });
  await expect(startStandIn({ host: 'localhost', port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
  // The other address is free again.
  const server = await startStandIn({ host: '127.0.0.1', port });
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});

/** Below the ports that connections of other programs get, any of which may be taken at one address alone. */
async function portFreeAt(...hosts: readonly string[]): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const servers = hosts.map((host) => createServer().listen(port, host));
    const listening = await Promise.allSettled(servers.map((one) => once(one, 'listening')));
    for (const server of servers) server.close();
    if (listening.every(({ status }) => status === 'fulfilled')) return port;
  }
}

async function ask(pool: Pool): Promise<string> {
  const { body } = await pool.request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ slow }"}',
  });
  return body.text();
}

/** Waits until no new connection is taken. */
async function refusal(url: string): Promise<void> {
  for (;;) {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname.replace(/^\[|\]$/g, ''));
    try {
      await once(socket, 'connect');
    } catch {
      return;
    } finally {
      socket.destroy();
    }
  }
}
