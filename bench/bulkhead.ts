import { setTimeout as wait } from 'node:timers/promises';
import { loadDocument } from '#backends';
import { connectHttp } from '../src/backends/http/connect-http.ts';
import { chakra } from '../src/backends/chakra/index.ts';
import { people } from './people.ts';
import { startProcess } from './server-process.ts';

// How many calls to one backend should be under way at once: what passes in a second, what a call costs, and how long it
// takes with its waiting, against a backend that answers after 20 ms. `bench/bulkhead.ts [milliseconds]` for another one.

const DELAY_MS = process.argv[2] ?? '20';
const SIZES = [8, 16, 32, 64, 128, 256];
/** Each waits for its answer before it asks again. */
const CALLERS = 300;
const SECONDS = 3;
const ROUNDS = 3;

const backends = await startProcess('backends.ts', { DELAY_MS });
const settings = chakra.settings.parse({ CHAKRA_URL: backends.url, CHAKRA_TOKEN: 'bench' });

interface Figures {
  readonly callsASecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpuOfACall: number;
}

async function measure(atOnce: number): Promise<Figures> {
  const document = loadDocument(chakra.document);
  const http = connectHttp({
    backend: 'CHAKRA',
    url: backends.url,
    timeoutMs: 60_000,
    document,
    atOnce,
  });
  const user = chakra.connect(settings, http).reads['user'];
  const times: number[] = [];
  let until = performance.now() + 500;
  const call = async (ref: string): Promise<void> => {
    while (performance.now() < until) {
      const begun = performance.now();
      await user?.read({ backend: 'CHAKRA', scope: '', ref }, [], { onCall: () => undefined });
      times.push(performance.now() - begun);
    }
  };
  const all = (): Promise<unknown> =>
    Promise.all(
      Array.from({ length: CALLERS }, (_, caller) => call(people[caller % 64]?.chakraId ?? '')),
    );
  await all();
  times.length = 0;
  until = performance.now() + SECONDS * 1000;
  const before = process.cpuUsage();
  await all();
  const { user: own, system } = process.cpuUsage(before);
  await http.close();
  const sorted = times.toSorted((one, other) => one - other);
  return {
    callsASecond: times.length / SECONDS,
    p50: sorted[Math.floor(sorted.length / 2)] ?? NaN,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? NaN,
    cpuOfACall: (own + system) / times.length,
  };
}

const figures = new Map<number, Figures[]>(SIZES.map((size) => [size, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  for (const size of SIZES) {
    figures.get(size)?.push(await measure(size));
    await wait(100);
  }
}
await backends.stop();

const median = (size: number, part: (one: Figures) => number): string =>
  Math.round(
    (figures.get(size) ?? []).map(part).toSorted((one, other) => one - other)[
      Math.floor(ROUNDS / 2)
    ] ?? NaN,
  )
    .toString()
    .padStart(8);

process.stdout.write(
  `at once  calls/s  p50 ms  p99 ms  µs of CPU for a call (${CALLERS} callers)\n`,
);
for (const size of SIZES) {
  const columns = [
    median(size, ({ callsASecond }) => callsASecond),
    median(size, ({ p50 }) => p50),
    median(size, ({ p99 }) => p99),
    median(size, ({ cpuOfACall }) => cpuOfACall),
  ];
  process.stdout.write(`${String(size).padStart(7)}${columns.join('')}\n`);
}
