import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ReadLoader, SharedReads, loadDocument } from '#backends';
import type { BackendAdapter, FoundReading } from '#backends';
import type { AccountKey } from '#normalise';
import { chakra } from '../../src/backends/chakra/index.ts';
import { connectHttp } from '../../src/backends/http/connect-http.ts';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import { accountOperation } from '../../src/backends/reads/reading.ts';
import { DriftWatch } from '../../src/backends/http/drift.ts';
import { json, StandIn } from './stand-in.ts';

const REF = '11111111-1111-4111-8111-111111111111';
const ACCOUNT: AccountKey = { backend: 'CHAKRA', scope: '', ref: REF };

let standIn: StandIn;
let http: ConnectedHttp;
let adapter: BackendAdapter;
let shared: SharedReads;
let drift: DriftWatch;

const connected = (): BackendAdapter =>
  chakra.connect(chakra.settings.parse({ CHAKRA_URL: standIn.url, CHAKRA_TOKEN: 'token' }), http);

const sharedFor = (ttlMs: number): SharedReads => {
  const fingerprints = new Map([[adapter, 'fingerprint']]);
  return new SharedReads({ adapters: new Map([['CHAKRA', adapter]]), fingerprints }, ttlMs);
};

beforeEach(async () => {
  standIn = await StandIn.start();
  drift = new DriftWatch(() => {});
  const document = loadDocument(chakra.document);
  http = connectHttp({ backend: 'CHAKRA', url: standIn.url, timeoutMs: 2000, document, drift });
  adapter = connected();
  shared = sharedFor(0);
});
afterEach(async () => {
  vi.useRealTimers();
  shared.close();
  await http.close();
  await standIn.stop();
});

/** Reads as each request does: with a loader of its own. */
async function read(by = adapter, account = ACCOUNT): Promise<FoundReading> {
  const context = { onCall: () => undefined };
  const reading = await new ReadLoader(context, { shared }).load(by, account, 'user');
  if (reading.kind !== 'found') throw new Error(`The reading is ${reading.kind}.`);
  return reading;
}

const OK = { status: 200, body: {} };

const told = (bio: string, more: object = {}) =>
  json({ _data: { id: REF, bio, ...more }, _errors: [], _meta: {} });

describe('a read that is answered as before', () => {
  it('is made all the same, and brings the same record, of its own time', async () => {
    standIn.reply = told('the same');
    const first = await read();
    await new Promise((resolve) => setTimeout(resolve, 2));
    const [second, third] = [await read(), await read()];
    expect(standIn.received).toHaveLength(3);
    expect(second.record).toBe(first.record);
    expect(second.states).toBe(first.states);
    expect(third.states).toBe(first.states);
    expect([second.origin, third.origin]).toEqual(['LIVE', 'LIVE']);
    expect(second.asOf).not.toEqual(first.asOf);
    expect(first.states.areShared).toBe(true);
  });

  it('brings another record as soon as one byte of the answer is another one', async () => {
    standIn.reply = told('one');
    const first = await read();
    standIn.reply = told('two');
    const second = await read();
    expect(second.record).toMatchObject({ bio: 'two' });
    expect(second.states).not.toBe(first.states);
    standIn.reply = told('one');
    const third = await read();
    expect(third.record).toEqual(first.record);
    expect(third.states.areShared).toBe(false);
  });

  it.each([
    ['another content type', { 'content-type': 'text/plain' }],
    ['another encoding', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
  ])('is judged anew when it comes with %s', async (_what, headers) => {
    standIn.reply = told('the same');
    await read();
    standIn.reply = (response) => {
      response.writeHead(200, headers);
      response.end(JSON.stringify({ _data: { id: REF, bio: 'the same' }, _errors: [], _meta: {} }));
    };
    await expect(read()).rejects.toThrow('failed');
  });

  it('is told of each time where the document does not know what it holds', async () => {
    standIn.reply = told('the same', { shoeSize: 44 });
    for (let time = 0; time < 3; time += 1) await read();
    expect(drift.counts()).toEqual([expect.objectContaining({ count: 3 })]);
  });

  it('is another one under other credentials', async () => {
    standIn.reply = told('the same');
    const first = await read();
    expect((await read(connected())).record).not.toBe(first.record);
  });

  it('may be about another account, whose answer is its own', async () => {
    standIn.reply = told('the same');
    const first = await read();
    const other = await read(adapter, { ...ACCOUNT, scope: 'elsewhere' });
    expect(other.record).not.toBe(first.record);
    expect(other.record).toEqual(first.record);
  });

  it.each([
    ['without the cache', 0],
    ['with it', 600_000],
  ])('is read anew once its account may have changed, %s', async (_how, ttlMs) => {
    shared.close();
    shared = sharedFor(ttlMs);
    standIn.reply = told('the same');
    const first = await read();
    shared.forget({ ...ACCOUNT, ref: 'somebody else' });
    expect((await read()).record).toBe(first.record);
    shared.forget(ACCOUNT);
    expect((await read()).record).not.toBe(first.record);
  });
});

describe('a last answer', () => {
  const GENERATION_MS = 30_000;
  const MIB = 1024 * 1024;
  const JSON_TYPE = { 'content-type': 'application/json' };
  const keep = (id: string, bytes = 0): void =>
    shared.lastAnswers
      .of(adapter, id)
      .keep('user', { status: 200, headers: JSON_TYPE, body: Buffer.alloc(bytes) }, OK);

  it('is that of one operation, and of one status', () => {
    const last = shared.lastAnswers.of(adapter, 'one');
    const raw = { status: 200, headers: JSON_TYPE, body: Buffer.from('{}') };
    last.keep('user', raw, OK);
    expect(last.responseTo('user', { ...raw, body: Buffer.from('{}') })).toBe(OK);
    expect(last.responseTo('user', { ...raw, status: 201 })).toBeNull();
    expect(last.responseTo('user', { ...raw, body: null })).toBeNull();
    expect(last.responseTo('details', raw)).toBeNull();
  });

  it('is forgotten, or another adapter’s, also when it was not given of late', () => {
    vi.useFakeTimers();
    const id = accountOperation(ACCOUNT, 'user');
    const first = shared.lastAnswers.of(adapter, id);
    vi.advanceTimersByTime(GENERATION_MS);
    expect(shared.lastAnswers.of(connected(), id)).not.toBe(first);
    const second = shared.lastAnswers.of(adapter, id);
    vi.advanceTimersByTime(GENERATION_MS);
    shared.forget(ACCOUNT);
    expect(shared.lastAnswers.of(adapter, id)).not.toBe(second);
  });

  it('counts where it was given last', () => {
    vi.useFakeTimers();
    keep('one', 3 * MIB);
    vi.advanceTimersByTime(GENERATION_MS);
    const one = shared.lastAnswers.of(adapter, 'one');
    keep('two', 1.5 * MIB);
    // Over the limit: the two are of the older generation from here on.
    keep('three');
    vi.advanceTimersByTime(GENERATION_MS);
    expect(shared.lastAnswers.of(adapter, 'one')).not.toBe(one);
    keep('four', 3 * MIB);
    const four = shared.lastAnswers.of(adapter, 'four');
    for (const id of ['five', 'six', 'seven']) keep(id);
    expect(shared.lastAnswers.of(adapter, 'four')).toBe(four);
  });

  it('is forgotten after a minute in which nobody was given it', () => {
    vi.useFakeTimers();
    const first = shared.lastAnswers.of(adapter, 'one');
    vi.advanceTimersByTime(GENERATION_MS);
    expect(shared.lastAnswers.of(adapter, 'one')).toBe(first);
    vi.advanceTimersByTime(GENERATION_MS);
    expect(shared.lastAnswers.of(adapter, 'one')).toBe(first);
    vi.advanceTimersByTime(2 * GENERATION_MS);
    expect(vi.getTimerCount()).toBe(0);
    expect(shared.lastAnswers.of(adapter, 'one')).not.toBe(first);
  });

  it.each([
    ['answers', 10_000, 0],
    ['bytes', 8, 1024 * 1024],
  ])('gives way to others: %s', (_what, count, bytes) => {
    const first = shared.lastAnswers.of(adapter, 'one');
    for (let number = 0; number < count / 2; number += 1) keep(`some ${number}`, bytes);
    expect(shared.lastAnswers.of(adapter, 'one')).toBe(first);
    for (let number = 0; number < 2 * count; number += 1) keep(`more ${number}`, bytes);
    expect(shared.lastAnswers.of(adapter, 'one')).not.toBe(first);
  });
});
