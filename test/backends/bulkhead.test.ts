import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import { BackendError } from '#errors';
import { silence, StandIn } from './stand-in.ts';
import { connectThings, context, get } from './things.ts';

/** What may be under way and wait at one backend. */
const ROOM = 64 + 512;

let standIn: StandIn;
let http: ConnectedHttp;

beforeAll(async () => {
  standIn = await StandIn.start();
  standIn.reply = silence;
  http = connectThings(standIn.url, 1000);
});

afterAll(async () => {
  await http.close();
  await standIn.stop();
});

it('keeps calls to a silent backend from piling up, and waiting from outlasting the time-out', async () => {
  const codes = await Promise.all(
    Array.from({ length: ROOM + 100 }, async () =>
      http.call(get, context).then(
        () => 'answered',
        (error: unknown) => (error instanceof BackendError ? error.code : error),
      ),
    ),
  );
  expect(codes.slice(0, ROOM)).toEqual(Array.from({ length: ROOM }, () => 'BACKEND_TIMEOUT'));
  expect(codes.slice(ROOM)).toEqual(Array.from({ length: 100 }, () => 'BACKEND_UNAVAILABLE'));
  // Those that waited are let in as others time out, if their own time is not up yet.
  expect(standIn.received.length).toBeLessThan(ROOM / 2);
});
