import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { Client } from 'pg';
import { parse } from 'yaml';
import { afterEach, describe, expect, it } from 'vitest';
import { openRegistry } from '#registry';
import { faults } from '../../sandbox/index.ts';
import { newPostgresUrl } from '../registry/databases.ts';
import { post } from '../server/stand-in.ts';
import { startLoggedFacet } from '../telemetry/facet-process.ts';
import type { LoggedFacet } from '../telemetry/facet-process.ts';
import { PACE } from '../pace.ts';

// What an operator sees of each outage who has the log, the metrics and docs/operating.md alone. Each has to show within a
// minute: these wait less for it.

const MANUAL = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8');
const ALERTS = parse(
  readFileSync(new URL('../../deploy/alerts.yaml', import.meta.url), 'utf8'),
) as { readonly groups: readonly { readonly rules: readonly { alert: string; expr: string }[] }[] };

const SOON = { timeout: 30_000 * PACE, interval: 200 };
const LONG = 90_000 * PACE;
const READ = '{ user(by: { chakraId: "5e1fcafe-0000-4000-8000-00000000c0de" }) { id } }';

let facet: LoggedFacet | undefined;
afterEach(async () => {
  await facet?.close();
  facet = undefined;
});

async function started(settings: Readonly<Record<string, string>> = {}): Promise<LoggedFacet> {
  facet = await startLoggedFacet(settings);
  return facet;
}

/** Waits until a series has at least this value. */
async function rises({ url }: LoggedFacet, series: string, least = 1): Promise<void> {
  const value = async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    const line = text.split('\n').find((one) => one.startsWith(`${series} `));
    return Number(line?.slice(series.length + 1) ?? 0);
  };
  await expect.poll(value, SOON).toBeGreaterThanOrEqual(least);
}

/** The manual has a chapter that names the alert, and the alert looks at the metric. */
function alertIs(alert: string, metric: string, chapter: string): void {
  const rule = ALERTS.groups.flatMap(({ rules }) => rules).find((one) => one.alert === alert);
  expect(rule?.expr).toContain(metric);
  const [, text = ''] = MANUAL.split(`### ${chapter}\n`);
  expect(text.split('\n### ', 1)[0]).toContain(`\`${alert}\``);
}

/** The limits of a running process can be changed on Linux alone. */
function hasPrlimit(): boolean {
  try {
    execFileSync('prlimit', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a backend', () => {
  it('that is slow is told by the calls that end without an answer', async () => {
    const running = await started({ BACKEND_TIMEOUT_MS: '200' });
    running.sandbox.backend('CHAKRA').fault('*', faults.delay(5000));
    await post(running.url, { query: READ });
    await running.told({
      event: 'backend-call',
      backend: 'CHAKRA',
      code: 'BACKEND_TIMEOUT',
      how: 'timeout',
    });
    const series =
      'facet_backend_call_duration_seconds_count{backend="CHAKRA",operation="user",outcome="BACKEND_TIMEOUT"}';
    await rises(running, series);
    alertIs('FacetBackendTimesOut', 'outcome="BACKEND_TIMEOUT"', 'A backend is down or slow');
  });

  it('that is not there is told, and left alone', async () => {
    const running = await started();
    await running.sandbox.backend('CHAKRA').down();
    for (let call = 0; call < 12; call += 1) await post(running.url, { query: READ });
    await running.told({
      event: 'backend-call',
      backend: 'CHAKRA',
      how: 'network',
      reason: 'ECONNREFUSED',
    });
    await running.told({ event: 'breaker-opened', backend: 'CHAKRA' });
    await rises(running, 'facet_breaker_open{backend="CHAKRA"}');
    alertIs('FacetBackendDown', 'facet_breaker_open', 'A backend is down or slow');
  });

  it('that refuses the token is told', async () => {
    const running = await started({ CHAKRA_TOKEN: 'expired' });
    await post(running.url, { query: READ });
    await running.told({
      event: 'backend-call',
      backend: 'CHAKRA',
      code: 'BACKEND_UNAUTHORIZED',
      level: 50,
    });
    await rises(running, 'facet_backend_wrong{backend="CHAKRA",code="BACKEND_UNAUTHORIZED"}');
    alertIs(
      'FacetBackendRefusesCredentials',
      'facet_backend_wrong',
      'A backend refuses the credentials',
    );
  });

  it.each([
    ['JSON of another shape', faults.status(200, {}, { people: [] })],
    ['a page', faults.html()],
    ['a page that says 404', faults.html(404)],
  ])('that answers %s is told', async (_what, fault) => {
    const running = await started();
    running.sandbox.backend('CHAKRA').fault('*', fault);
    await post(running.url, { query: READ });
    await running.told({ event: 'backend-call', backend: 'CHAKRA', code: 'BACKEND_CONTRACT' });
    await rises(running, 'facet_backend_wrong{backend="CHAKRA",code="BACKEND_CONTRACT"}');
    alertIs(
      'FacetBackendAnswersAnotherShape',
      'facet_backend_wrong',
      'A backend answers another shape',
    );
  });
});

describe('the registry', () => {
  const registryAlerts = (): void =>
    alertIs('FacetRegistryFails', 'event="registry"', 'The registry takes no writes');

  it.runIf(hasPrlimit())(
    'on a disk that takes no more is told, also when nobody asks for anything',
    async () => {
      const running = await started();
      execFileSync('prlimit', ['--pid', String(running.child.pid), '--fsize=1000']);
      await running.told({ event: 'registry', reason: 'disk-error', level: 50 });
      await rises(running, 'facet_events_total{event="registry"}');
      const ready = await fetch(`${running.url}/readyz`);
      expect([ready.status, await ready.json()]).toMatchObject([503, { reason: 'disk-error' }]);
      registryAlerts();
    },
    LONG,
  );

  it(
    'that is a read-only standby is told, also when nobody asks for anything',
    async () => {
      const url = await newPostgresUrl();
      const running = await started({ DATABASE_URL: url });
      const client = new Client({ connectionString: url });
      await client.connect();
      const name = new URL(url).pathname.slice(1);
      await client.query(`alter database "${name}" set default_transaction_read_only = on`);
      await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`);
      await client.end();
      await running.told({ event: 'registry', reason: 'read-only', level: 50 });
      await rises(running, 'facet_events_total{event="registry"}');
      registryAlerts();
    },
    LONG,
  );

  it(
    'that instances of two versions share is told by each',
    async () => {
      const url = await newPostgresUrl();
      const running = await started({ DATABASE_URL: url });
      const other = await openRegistry(url);
      await other.instances.beat({ id: 'another', version: '9.8.7' });
      await running.told({ event: 'versions', others: '9.8.7' });
      await rises(running, 'facet_instances{version="9.8.7"}');
      await other.close();
      alertIs('FacetVersionsDiffer', 'facet_instances', 'Instances of two versions');
    },
    LONG,
  );
});

describe('a write', () => {
  const CREATE = `mutation ($input: CreateUserInput!) { createUser(input: $input) { outcomes { status } } }`;

  it('whose outcome nobody knows is told, with its operation', async () => {
    const running = await started();
    running.sandbox.backend('HAPTIK').fault('*', faults.lostAnswer());
    const input = {
      backends: ['HAPTIK'],
      displayName: 'A',
      haptik: { authId: 'a1', authCode: 'c' },
    };
    await post(running.url, { query: CREATE, variables: { input } }, { 'x-request-id': 'lost' });
    const [line] = await running.told({
      event: 'write-unknown',
      backend: 'HAPTIK',
      request: 'lost',
    });
    expect(line?.['operation']).toMatch(/^oper_/);
    await rises(running, 'facet_events_total{event="write-unknown"}');
    alertIs('FacetWriteUnknown', 'event="write-unknown"', 'A write is stuck or UNKNOWN');
  });

  it(
    'that waits for its backend is counted, and its age told',
    async () => {
      const running = await started();
      const haptik = { authId: 'a2', authCode: 'c' };
      const input = { backends: ['HAPTIK'], displayName: 'A', haptik };
      await post(running.url, { query: CREATE, variables: { input } });
      running.sandbox.backend('HAPTIK').fault('*', faults.lostAnswer());
      const change = '{ user: { authId: "a2" }, set: { displayName: "B" } }';
      const query = `mutation { updateUser(input: ${change}) { outcomes { status } errors { code } } }`;
      const response = await post(running.url, { query });
      const { data } = await response.json();
      expect(data.updateUser.outcomes).toContainEqual({ status: 'PENDING' });
      await running.told({ event: 'write-pending', backend: 'HAPTIK' });
      await rises(running, 'facet_operations{state="WAITING"}');
      await rises(running, 'facet_operation_oldest_seconds', 5);
      alertIs('FacetWriteStuck', 'facet_operation_oldest_seconds', 'A write is stuck or UNKNOWN');
    },
    LONG,
  );
});

it.runIf(hasPrlimit())(
  'a process without a file descriptor tells that',
  async () => {
    const running = await started();
    const taken = new Set(readdirSync(`/proc/${running.child.pid}/fd`).map(Number));
    let free = 0;
    while (taken.has(free)) free += 1;
    execFileSync('prlimit', ['--pid', String(running.child.pid), `--nofile=${free}`]);
    await running.told({ event: 'too-many-files', reason: 'EMFILE', level: 50 });
    alertIs('FacetNoFileDescriptors', 'event="too-many-files"', 'No file descriptor is left');
  },
  LONG,
);
