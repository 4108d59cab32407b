import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reading, SharedReads } from '#backends';
import { FacetError } from '#errors';
import type { DurableRegistry } from '#registry';
import { KeptAnswers } from '../../../src/graphql/execution/kept/kept-answers.ts';
import { openSqlite } from '../../../src/registry/sqlite/open.ts';
import { databaseFiles } from '../../registry/database-files.ts';
import {
  LINKED,
  NAMES,
  READ,
  account,
  adapter,
  asked,
  record,
  requestOf,
  sharedFor,
} from './asking.ts';

const newFile = databaseFiles();

let registry: DurableRegistry;
let shared: SharedReads;
let answers: KeptAnswers;

/** What backends answer where all is read again. */
let told: readonly (Reading | Promise<Reading>)[] = [];
let reads = 0;
const read = async (): Promise<Reading> => {
  reads += 1;
  const reading = told[(reads - 1) % told.length];
  if (!reading) throw new Error('Nothing was told.');
  return reading;
};

describe('an answer, without a cache,', () => {
  const DATA = { user: { displayName: 'Asha' } };
  const [one, other] = [record('one'), record('other')];
  const failed: Reading = { kind: 'failed', error: new FacetError('INTERNAL', 'down') };
  const never = new Promise<Reading>(() => {});

  /** Keeps an answer that was made of these readings. */
  const keep = (readings: readonly Reading[], text = NAMES): void => {
    const request = requestOf(read);
    answers.placeOf(asked(text), request);
    const place = answers.placeOf(asked(text), request);
    expect(place?.isReadAgain ?? false).toBe(false);
    for (const _ of readings) request.footprint().begun();
    for (const reading of readings) request.footprint().add(READ, reading);
    place?.keep(DATA);
  };
  const again = async (text = NAMES): Promise<object | null | undefined> => {
    reads = 0;
    const place = answers.placeOf(asked(text), requestOf(read));
    expect(place?.data ?? null).toBeNull();
    return place?.isReadAgain ? place.readAgain() : undefined;
  };

  beforeEach(async () => {
    registry = await openSqlite(newFile());
    shared = sharedFor(0);
    answers = new KeptAnswers(shared, registry);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await registry.close();
  });

  it('is given again once each read was made again and told the same', async () => {
    keep([one, other]);
    told = [one, other];
    expect(await again()).toBe(DATA);
    expect(reads).toBe(2);
  });

  it.each<[string, readonly (Reading | Promise<Reading>)[]]>([
    ['another record', [one, record('other')]],
    ['a word that there is none', [{ kind: 'absent' }, other]],
    ['a failure', [one, failed]],
    ['another record while the other read has no end', [never, record('other')]],
  ])('is made anew after %s', async (_what, readings) => {
    keep([one, other]);
    told = readings;
    expect(await again()).toBeNull();
    expect(reads).toBe(2);
  });

  it('is given again where nothing has to be read', async () => {
    keep([]);
    expect(await again()).toBe(DATA);
    await registry.link(null, account, LINKED);
    expect(await again()).toBeUndefined();
  });

  it('has nothing read ahead of what it follows from', async () => {
    const request = requestOf(read);
    answers.placeOf(asked(NAMES), request);
    const place = answers.placeOf(asked(NAMES), request);
    request.footprint().begun();
    request.footprint().add(READ, one);
    request.footprint().begun();
    request.footprint().add(READ, other);
    place?.keep(DATA);
    expect(await again()).toBeUndefined();
  });

  it.each([
    'query ($id: ID!) { users(by: [{ id: $id }]) { id } }',
    'query ($id: ID!) { user(by: { id: $id }) { reportees { id } } }',
  ])('is not kept of lists of people: %s', async (text) => {
    keep([one], text);
    expect(await again(text)).toBeUndefined();
  });

  it('is forgotten with the last answers', async () => {
    vi.useFakeTimers();
    shared.lastAnswers.of(adapter, 'c-1');
    keep([one]);
    vi.advanceTimersByTime(30_000);
    expect(await again()).toBeUndefined();
  });
});
