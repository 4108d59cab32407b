import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setInterval } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { post, smallSchema, startStandIn } from './stand-in.ts';

const HEAD = 'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';

test.each([
  ['nothing is sent', '', ''],
  ['the head stops', 'POST /graphql HTTP/1.1\r\nHo', ''],
  ['the head drips', 'POST /graphql HTTP/1.1\r\nX: ', 'a'],
  ['the body stops', `${HEAD}Content-Length: 9999\r\n\r\n{`, ''],
  ['the body drips', `${HEAD}Content-Length: 9999\r\n\r\n{`, ' '],
  ['the body drips in chunks', `${HEAD}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n'],
])('where %s, the request ends as a 408', async (_, start, drip) => {
  const { url } = await startStandIn({ timeouts: { request: 200, response: 15_000 } });
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(start);
  const dripping = new AbortController();
  void dripInto(socket, drip, dripping.signal);
  const response = await text(socket);
  dripping.abort();

  const [head = '', body = ''] = response.split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 408 /);
  expect(head).toMatch(/^connection: close$/im);
  expect(JSON.parse(body)).toEqual({
    errors: [
      { message: expect.stringContaining('in time'), extensions: { code: 'INVALID_INPUT' } },
    ],
  });
});

test('a request that has arrived may take longer', async () => {
  const entered = Promise.withResolvers<void>();
  const released = Promise.withResolvers<string>();
  const schema = smallSchema(() => {
    entered.resolve();
    return released.promise;
  });
  const { url } = await startStandIn({ schema, timeouts: { request: 100, response: 15_000 } });
  const response = post(url, { query: '{ slow }' });
  await entered.promise;
  // Until one that came later has run into its time.
  const late = connect(Number(new URL(url).port), '127.0.0.1');
  expect(await text(late)).toContain('408');
  released.resolve('at last');
  expect(await (await response).json()).toEqual({ data: { slow: 'at last' } });
});

async function dripInto(
  socket: ReturnType<typeof connect>,
  drip: string,
  signal: AbortSignal,
): Promise<void> {
  if (drip === '') return;
  try {
    for await (const _ of setInterval(20, undefined, { signal })) {
      if (socket.writable) socket.write(drip);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
