import { expect, test } from 'vitest';
import { sendRaw } from './raw.ts';
import { startStandIn } from './stand-in.ts';

const HOST = 'Host: localhost\r\n';
const HEAD = `POST /graphql HTTP/1.1\r\n${HOST}Content-Type: application/json\r\n`;
const CHUNKED = 'Transfer-Encoding: chunked\r\n';

test.each([
  ['no HTTP', 'hello secret\r\n\r\n', 400],
  ['TLS', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00FC\u0003\u0003', 400],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['an unknown method', `SECRET / HTTP/1.1\r\n${HOST}\r\n`, 400],
  ['a target with raw bytes', `GET /graphql?query={secret\u00E9} HTTP/1.1\r\n${HOST}\r\n`, 400],
  [
    'headers that are too large',
    `GET / HTTP/1.1\r\n${HOST}X: ${'secret'.repeat(4000)}\r\n\r\n`,
    431,
  ],
  ['a header with a space in its name', `GET / HTTP/1.1\r\n${HOST}X : secret\r\n\r\n`, 400],
  ['a header over two lines', `GET / HTTP/1.1\r\n${HOST}X: a\r\n secret\r\n\r\n`, 400],
  ['a chunk without a length', `${HEAD}${CHUNKED}\r\nsecret\r\n`, 400],
  ['chunks and a length', `${HEAD}${CHUNKED}Content-Length: 6\r\n\r\n0\r\n\r\nGsecret`, 400],
  ['two lengths', `${HEAD}Content-Length: 5\r\nContent-Length: 6\r\n\r\n{"a":1`, 400],
  ['a length with a sign', `${HEAD}Content-Length: +6\r\n\r\nsecret`, 400],
  ['an unknown transfer coding', `${HEAD}Transfer-Encoding: secret, chunked\r\n\r\n0\r\n\r\n`, 501],
  [
    'an unknown transfer coding at the end',
    `${HEAD}Transfer-Encoding: chunked, secret\r\n\r\n0\r\n\r\n`,
    400,
  ],
  ['an expectation', `${HEAD}Expect: secret\r\nContent-Length: 2\r\n\r\n{}`, 417],
  ['a tunnel', `CONNECT secret:22 HTTP/1.1\r\n${HOST}\r\n`, 405],
])('%s is answered in the shape of errors, quotes nothing and ends', async (_, request, status) => {
  const { url } = await startStandIn();
  // What is not closed for a reason of its own is asked to be.
  const response = await sendRaw(url, request.replace(HOST, `${HOST}Connection: close\r\n`));
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(response.headers.get('connection')).toBe('close');
  expect(JSON.parse(response.body)).toEqual({
    errors: [{ message: expect.any(String), extensions: { code: 'INVALID_INPUT' } }],
  });
  expect(response.text.toLowerCase()).not.toContain('secret');
  // It goes on answering.
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('a second request in bytes after a body is not executed under another one', async () => {
  const { url } = await startStandIn();
  const smuggled = `GET /healthz HTTP/1.1\r\n${HOST}\r\n`;
  const response = await sendRaw(
    url,
    `${HEAD}Content-Length: 4\r\n${CHUNKED}\r\n1\r\nZ\r\n0\r\n\r\n${smuggled}`,
  );
  expect(response.text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400']);
});

test('a connection that asks for another protocol is answered in this one', async () => {
  const { url } = await startStandIn();
  const upgrade =
    'Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n';
  const response = await sendRaw(url, `GET /graphql HTTP/1.1\r\n${HOST}${upgrade}\r\n`);
  expect(response.status).toBe(400);
  expect(JSON.parse(response.body)).toHaveProperty('errors');
});
