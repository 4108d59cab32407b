import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { listen } from './http.ts';

// A process of its own: stands between Facet and the backend at `BACKEND_URL`, and can go silent as a machine does whose
// packets are dropped. Whoever runs the benchmark rules it over HTTP: `/open` (from now on nothing is forwarded and
// nothing is answered), `/shut` (new connections are forwarded again; those of before stay dead), `/seen` (alters nothing).

/** What every one of these answers. */
export interface HoleReport {
  /** Where the backend seems to be. */
  readonly url: string;
  /** Requests that arrived since this was last asked: each comes in one piece. */
  readonly arrived: number;
  /** Connections that went dead and that the other side holds still. */
  readonly held: number;
}

const { hostname, port } = new URL(process.env['BACKEND_URL'] ?? '');
const dead = new Set<Socket>();
const living = new Set<Socket>();
let silent = false;
let requests = 0;

const hole = createServer((near) => {
  const far = connect(Number(port), hostname);
  (silent ? dead : living).add(near);
  near.on('data', (bytes) => {
    requests += 1;
    if (!dead.has(near)) far.write(bytes);
  });
  far.on('data', (bytes) => {
    if (!dead.has(near)) near.write(bytes);
  });
  near.on('close', () => {
    far.destroy();
    dead.delete(near);
    living.delete(near);
  });
  far.on('close', () => {
    if (!dead.has(near)) near.destroy();
  });
  // A reset ends a connection like any other end: `close` follows.
  near.on('error', () => undefined);
  far.on('error', () => undefined);
});

const rules: Readonly<Record<string, () => void>> = {
  '/open': () => {
    silent = true;
    for (const socket of living) dead.add(socket);
    living.clear();
  },
  '/shut': () => {
    silent = false;
  },
};

hole.listen(0, '127.0.0.1');
await once(hole, 'listening');
const address = hole.address() as AddressInfo;

await listen(
  createHttpServer(({ url = '' }, response) => {
    rules[url]?.();
    const report: HoleReport = {
      url: `http://127.0.0.1:${address.port}`,
      arrived: requests,
      held: dead.size,
    };
    requests = 0;
    response.end(JSON.stringify(report));
  }),
);
