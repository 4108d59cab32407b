import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { spawnFacet, urlOf } from '../cli.ts';
import { post } from '../server/stand-in.ts';

it('calls a backend whose certificate only NODE_EXTRA_CA_CERTS vouches for, and no other such', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'facet-ca-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const request = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext';
  const names = 'subjectAltName=IP:127.0.0.1';
  const files = ['-keyout', key, '-out', cert];
  execFileSync('openssl', [...request.split(' '), names, ...files], { stdio: 'ignore' });

  let calls = 0;
  const vendor = createServer(
    { key: readFileSync(key), cert: readFileSync(cert) },
    (_request, response) => {
      calls += 1;
      response.writeHead(401, { 'content-type': 'application/json' }).end('{}');
    },
  ).listen(0, '127.0.0.1');
  onTestFinished(() => void vendor.close());
  await once(vendor, 'listening');
  const url = `https://127.0.0.1:${(vendor.address() as AddressInfo).port}`;

  const codeWith = async (environment: Readonly<Record<string, string>>): Promise<unknown> => {
    const database = `sqlite:${mkdtempSync(join(folder, 'db-'))}/facet.db`;
    const backend = { CHAKRA_URL: url, CHAKRA_TOKEN: 't', READ_RETRIES: '0' };
    const facet = await spawnFacet([], { ...backend, DATABASE_URL: database, ...environment });
    const id = '5e1fcafe-0000-4000-8000-00000000c0de';
    const query = `{ user(by: { chakraId: "${id}" }) { id } }`;
    const answer = await (await post(await urlOf(facet), { query })).json();
    const end = once(facet, 'exit');
    facet.kill();
    await end;
    return answer.errors[0].extensions.code;
  };
  expect(await codeWith({})).toBe('BACKEND_UNAVAILABLE');
  expect(calls).toBe(0);
  expect(await codeWith({ NODE_EXTRA_CA_CERTS: cert })).toBe('BACKEND_UNAUTHORIZED');
  expect(calls).toBe(1);
});
