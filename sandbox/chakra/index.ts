import type { Records } from '../record-store.ts';
import { json } from '../reply.ts';
import { type Holding, residentsOf } from '../state.ts';
import type { Candidate, Operation, Refusal, Vendor } from '../vendor.ts';
import { type ChakraRecord, recordOf } from './records.ts';
import { teamsOf } from './reportees.ts';
import { showcase } from './showcase.ts';

const TOKEN = 'sandbox-chakra-token';

/** Chakra's external API. Times are epoch milliseconds. */
export const chakra: Vendor = {
  name: 'CHAKRA',
  document: new URL('../../src/backends/chakra/openapi.json', import.meta.url),
  share: 0.8,
  readable: true,
  mediaType: /^application\/json\b/i,
  mediaTypeAlways: false,
  idField: 'id',
  environment: (url) => ({ CHAKRA_URL: url, CHAKRA_TOKEN: TOKEN }),
  authorized: (_operation, headers) => headers['authorization'] === `Bearer ${TOKEN}`,
  refuse: ({ kind }) => failure(...refusals[kind]),
  house: (candidates, seed) => residentsOf(holdingsOf(candidates, seed), operationsOn),
};

const refusals: Record<Refusal['kind'], [number, string]> = {
  unauthorized: [401, 'Unauthorized'],
  unknownOperation: [404, 'Not found'],
  invalid: [400, 'Bad request'],
  failure: [500, 'Internal error'],
};

const failure = (status: number, message: string) =>
  json(status, { _data: null, _errors: [{ message }] });

function holdingsOf(candidates: readonly Candidate[], seed: number): Holding<ChakraRecord>[] {
  const entries = candidates.map(({ person, stranger }) => ({
    person: person.number,
    stranger,
    record: person.number === 1 ? showcase : recordOf(person, seed),
  }));
  const ids = (strangers: boolean) =>
    entries.filter(({ stranger }) => stranger === strangers).map(({ record }) => record.id);
  const teams = teamsOf(ids(false), ids(true));
  return entries.map(({ person, record }) => {
    const team = teams.get(record.id);
    return {
      person,
      record: team ? { ...record, reportees: [...team] } : record,
      account: { backend: 'CHAKRA', scope: '', ref: record.id },
    };
  });
}

function operationsOn(records: Records<ChakraRecord>): Record<string, Operation> {
  return {
    user: ({ path }) => {
      const record = records.get(path['userId'] ?? '');
      return record === undefined ? failure(404, 'User not found') : json(200, { _data: record });
    },
  };
}
