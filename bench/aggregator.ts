import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Pool } from 'undici';
import type { z } from 'zod';
import { listedUser, reportee, wholeUser } from './by-hand.ts';
import type { Known } from './by-hand.ts';
import { listen, textOf } from './http.ts';
import { CORP_ID } from './people.ts';
import {
  chakraAnswer,
  contactAnswer,
  profileAnswer,
  registeredAnswer,
  tractAnswer,
} from './vendor-answers.ts';
import type { Chakra, ContactEmail, Profile, Tract } from './vendor-answers.ts';

// Facet's peer in a process of its own: what a good engineer writes by hand who knows the queries in advance. The same
// calls at the same time and the same JSON; answers are checked and normalised as far as they are shown, a backend that
// fails or is late costs its own fields and an error. Nothing else: no GraphQL, no registry but a Map, no durable writes.

interface By {
  readonly id?: string;
  readonly chakraId?: string;
}

/** What a request asks for, and what went wrong meanwhile. */
interface Asked extends By {
  readonly by: readonly By[];
  readonly language: string;
}
type Errors = { readonly message: string }[];

const { BACKENDS_URL = '', PEOPLE_FILE = '' } = process.env;
const people: readonly Known[] = JSON.parse(readFileSync(PEOPLE_FILE, 'utf8'));
const byId = new Map(people.map((known) => [known.id, known]));
const byChakraId = new Map(people.map((known) => [known.chakraId, known]));

const LATE_MS = 5000;
const pool = new Pool(BACKENDS_URL, {
  connections: 64,
  headersTimeout: LATE_MS,
  bodyTimeout: LATE_MS,
});
const headers = { authorization: 'Bearer bench', 'x-app-id': 'bench' };
const jsonHeaders = { ...headers, 'content-type': 'application/json' };

/** A checked answer. */
async function call<T extends z.ZodType>(
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  answer: T,
  sent?: unknown,
): Promise<z.infer<T>> {
  const request =
    sent === undefined ? { headers } : { headers: jsonHeaders, body: JSON.stringify(sent) };
  const { statusCode, body } = await pool.request({ method, path, ...request });
  if (statusCode !== 200) {
    await body.dump();
    throw new Error(`A backend answered with status ${statusCode}.`);
  }
  return answer.parse(await body.json());
}

const tractOf = async ({ haptikUserId }: Known): Promise<Tract> =>
  call('POST', '/tract/user/', tractAnswer, { user_id: haptikUserId });

async function chakraOf({ chakraId }: Known): Promise<Chakra> {
  return (await call('GET', `/v1/ext/user/${chakraId}`, chakraAnswer))._data;
}

async function profileOf({ emeritusId }: Known): Promise<Profile> {
  const path = `/api/v5/entity/profile/fetch?corp_id=${CORP_ID}&user_id=${emeritusId}`;
  return (await call('GET', path, profileAnswer)).data;
}

async function contactEmailOf({ emeritusId }: Known): Promise<ContactEmail> {
  const path = `/api/v5/entity/user/contact/fetch?corp_id=${CORP_ID}&user_id=${emeritusId}`;
  return (await call('GET', `${path}&contact_type=email`, contactAnswer)).data;
}

/** `null` for a call that failed, which the answer tells of. */
const orNull = async <T>(reading: Promise<T>, errors: Errors): Promise<T | null> =>
  reading.catch((error: unknown) => {
    errors.push({ message: error instanceof Error ? error.message : 'A backend failed.' });
    return null;
  });

const find = ({ id, chakraId }: By): Known | undefined =>
  id === undefined ? byChakraId.get(chakraId ?? '') : byId.get(id);

async function user(by: By, errors: Errors): Promise<unknown> {
  const known = find(by);
  if (!known) return null;
  const [tract, chakra, profile, contact] = await Promise.all([
    orNull(tractOf(known), errors),
    orNull(chakraOf(known), errors),
    orNull(profileOf(known), errors),
    orNull(contactEmailOf(known), errors),
  ]);
  return wholeUser(known, { tract, chakra, profile, contact });
}

type Read<T> = (known: Known) => Promise<T | null>;

/** The calls of one request: each at most once for a person. */
function once<T>(read: (known: Known) => Promise<T>, errors: Errors): Read<T> {
  const made = new Map<string, Promise<T | null>>();
  return (known) => {
    const answer = made.get(known.id) ?? orNull(read(known), errors);
    made.set(known.id, answer);
    return answer;
  };
}

async function users(list: readonly By[], errors: Errors): Promise<unknown> {
  const chakraOnce = once(chakraOf, errors);
  const profileOnce = once(profileOf, errors);
  const reporteesOf = async (chakra: Chakra | null): Promise<unknown> => {
    const known = (chakra?.reportees ?? []).flatMap((chakraId) => find({ chakraId }) ?? []);
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

/** What each backend did, as Facet tells it: of these only one stores a language. */
const OUTCOMES = [
  { backend: 'HAPTIK_TRACT', status: 'UNSUPPORTED' },
  { backend: 'HAPTIK', status: 'UPDATED' },
  { backend: 'CHAKRA', status: 'UNSUPPORTED' },
  { backend: 'VOLT_MX', status: 'UNSUPPORTED' },
  { backend: 'EMERITUS', status: 'SKIPPED' },
];

async function updateLanguage({ language, ...by }: Asked): Promise<unknown> {
  const known = find(by);
  if (!known) return null;
  const sent = { auth_id: known.authId, language_code: language };
  const registered = await call('PUT', '/v1.0/user/', registeredAnswer, sent);
  const changed = { id: known.id, language: registered.language_code ?? null };
  return { user: changed, outcomes: OUTCOMES, errors: [] };
}

async function dataOf(url: string | undefined, asked: Asked, errors: Errors): Promise<unknown> {
  if (url === '/users') return { users: await users(asked.by, errors) };
  if (url === '/whole-users') {
    return { users: await Promise.all(asked.by.map(async (by) => user(by, errors))) };
  }
  if (url === '/language') return { updateUser: await updateLanguage(asked) };
  if (url === '/none') return { __typename: 'Query' };
  return { user: await user(asked, errors) };
}

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const errors: Errors = [];
  const data = await dataOf(request.url, JSON.parse(await textOf(request)), errors);
  const text = JSON.stringify(errors.length === 0 ? { data } : { data, errors });
  const length = Buffer.byteLength(text);
  response
    .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': length })
    .end(text);
}

await listen(createServer((request, response) => void respond(request, response)));
