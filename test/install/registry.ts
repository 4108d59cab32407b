import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ROOT } from './checkout.ts';

/** What a lock file says of a package; more of it than these goes to npm as it stands. */
interface Locked {
  readonly name?: string;
  readonly version?: string;
  readonly integrity?: string;
}

/** The second one is written by the package `node`, which brings the binary of this platform. */
const LOCK_FILES = ['package-lock.json', 'node_modules/node/node_modules/.package-lock.json'];

/** Where tarballs are that npm's cache has not: it knows each by its integrity, and asks for no other. */
const UPSTREAM = process.env['npm_config_registry'] ?? 'https://registry.npmjs.org/';

/**
 * A registry on loopback that has the packages of the lock file and nothing else. For a tarball in an empty folder npm asks
 * for all that a registry ever heard of each of two hundred packages: megabytes, and whatever was published today.
 */
export async function startRegistry(): Promise<{
  readonly url: string;
  readonly close: () => void;
}> {
  const versions = lockedVersions();
  const server: Server = createServer(({ url = '' }, response) => {
    const name = decodeURIComponent(url.slice(1));
    const known = versions.get(name);
    if (known) {
      const body = JSON.stringify(packument(name, known, `http://127.0.0.1:${port}`));
      response.setHeader('content-type', 'application/json').end(body);
    } else if (name.endsWith('.tgz')) {
      response.writeHead(302, { location: new URL(url, UPSTREAM).href }).end();
    } else {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}

function lockedVersions(): ReadonlyMap<string, readonly Locked[]> {
  const paths = LOCK_FILES.map((file) => join(ROOT, file)).filter((path) => existsSync(path));
  const locked = paths.flatMap((path) => {
    const { packages }: { packages: Record<string, Locked> } = JSON.parse(
      readFileSync(path, 'utf8'),
    );
    return Object.entries(packages).flatMap(([folder, one]) => {
      const name = one.name ?? folder.split('node_modules/').at(-1) ?? '';
      return one.integrity === undefined ? [] : [{ ...one, name }];
    });
  });
  return Map.groupBy(locked, ({ name }) => name);
}

function packument(name: string, versions: readonly Locked[], url: string): object {
  const [, base = name] = name.split('/');
  const entries = versions.map(({ integrity, version = '', ...rest }) => {
    const tarball = `${url}/${name}/-/${base}-${version}.tgz`;
    return [version, { ...rest, name, version, dist: { integrity, tarball } }] as const;
  });
  const latest = entries.at(-1)?.[0];
  return { name, 'dist-tags': { latest }, versions: Object.fromEntries(entries) };
}
