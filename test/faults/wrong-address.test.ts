import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isOneProcess, startTestFacet } from '../facet.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const answering =
  (status: number, type: string, body: string): Answer =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': type }).end(body);

const JSON_TYPE = 'application/json';

/** What servers say at a path that leads nowhere, or before our token is looked at. */
const SERVERS: Readonly<Record<string, Answer>> = {
  'a web server': answering(404, 'text/html', '<h1>404 Not Found</h1>'),
  'a framework': answering(
    404,
    JSON_TYPE,
    '{"timestamp":1,"status":404,"error":"Not Found","path":"/x"}',
  ),
  'a gateway': answering(404, JSON_TYPE, '{"message":"no Route matched with those values"}'),
  'an empty 404': answering(404, JSON_TYPE, ''),
  'an empty object': answering(404, JSON_TYPE, '{}'),
  'a vendor that knows nobody': answering(404, JSON_TYPE, '{"_errors":["user not found"]}'),
  'a page that is always there': answering(200, 'text/html', '<h1>Welcome</h1>'),
  'JSON that is always there': answering(200, JSON_TYPE, '{"status":"up"}'),
  'a log-in': (_request, response) => void response.writeHead(302, { location: '/login' }).end(),
};

const USERS: Readonly<Record<string, string>> = {
  CHAKRA: '{ chakraId: "5e1fcafe-0000-4000-8000-00000000c0de" }',
  HAPTIK_TRACT: '{ haptikUserId: "someone" }',
  EMERITUS: '{ emeritusId: "12345" }',
};

describe.runIf(isOneProcess)('a backend whose address is wrong', () => {
  it.each(Object.entries(SERVERS))('is not OK when %s answers there', async (_what, answer) => {
    const server = createServer(answer).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wrong`;
    const facet = await startTestFacet({
      environment: { CHAKRA_URL: url, HAPTIK_TRACT_URL: url, EMERITUS_URL: url },
    });
    onTestFinished(async () => facet.close());
    for (const by of Object.values(USERS)) await facet.query(`{ user(by: ${by}) { id bio } }`);
    const { data } = await facet.query('{ backends { backend status } }');
    const rows = data?.['backends'] as unknown as readonly { backend: string; status: string }[];
    for (const { backend, status } of rows) {
      if (backend in USERS) expect([backend, status]).not.toEqual([backend, 'OK']);
    }
  });
});
