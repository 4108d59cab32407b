import type { NewAccount } from '#registry';
import type { Person } from '../population/person.ts';
import { randomOf } from '../population/random.ts';
import { json, type Reply } from '../reply.ts';
import { type Holding, residentsOf } from '../state.ts';
import type { Refusal, Vendor } from '../vendor.ts';
import { invalid, operationsOn } from './operations.ts';
import { recordOf, type VoltMxRecord } from './records.ts';

const USERNAME = 'sandbox';
const PASSWORD = 'sandbox-volt-password';
const CREDENTIALS = `Basic ${Buffer.from(`${USERNAME}:${PASSWORD}`).toString('base64')}`;

/** HCL Volt MX Engagement Services. It has no read: tests look at the records. */
export const voltMx: Vendor = {
  name: 'VOLT_MX',
  document: new URL('../../src/backends/volt-mx/openapi.json', import.meta.url),
  share: 0.3,
  readable: false,
  mediaType: /^application\/json; ?charset=utf-8$/i,
  mediaTypeAlways: false,
  idField: 'id',
  environment: (url) => ({
    VOLT_MX_URL: url,
    VOLT_MX_USERNAME: USERNAME,
    VOLT_MX_PASSWORD: PASSWORD,
  }),
  authorized: (_operation, headers) => headers['authorization'] === CREDENTIALS,
  refuse,
  house: (candidates, seed) =>
    residentsOf(
      candidates.map(({ person }) => holdingOf(person, seed)),
      operationsOn,
    ),
};

function refuse(refusal: Refusal): Reply {
  switch (refusal.kind) {
    case 'unauthorized':
      return json(401, { message: 'Unauthorized request' });
    case 'unknownOperation':
      return json(404, { message: 'Not found' });
    case 'invalid':
      return invalid(refusal.problems);
    case 'failure':
      return json(500, { message: 'Server failure to process request' });
  }
}

function holdingOf(person: Person, seed: number): Holding<VoltMxRecord> {
  const record = recordOf(person, seed);
  return { person: person.number, record, account: accountOf(record, person.number, seed) };
}

/** Some accounts were added by others, so that Facet has never written them. */
function accountOf(record: VoltMxRecord, person: number, seed: number): NewAccount {
  const { id: ref, ...written } = record;
  const byOthers = person !== 1 && randomOf(seed, 'volt', 'written', person).chance(0.15);
  return { backend: 'VOLT_MX', scope: '', ref, written: byOthers ? null : written };
}
