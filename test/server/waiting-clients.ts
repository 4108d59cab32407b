import { connect } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

/** Clients in a thread of their own: they connect while the thread of the server is busy. */
export interface WaitingClients {
  readonly host: string;
  readonly port: number;
  readonly count: number;
  /** How many have connected; the server need not have accepted them for that. */
  readonly connected: SharedArrayBuffer;
}

const { host, port, count, connected } = workerData as WaitingClients;
const counter = new Int32Array(connected);
const body = '{"query":"{ slow }"}';
const REQUEST = `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

const answers = Array.from({ length: count }, async () => {
  let answer = '';
  return new Promise<string>((resolve) => {
    const socket = connect(port, host);
    socket.once('connect', () => {
      socket.write(REQUEST);
      Atomics.add(counter, 0, 1);
      Atomics.notify(counter, 0);
    });
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', (error: NodeJS.ErrnoException) => (answer += error.code));
    socket.once('close', () => resolve(answer));
  });
});
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- the port of a thread has none.
parentPort?.postMessage(await Promise.all(answers));
