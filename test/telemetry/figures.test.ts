import { describe, expect, it, onTestFinished } from 'vitest';
import { openRegistry } from '#registry';
import { metricsText } from '#telemetry';
import { faults } from '../../sandbox/index.ts';
import { BacklogWatch } from '../../src/operations/backlog-watch.ts';
import { isOneProcess, startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { databases } from '../registry/databases.ts';
import { creation } from '../registry/operations-contract.ts';

const ID = '5e1fcafe-0000-4000-8000-00000000c0de';
const READ = `{ user(by: { chakraId: "${ID}" }) { id } }`;

async function facetWith(environment: Readonly<Record<string, string>> = {}): Promise<TestFacet> {
  const facet = await startTestFacet({ environment, people: true });
  onTestFinished(async () => facet.close());
  return facet;
}

/** The value of a series, by its name and labels as Prometheus writes them; 0 when there is none. */
async function valueOf(series: string): Promise<number> {
  const { text } = await metricsText();
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1) ?? 0);
}

describe.runIf(isOneProcess)('the metrics', () => {
  it('tell how a backend fares, and what is wrong with it', async () => {
    const facet = await facetWith();
    expect(await valueOf('facet_backend_status{backend="CHAKRA",status="UNKNOWN"}')).toBe(1);
    const chakra = facet.sandbox.backend('CHAKRA');
    chakra.fault('*', faults.status(401, {}, {}));
    await facet.query(READ);
    expect(await valueOf('facet_backend_status{backend="CHAKRA",status="DEGRADED"}')).toBe(1);
    expect(await valueOf('facet_backend_status{backend="CHAKRA",status="UNKNOWN"}')).toBe(0);
    const wrong = 'facet_backend_wrong{backend="CHAKRA",code="BACKEND_UNAUTHORIZED"}';
    expect(await valueOf(wrong)).toBe(1);
    chakra.clearFaults();
    await facet.query('{ allUsers(first: 20) { nodes { bio } } }');
    expect(await valueOf(wrong)).toBe(0);
    expect(await valueOf('facet_backend_status{backend="CHAKRA",status="OK"}')).toBe(1);
  });

  it('tell of retries, and when there is no budget for them', async () => {
    const facet = await facetWith({ READ_RETRIES: '1' });
    facet.sandbox.backend('CHAKRA').fault('*', faults.status(503));
    const refused = 'facet_retries_total{backend="CHAKRA",kind="read",decision="refused"}';
    const retried = 'facet_retries_total{backend="CHAKRA",kind="read",decision="retried"}';
    const before = [await valueOf(refused), await valueOf(retried)] as const;
    for (let call = 0; call < 12; call += 1) await facet.query(READ);
    expect(await valueOf(refused)).toBeGreaterThan(before[0]);
    expect(await valueOf(retried)).toBeGreaterThan(before[1]);
    expect(await valueOf('facet_retry_budget{backend="CHAKRA"}')).toBeLessThanOrEqual(1);
  });

  it('tell of reads that the cache answers', async () => {
    const facet = await facetWith({ CACHE_TTL_MS: '60000' });
    const query = '{ allUsers(first: 20) { nodes { bio } } }';
    const [hits, misses] = ['hit', 'miss'].map(
      (result) => `facet_cache_reads_total{result="${result}"}`,
    );
    const before = [await valueOf(hits ?? ''), await valueOf(misses ?? '')] as const;
    await facet.query(query);
    expect(await valueOf(misses ?? '')).toBeGreaterThan(before[1]);
    expect(await valueOf(hits ?? '')).toBe(before[0]);
    await facet.query(query);
    expect(await valueOf(hits ?? '')).toBeGreaterThan(before[0]);
  });

  it('tell of them also where the whole answer is one that was given before', async () => {
    const facet = await facetWith({ CACHE_TTL_MS: '60000' });
    const query = '{ user(by: { chakraId: "9763caa1-cef3-497f-b3b2-f551456b2831" }) { bio } }';
    const hits = async () => valueOf('facet_cache_reads_total{result="hit"}');
    for (let time = 0; time < 2; time += 1) await facet.query(query);
    const before = await hits();
    for (let time = 0; time < 3; time += 1) await facet.query(query);
    expect(await hits()).toBe(before + 3);
  });

  it('tell where an answer is not as documented', async () => {
    const facet = await facetWith();
    facet.sandbox
      .backend('CHAKRA')
      .fault('*', faults.status(200, {}, { _data: null, _errors: [], _meta: {}, shiny: 1 }));
    await facet.query(READ);
    const series =
      'facet_drift_total{backend="CHAKRA",operation="user",what="unknown field $.shiny"}';
    expect(await valueOf(series)).toBeGreaterThan(0);
  });

  it('tell how long the registry takes', async () => {
    const facet = await facetWith();
    const count = 'facet_registry_duration_seconds_count{kind="read",outcome="ok"}';
    const before = await valueOf(count);
    await facet.query(READ);
    expect(await valueOf(count)).toBeGreaterThan(before);
  });
});

it.each(databases())(
  '$name tells how many operations are open, and how old the oldest is',
  async ({ newRegistryUrl }) => {
    const registry = await openRegistry(await newRegistryUrl());
    onTestFinished(async () => registry.close());
    const { operations } = registry;
    expect(await operations.backlog()).toEqual({ RUNNING: 0, WAITING: 0, oldest: null });
    const lease = { owner: 'me', ms: 60_000 };
    const first = await operations.begin(creation(), lease);
    await operations.begin(creation(), lease);
    expect(await operations.backlog()).toMatchObject({
      RUNNING: 2,
      WAITING: 0,
      oldest: { id: first.operation.id },
    });
    const stuck = await valueOf('facet_events_total{event="write-stuck"}');
    const watch = new BacklogWatch(operations, 10, 0);
    await expect
      .poll(async () => valueOf('facet_events_total{event="write-stuck"}'))
      .toBeGreaterThan(stuck);
    await watch.close();
    expect(await valueOf('facet_operations{state="RUNNING"}')).toBe(2);
    expect(await valueOf('facet_operation_oldest_seconds')).toBeGreaterThan(0);
  },
);
