import type { NewAccount } from '#registry';
import { json } from '../reply.ts';
import { type Holding, residentsOf } from '../state.ts';
import type { Candidate, Refusal, Vendor } from '../vendor.ts';
import { operationsOn } from './operations.ts';
import { recordOf, type TractRecord } from './records.ts';

const TOKEN = 'sandbox-tract-token';

/** Haptik's TRACT, and on the same server the ECT whose create-user hook TRACT calls. */
export const haptikTract: Vendor = {
  name: 'HAPTIK_TRACT',
  document: new URL('../../src/backends/haptik-tract/openapi.json', import.meta.url),
  share: 0.6,
  readable: true,
  mediaType: /^application\/json\b/i,
  mediaTypeAlways: false,
  idField: 'user_id',
  environment: (url) => ({
    HAPTIK_TRACT_URL: url,
    HAPTIK_TRACT_TOKEN: TOKEN,
    HAPTIK_TRACT_CREATE_USER_HOOK: `${url}/ect/create-user`,
  }),
  // The hook is the ECT's, which does not know TRACT's token.
  authorized: (operation, headers) =>
    operation === 'createUser' || headers['authorization'] === `Bearer ${TOKEN}`,
  refuse: (refusal) => json(...refusals[refusal.kind]),
  house: (candidates, seed) =>
    residentsOf(
      candidates.map((candidate) => holdingOf(candidate, seed)),
      operationsOn,
    ),
};

const refusals: Record<Refusal['kind'], [number, object]> = {
  unauthorized: [401, { error_message: 'invalid authorization details' }],
  unknownOperation: [404, { error_message: 'not found' }],
  invalid: [400, { error_message: 'invalid request' }],
  failure: [500, { error_message: 'internal error' }],
};

function holdingOf({ person }: Candidate, seed: number): Holding<TractRecord> {
  const record = recordOf(person, seed);
  return { person: person.number, record, account: accountOf(record) };
}

function accountOf(record: TractRecord): NewAccount {
  const { user_id, third_party_user_id: thirdPartyUserId, ect_user_id: ectUserId } = record;
  return {
    backend: 'HAPTIK_TRACT',
    scope: '',
    ref: user_id,
    aliases: {
      ...(thirdPartyUserId ? { thirdPartyUserId } : {}),
      ...(ectUserId ? { ectUserId } : {}),
    },
  };
}
