import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newKey } from '#access';
import type { NewAccount } from '#registry';
import { openSqlite } from '../src/registry/sqlite/open.ts';
import { CORP_ID, people } from './people.ts';
import type { Person } from './people.ts';
import { startProcess } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';
import { START_OPTIONS } from './start-options.ts';

/** The servers of the benchmark, each a process, and the ids under which Facet knows the people. */
export interface Peers {
  readonly backends: ServerProcess;
  readonly aggregator: ServerProcess;
  /** Shares nothing between requests, as the aggregator. */
  readonly facet: ServerProcess;
  /** As `facet`, before backends whose answers are never of the bytes of the last one. */
  readonly changing: ServerProcess;
  /** With the cache that is the default. */
  readonly cached: ServerProcess;
  /** As `facet`, and its log tells nothing. */
  readonly silent: ServerProcess;
  /** As `facet`, for callers with keys. */
  readonly keyed: ServerProcess;
  readonly ids: readonly string[];
  readonly stop: () => Promise<void>;
}

/** Starts the stand-in, and the servers before it; Facet as `npm start` does, but for its environment. */
export async function startPeers(): Promise<Peers> {
  const folder = mkdtempSync(join(tmpdir(), 'facet-bench-'));
  const database = join(folder, 'people.db');
  const ids = await linkPeople(database);
  const peopleFile = join(folder, 'people.json');
  const known = people.map((person, index) => ({ ...person, id: ids[index] }));
  writeFileSync(peopleFile, JSON.stringify(known));

  const backends = await startProcess('backends.ts', {}, process.cwd(), false);
  const { url } = backends;
  const aggregator = await startProcess('aggregator.ts', {
    BACKENDS_URL: url,
    PEOPLE_FILE: peopleFile,
  });
  const start = async (
    name: string,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<ServerProcess> => {
    // Whatever one process writes makes those who share its database read again what they remember.
    const own = join(folder, `${name}.db`);
    copyFileSync(database, own);
    // In a folder of its own, so that no `.env` of a developer is read.
    return startProcess('../src/main.ts', { ...environment(url, own), ...settings }, folder);
  };
  const alone = { CACHE_TTL_MS: '0' };
  const key = newKey();
  const facet = await start('facet', alone);
  const changing = await start('changing', { ...alone, ...addresses(`${url}/changing`) });
  const silent = await start('silent', { ...alone, LOG_LEVEL: 'silent' });
  const keyed = {
    ...(await start('keyed', { ...alone, API_KEYS: key })),
    headers: { authorization: `Bearer ${key}` },
  };
  const cached = await start('cached');
  return {
    backends,
    aggregator,
    facet,
    changing,
    silent,
    cached,
    keyed,
    ids,
    stop: async () => {
      await Promise.all(
        [cached, keyed, silent, changing, facet, aggregator, backends].map(async (one) =>
          one.stop(),
        ),
      );
      rmSync(folder, { recursive: true });
    },
  };
}

const addresses = (url: string): Readonly<Record<string, string>> => ({
  HAPTIK_TRACT_URL: url,
  HAPTIK_URL: url,
  CHAKRA_URL: url,
  VOLT_MX_URL: url,
  EMERITUS_URL: url,
});

/** Points Facet at a stand-in of all backends, and Node at what `npm start` has it do. */
export const environment = (url: string, database: string): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: START_OPTIONS.join(' '),
  PORT: '0',
  DATABASE_URL: `sqlite:${database}`,
  ...addresses(url),
  HAPTIK_TRACT_TOKEN: 'bench',
  HAPTIK_TOKEN: 'bench',
  HAPTIK_CLIENT_ID: 'bench',
  CHAKRA_TOKEN: 'bench',
  VOLT_MX_USERNAME: 'bench',
  VOLT_MX_PASSWORD: 'bench',
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
