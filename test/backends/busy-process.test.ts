import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { connectThings, context, get, failureOf } from './things.ts';

/** A backend that goes on while this thread is busy: it says what came, and answers later, but for what asks for silence. */
const BACKEND = `const { parentPort } = require('node:worker_threads');
const server = require('node:http').createServer((request, response) => {
  if (request.url.includes('silent')) return parentPort.postMessage('all came');
  response.setHeader('content-type', 'application/json');
  setTimeout(() => response.end('{"id":"here"}'), 100);
});
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`;

/** Keeps this thread from everything else. */
function beBusy(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

it('reads what arrived while this process was busy before it says that nothing came in time', async () => {
  const worker = new Worker(BACKEND, { eval: true });
  const [port] = await once(worker, 'message');
  const http = connectThings(`http://127.0.0.1:${port}`, 400);
  const calls = Array.from({ length: 5 }, async () => http.call(get, context));
  const silent = failureOf(http, { ...get, query: { q: 'silent' } });
  await once(worker, 'message');
  beBusy(700);
  expect(await Promise.all(calls)).toEqual(
    calls.map(() => ({ status: 200, body: { id: 'here' } })),
  );
  expect(await silent).toMatchObject({ code: 'BACKEND_TIMEOUT' });
  await http.close();
  await worker.terminate();
});
