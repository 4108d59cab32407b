import { once } from 'node:events';
import { connect } from 'node:net';
import { Pool } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { post, smallSchema, startStandIn } from './stand-in.ts';

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
});

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
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    try {
      await once(socket, 'connect');
    } catch {
      return;
    } finally {
      socket.destroy();
    }
  }
}
