import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newKey } from '#access';
import type { NewAccount } from '#registry';
import { openSqlite } from '../src/registry/sqlite/open.ts';
import { CORP_ID, people } from './people.ts';
import type { Person } from './people.ts';
import { startProcess } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';

/** The servers of the benchmark, each a process, and the ids under which Facet knows the people. */
export interface Peers {
  readonly backends: ServerProcess;
  readonly aggregator: ServerProcess;
  /** Shares nothing between requests, as the aggregator. */
  readonly facet: ServerProcess;
  /** With the cache that is the default. */
  readonly cached: ServerProcess;
  /** As `facet`, for callers with keys; `null` when nobody asked for it. */
  readonly keyed: ServerProcess | null;
  /** As `facet`, with `LOG_LEVEL=silent`; `null` when nobody asked for it. */
  readonly silent: ServerProcess | null;
  readonly ids: readonly string[];
  readonly stop: () => Promise<void>;
}

/** Starts the stand-in, and the servers before it; Facet as `npm start` does, but for its environment. */
export async function startPeers({ withKey = false, withoutLog = false } = {}): Promise<Peers> {
  const folder = mkdtempSync(join(tmpdir(), 'facet-bench-'));
  const database = join(folder, 'facet.db');
  const ids = await linkPeople(database);
  const peopleFile = join(folder, 'people.json');
  const known = people.map((person, index) => ({ ...person, id: ids[index] }));
  writeFileSync(peopleFile, JSON.stringify(known));

  const backends = await startProcess('backends.ts');
  const { url } = backends;
  const aggregator = await startProcess('aggregator.ts', {
    BACKENDS_URL: url,
    PEOPLE_FILE: peopleFile,
  });
  // In a folder of its own, so that no `.env` of a developer is read.
  const given = environment(url, database);
  const facet = await startProcess('../src/main.ts', { ...given, CACHE_TTL_MS: '0' }, folder);
  const keyed = withKey ? await startKeyed(given, folder) : null;
  const quiet = { ...given, CACHE_TTL_MS: '0', LOG_LEVEL: 'silent' };
  const silent = withoutLog ? await startProcess('../src/main.ts', quiet, folder) : null;
  const cached = await startProcess('../src/main.ts', given, folder);
  return {
    backends,
    aggregator,
    facet,
    cached,
    keyed,
    silent,
    ids,
    stop: async () => {
      await Promise.all(
        [cached, silent, keyed, facet, aggregator, backends].map(async (one) => one?.stop()),
      );
      rmSync(folder, { recursive: true });
    },
  };
}

async function startKeyed(
  given: Readonly<Record<string, string>>,
  folder: string,
): Promise<ServerProcess> {
  const key = newKey();
  const settings = { ...given, CACHE_TTL_MS: '0', API_KEYS: key };
  const facet = await startProcess('../src/main.ts', settings, folder);
  return { ...facet, headers: { authorization: `Bearer ${key}` } };
}

/** Points Facet at a stand-in of all backends. */
export const environment = (url: string, database: string): Readonly<Record<string, string>> => ({
  PORT: '0',
  DATABASE_URL: `sqlite:${database}`,
  HAPTIK_TRACT_URL: url,
  HAPTIK_TRACT_TOKEN: 'bench',
  HAPTIK_URL: url,
  HAPTIK_TOKEN: 'bench',
  HAPTIK_CLIENT_ID: 'bench',
  CHAKRA_URL: url,
  CHAKRA_TOKEN: 'bench',
  VOLT_MX_URL: url,
  VOLT_MX_USERNAME: 'bench',
  VOLT_MX_PASSWORD: 'bench',
  EMERITUS_URL: url,
  EMERITUS_TOKEN: 'bench',
  EMERITUS_APP_ID: 'bench',
  EMERITUS_CORP_ID: CORP_ID,
});

/** Links everybody in a new database file; the ids of the users, in the order of `people`. */
export async function linkPeople(database: string): Promise<readonly string[]> {
  const registry = await openSqlite(database);
  await registry.seed(people.map(accountsOf), { kind: 'LINK', actor: 'bench', evidence: 'bench' });
  const ids: string[] = [];
  for (const { chakraId } of people) {
    const [user] = await registry.find([
      { by: 'key', backend: 'CHAKRA', scope: '', ref: chakraId },
    ]);
    if (!user) throw new Error('A person was not linked.');
    ids.push(user.id);
  }
  await registry.close();
  return ids;
}

function accountsOf(person: Person): readonly NewAccount[] {
  const { haptikUserId, authId, chakraId, voltMxId, emeritusId, written } = person;
  const thirdPartyUserId = `third-${person.number}`;
  return [
    { backend: 'HAPTIK_TRACT', scope: '', ref: haptikUserId, aliases: { thirdPartyUserId } },
    { backend: 'HAPTIK', scope: '', ref: authId, written: written.HAPTIK },
    { backend: 'CHAKRA', scope: '', ref: chakraId },
    { backend: 'VOLT_MX', scope: '', ref: voltMxId, written: written.VOLT_MX },
    { backend: 'EMERITUS', scope: CORP_ID, ref: emeritusId, written: written.EMERITUS },
  ];
}
