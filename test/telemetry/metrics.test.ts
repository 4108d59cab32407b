import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { isOneProcess, startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { faults } from '../../sandbox/index.ts';
import { post } from '../server/stand-in.ts';
import { freePort } from '../ports.ts';

async function facetWith(environment: Readonly<Record<string, string>> = {}): Promise<TestFacet> {
  const facet = await startTestFacet({ environment });
  onTestFinished(async () => facet.close());
  return facet;
}

async function scraped(url: string): Promise<string> {
  const response = await fetch(`${url}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/plain');
  return response.text();
}

it.runIf(isOneProcess)('counts operations by name, calls by outcome, and refusals', async () => {
  const facet = await facetWith();
  facet.sandbox
    .backend('CHAKRA')
    .fault('*', faults.status(401, {}, { message: 'words of the vendor alone' }));
  const id = '5e1fcafe-0000-4000-8000-00000000c0de';
  await post(facet.url, { query: `query Counted { user(by: { chakraId: "${id}" }) { id } }` });
  await post(facet.url, 'no JSON');
  const text = await scraped(facet.url);
  expect(text).toContain(
    'facet_requests_total{operation="Counted",caller="anonymous",outcome="errors"} 1\n',
  );
  expect(text).toMatch(
    /backend_call_duration_seconds_count\{backend="CHAKRA",operation="user",outcome="BACKEND_UNAUTHORIZED"\} [1-9]/,
  );
  expect(text).toMatch(/facet_refused_total\{code="INVALID_INPUT",status="400"\} [1-9]/);
  expect(text).toMatch(/facet_events_total\{event="backend-call"\} [1-9]/);
  expect(text).toMatch(/facet_info\{version="\d+\.\d+\.\d+"\} 1\n/);
  expect(text).not.toContain('of the vendor alone');
});

it.runIf(isOneProcess)('has a bounded number of series whatever names callers send', async () => {
  const facet = await facetWith();
  for (let call = 0; call < 150; call += 1) {
    await post(facet.url, { query: `query Name${call} { __typename }` });
  }
  const text = await scraped(facet.url);
  expect(text.match(/^facet_requests_total/gm)?.length).toBeLessThan(210);
  expect(text).toMatch(
    /facet_requests_total\{operation="\(others\)",caller="anonymous",outcome="ok"\} \d/,
  );
});

it('is alone at METRICS_PORT, and not at PORT any more', async () => {
  const port = await freePort();
  const facet = await facetWith({ METRICS_PORT: String(port) });
  expect((await fetch(`${facet.url}/metrics`)).status).toBe(404);
  expect(await scraped(`http://127.0.0.1:${port}`)).toContain('facet_info');
  expect((await fetch(`http://127.0.0.1:${port}/graphql`)).status).toBe(404);
});

it.runIf(isOneProcess)('has what docs/operating.md names', async () => {
  const text = await scraped((await facetWith()).url);
  const document = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8');
  const named = document.match(/`(?:facet|nodejs|process)_\w+`/g) ?? [];
  expect(named.length).toBeGreaterThan(8);
  for (const name of named) expect(text).toContain(`# TYPE ${name.slice(1, -1)} `);
});
