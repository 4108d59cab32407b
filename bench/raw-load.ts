import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Ask } from './scenarios.ts';

/** Ends the head of a response. */
const BLANK_LINE = '\r\n\r\n';

/**
 * Asks over kept-alive connections, on each the next as soon as the last is answered, until the time is over; resolves with
 * the number of answers. It looks at nothing but their status and length: whoever asks is not to be what costs.
 */
export async function askFor(
  milliseconds: number,
  url: string,
  asks: readonly Ask[],
  connections: number,
): Promise<number> {
  const end = performance.now() + milliseconds;
  const requests = asks.map((ask) => requestOf(url, ask));
  const counts = Array.from({ length: connections }, async (_, index) =>
    askOver(url, requests, index, () => performance.now() < end),
  );
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

function requestOf(url: string, { path, body }: Ask): Buffer {
  const { host } = new URL(url);
  const fields = ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`];
  return Buffer.from([`POST ${path} HTTP/1.1`, `host: ${host}`, ...fields, '', body].join('\r\n'));
}

async function askOver(
  url: string,
  requests: readonly Buffer[],
  first: number,
  goesOn: () => boolean,
): Promise<number> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let answered = 0;
  do {
    const request = requests[(first + answered) % requests.length];
    if (request) socket.write(request);
    await answerTo(socket);
    answered += 1;
  } while (goesOn());
  socket.destroy();
  return answered;
}

/** Resolves when a whole response has come. */
async function answerTo(socket: Socket): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let missing = NaN;
  const onData = (chunk: Buffer): void => {
    if (Number.isNaN(missing)) missing = lengthOf(chunk);
    missing -= chunk.length;
    if (missing === 0) resolve();
  };
  socket.on('data', onData).once('close', reject);
  try {
    await promise;
  } finally {
    socket.off('data', onData).off('close', reject);
  }
}

/** Of a response by its first bytes, with its head. */
function lengthOf(chunk: Buffer): number {
  const head = chunk.subarray(0, chunk.indexOf(BLANK_LINE)).toString('latin1');
  if (!head.startsWith('HTTP/1.1 200 ')) throw new Error(`Not answered: ${head}`);
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
  return head.length + BLANK_LINE.length + length;
}
