import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Pool } from 'undici';
import { listedUser, reportee, wholeUser } from './by-hand.ts';
import type { Chakra, ContactEmail, Known, Profile, Tract } from './by-hand.ts';
import { listen, textOf } from './http.ts';
import { CORP_ID } from './people.ts';

// Facet's peer in a process of its own: what somebody would write by hand who knows the two queries in advance. The same
// calls at the same time and the same JSON, and nothing else: no GraphQL, no registry but a Map, no checks, no normalising
// but what the answer shows.

interface By {
  readonly id?: string;
  readonly chakraId?: string;
}

const { BACKENDS_URL = '', PEOPLE_FILE = '' } = process.env;
const people: readonly Known[] = JSON.parse(readFileSync(PEOPLE_FILE, 'utf8'));
const byId = new Map(people.map((known) => [known.id, known]));
const byChakraId = new Map(people.map((known) => [known.chakraId, known]));

const pool = new Pool(BACKENDS_URL, { connections: 64 });
const headers = { authorization: 'Bearer bench', 'x-app-id': 'bench' };
const jsonHeaders = { ...headers, 'content-type': 'application/json' };

async function get<T>(path: string): Promise<T> {
  const { statusCode, body } = await pool.request({ method: 'GET', path, headers });
  if (statusCode !== 200) throw new Error(`A backend answered with status ${statusCode}.`);
  return (await body.json()) as T;
}

async function tractOf({ haptikUserId }: Known): Promise<Tract> {
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: '/tract/user/',
    headers: jsonHeaders,
    body: JSON.stringify({ user_id: haptikUserId }),
  });
  if (statusCode !== 200) throw new Error(`A backend answered with status ${statusCode}.`);
  return (await body.json()) as Tract;
}

async function chakraOf({ chakraId }: Known): Promise<Chakra> {
  return (await get<{ _data: Chakra }>(`/v1/ext/user/${chakraId}`))._data;
}

async function profileOf({ emeritusId }: Known): Promise<Profile> {
  const path = `/api/v5/entity/profile/fetch?corp_id=${CORP_ID}&user_id=${emeritusId}`;
  return (await get<{ data: Profile }>(path)).data;
}

async function contactEmailOf({ emeritusId }: Known): Promise<ContactEmail> {
  const path = `/api/v5/entity/user/contact/fetch?corp_id=${CORP_ID}&user_id=${emeritusId}`;
  return (await get<{ data: ContactEmail }>(`${path}&contact_type=email`)).data;
}

const find = ({ id, chakraId }: By): Known | undefined =>
  id === undefined ? byChakraId.get(chakraId ?? '') : byId.get(id);

async function user(by: By): Promise<unknown> {
  const known = find(by);
  if (!known) return null;
  const [tract, chakra, profile, contact] = await Promise.all([
    tractOf(known),
    chakraOf(known),
    profileOf(known),
    contactEmailOf(known),
  ]);
  return wholeUser(known, tract, chakra, profile, contact);
}

/** The calls of one request: each at most once for a person. */
function once<T>(call: (known: Known) => Promise<T>): (known: Known) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (known) => {
    const answer = made.get(known.id) ?? call(known);
    made.set(known.id, answer);
    return answer;
  };
}

async function users(list: readonly By[]): Promise<unknown> {
  const chakraOnce = once(chakraOf);
  const profileOnce = once(profileOf);
  const reporteesOf = async ({ reportees }: Chakra): Promise<unknown> => {
    const known = reportees.flatMap((chakraId) => find({ chakraId }) ?? []);
    return Promise.all(known.map(async (one) => reportee(one.id, await chakraOnce(one))));
  };
  return Promise.all(
    list.map(async (by) => {
      const known = find(by);
      if (!known) return null;
      const [chakra, profile] = await Promise.all([chakraOnce(known), profileOnce(known)]);
      return listedUser(known.id, chakra, profile, await reporteesOf(chakra));
    }),
  );
}

async function dataOf(
  url: string | undefined,
  asked: By & { by: readonly By[] },
): Promise<unknown> {
  if (url === '/users') return { users: await users(asked.by) };
  if (url === '/none') return { __typename: 'Query' };
  return { user: await user(asked) };
}

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = JSON.parse(await textOf(request));
  const text = JSON.stringify({ data: await dataOf(request.url, asked) });
  const length = Buffer.byteLength(text);
  response
    .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': length })
    .end(text);
}

await listen(createServer((request, response) => void respond(request, response)));
