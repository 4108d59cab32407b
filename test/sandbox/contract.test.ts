import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { contractOf } from '../../sandbox/contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'facet-contract-'));
afterAll(() => rmSync(folder, { recursive: true }));

const document = `
openapi: 3.1.0
info: { title: Payments, version: '1' }
paths:
  /payments/{id}/:
    post:
      operationId: pay
      parameters:
        - { name: id, in: path, required: true, schema: { type: string, pattern: '^[0-9]+$' } }
        - { name: X-Shop, in: header, required: true, schema: { type: string } }
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties: { card: { type: string }, holder: { type: string } }
              dependentRequired: { card: [holder] }
      responses:
        '200': { description: Paid }
`;

async function pay(path: string, body: string, headers: Record<string, string>) {
  const file = join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(parse(document)));
  const contract = await contractOf(pathToFileURL(file));
  const request = { method: 'POST', path, headers, body };
  const operation = contract.operationOf(request);
  return operation === null
    ? null
    : {
        problems: contract.problems(operation, request),
        parsed: contract.parse(operation, request),
      };
}

const shop = { 'x-shop': 'a', 'content-type': 'application/json' };

it('finds the operation by the exact path, and tells its parts', async () => {
  expect(await pay('/payments/7', '{}', shop)).toBeNull();
  expect(await pay('/payments/7/', '{"holder":"L"}', shop)).toEqual({
    problems: [],
    parsed: { path: { id: '7' }, query: {}, body: { holder: 'L' } },
  });
});

it('names each rule that is broken, and where', async () => {
  const broken = await pay('/payments/x/?y=1', '{"card":"4711","holder":5}', {});
  expect(broken?.problems).toEqual(
    expect.arrayContaining([
      { rule: 'pattern', field: 'id' },
      { rule: 'additionalProperties', field: 'y' },
      { rule: 'required', field: 'x-shop' },
      { rule: 'type', field: 'holder' },
    ]),
  );
});

it('understands the JSON Schema of OpenAPI 3.1', async () => {
  const broken = await pay('/payments/7/', '{"card":"4711"}', shop);
  expect(broken?.problems).toEqual([{ rule: 'dependentRequired', field: 'holder' }]);
});
