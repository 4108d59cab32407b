import { randomOf } from '../population/random.ts';
import { json, type Reply } from '../reply.ts';
import { type Holding, residentsOf } from '../state.ts';
import type { Candidate, Refusal, Vendor } from '../vendor.ts';
import { envelope, operationsOn } from './operations.ts';
import { CORP_ID, type EmeritusRecord, OTHER_CORP_ID, recordOf } from './records.ts';
import { showcase } from './showcase.ts';

const TOKEN = 'sandbox-emeritus-token';
const APP_ID = 'sandbox-app';

/** Emeritus' entity API with two corporations. */
export const emeritus: Vendor = {
  name: 'EMERITUS',
  document: new URL('../../src/backends/emeritus/openapi.json', import.meta.url),
  share: 0.5,
  readable: true,
  mediaType: /^application\/json; ?charset=utf-8$/i,
  mediaTypeAlways: true,
  idField: 'user_id',
  environment: (url) => ({
    EMERITUS_URL: url,
    EMERITUS_TOKEN: TOKEN,
    EMERITUS_APP_ID: APP_ID,
    EMERITUS_CORP_ID: CORP_ID,
    EMERITUS_CORP_IDS: OTHER_CORP_ID,
  }),
  authorized: (_operation, headers) =>
    headers['authorization'] === `Bearer ${TOKEN}` && headers['x-app-id'] === APP_ID,
  refuse,
  house: (candidates, seed) =>
    residentsOf(
      candidates.flatMap((candidate) => holdingsOf(candidate, seed)),
      operationsOn,
      CORP_ID,
    ),
};

/** An invalid request is told inside the envelope; only what never reaches the API has an HTTP status of its own. */
function refuse(refusal: Refusal): Reply {
  switch (refusal.kind) {
    case 'unauthorized':
      return json(401, { code: 40101, msg: 'invalid token', data: null });
    case 'unknownOperation':
      return json(404, { code: 40401, msg: 'not found', data: null });
    case 'invalid':
      return envelope(40001, 'invalid parameters', null);
    case 'failure':
      return json(500, { code: 50001, msg: 'internal error', data: null });
  }
}

/** Some people study at both corporations. */
function holdingsOf(candidate: Candidate, seed: number): Holding<EmeritusRecord>[] {
  const { person, stranger } = candidate;
  if (person.number === 1) return [holdingOf(candidate, showcase, seed)];
  const corporations = person.number % 17 === 5 && !stranger ? [CORP_ID, OTHER_CORP_ID] : [CORP_ID];
  return corporations.map((id) => holdingOf(candidate, recordOf(person, id, seed), seed));
}

/** Owners and pool are in the registry where it was Facet that set them. */
function holdingOf(
  { person: { number }, stranger }: Candidate,
  record: EmeritusRecord,
  seed: number,
): Holding<EmeritusRecord> {
  const byFacet =
    number === 1 || (!stranger && randomOf(seed, 'emeritus', 'written', number).chance(0.4));
  const { corp_id: scope, user_id: ref, owners, pool } = record;
  const written = { owner_id: owners, ...(pool === null ? {} : { pool }) };
  return {
    person: number,
    record,
    account: { backend: 'EMERITUS', scope, ref, written: byFacet ? written : null },
  };
}
