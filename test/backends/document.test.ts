import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadDocument } from '#backends';
import { connectHttp } from '../../src/backends/http/connect-http.ts';
import { shapesOf } from '../../src/backends/http/response-shape.ts';
import { PACE } from '../pace.ts';
import { json, StandIn } from './stand-in.ts';

const folder = mkdtempSync(join(tmpdir(), 'facet-document-'));
let vendor: StandIn;
beforeAll(async () => {
  vendor = await StandIn.start();
});
afterAll(async () => {
  await vendor.stop();
  rmSync(folder, { recursive: true });
});

/** A document of one operation whose 200 is as given. */
const documentWith = (name: string, response: string) => {
  const file = join(folder, `${name}.json`);
  const yaml = `openapi: 3.1.0
info: { title: Members, version: '1' }
paths:
  /members/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    get:
      operationId: member
      responses:
        '200': ${response}
components:
  responses:
    a/member:
      description: The member.
      content:
        application/json:
          schema: { $ref: '#/components/schemas/Member' }
  schemas:
    Member: { type: object, required: [id], properties: { id: { type: string } } }
`;
  writeFileSync(file, JSON.stringify(parse(yaml)));
  return loadDocument(pathToFileURL(file));
};

describe('an OpenAPI document whose operation refers to a response of its components', () => {
  const document = () => documentWith('shared', "{ $ref: '#/components/responses/a~1member' }");

  it('holds the responses of the vendor to it', async () => {
    const http = connectHttp({
      backend: 'CHAKRA',
      url: vendor.url,
      timeoutMs: 1000 * PACE,
      document: document(),
    });
    const call = () =>
      http.call(
        { operation: 'member', method: 'GET', path: '/members/1', headers: {} },
        { onCall: () => undefined },
      );
    vendor.reply = json({ id: '1' });
    expect(await call()).toMatchObject({ status: 200, body: { id: '1' } });
    vendor.reply = json({ name: 'Amy' });
    await expect(call()).rejects.toMatchObject({ code: 'BACKEND_CONTRACT' });
    await http.close();
  });

  it('knows the fields of the response', () => {
    expect([...(shapesOf(document()).get('member')?.fields?.keys() ?? [])]).toEqual(['id']);
  });
});

it('refuses a document that refers to a response which it does not have', () => {
  expect(() => documentWith('broken', "{ $ref: '#/components/responses/Nobody' }")).toThrow(
    'refers to #/components/responses/Nobody',
  );
});
