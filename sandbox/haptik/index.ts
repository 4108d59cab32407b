import type { NewAccount } from '#registry';
import type { components } from '../../src/backends/haptik/wire.ts';
import { randomOf } from '../population/random.ts';
import type { Records } from '../record-store.ts';
import { json } from '../reply.ts';
import { type Holding, residentsOf } from '../state.ts';
import { type Candidate, checked, type Operation, type Refusal, type Vendor } from '../vendor.ts';
import { type HaptikRecord, recordOf } from './records.ts';

type Schemas = components['schemas'];

const TOKEN = 'sandbox-haptik-token';
const CLIENT_ID = 'sandbox-client';

/** Haptik's User API. It has no read: tests look at the records. */
export const haptik: Vendor = {
  name: 'HAPTIK',
  document: new URL('../../src/backends/haptik/openapi.json', import.meta.url),
  share: 0.4,
  readable: false,
  mediaType: /^application\/json\b/i,
  mediaTypeAlways: false,
  idField: 'auth_id',
  environment: (url) => ({
    HAPTIK_URL: url,
    HAPTIK_TOKEN: TOKEN,
    HAPTIK_CLIENT_ID: CLIENT_ID,
  }),
  authorized: (_operation, headers) =>
    headers['authorization'] === `Bearer ${TOKEN}` && headers['client-id'] === CLIENT_ID,
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

function holdingOf({ person }: Candidate, seed: number): Holding<HaptikRecord> {
  const record = recordOf(person, seed);
  return { person: person.number, record, account: accountOf(record, person.number, seed) };
}

/** Some accounts were registered by others, so that Facet has never written them. */
function accountOf(record: HaptikRecord, person: number, seed: number): NewAccount {
  const { auth_id: ref, ...written } = record;
  const byOthers = person !== 1 && randomOf(seed, 'haptik', 'written', person).chance(0.15);
  return { backend: 'HAPTIK', scope: '', ref, written: byOthers ? null : written };
}

function operationsOn(records: Records<HaptikRecord>): Record<string, Operation> {
  return {
    /** One user per `auth_id`, however often it is sent. */
    createUser: checked<Schemas['CreateUserRequest']>((request) => {
      const record = { ...records.get(request.auth_id), ...request };
      records.set(request.auth_id, record);
      return json(200, registered(record));
    }),

    updateUser: checked<Schemas['UpdateUserRequest']>(({ auth_code, ...changes }) => {
      const known = records.get(changes.auth_id);
      if (known === undefined) return json(404, { error_message: 'user not found' });
      const record = { ...known, ...changes, ...(auth_code ? { auth_code } : {}) };
      records.set(changes.auth_id, record);
      return json(200, registered(record));
    }),
  };
}

function registered({ auth_id, mobile_no, email, name }: HaptikRecord): object {
  return {
    auth_id,
    mobile_no: mobile_no ?? null,
    email: email ?? null,
    name: name ?? null,
  };
}
