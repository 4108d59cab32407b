import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { isOneProcess, startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { databaseFiles } from '../registry/database-files.ts';
import { QUICK, ask, finished, person, statuses } from './operations.ts';
import { PACE, paced } from '../pace.ts';

const newFile = databaseFiles();
let facet: TestFacet;
let database: DatabaseSync;

beforeEach(async () => {
  const file = newFile();
  const environment = {
    ...QUICK,
    BACKEND_TIMEOUT_MS: paced(5000),
    HAPTIK_SETTLE_MS: paced(300),
    OPERATION_LEASE_MS: paced(300),
    DATABASE_URL: `sqlite:${file}`,
  };
  facet = await startTestFacet({ environment });
  database = new DatabaseSync(file, { timeout: 5000 * PACE });
});

afterEach(async () => {
  database.close();
  await facet.close();
});

it.runIf(isOneProcess)(
  'a registry that fails when a write was sent says so, names the operation, and finishes it later',
  async () => {
    const haptik = facet.sandbox.backend('HAPTIK');
    haptik.fault('createUser', faults.delay(500 * PACE), 1);
    const query = `mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }`;
    const answer = ask(facet.url, query, { input: { ...person(), backends: ['HAPTIK'] } });
    while (haptik.calls() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    database.exec('alter table operation_steps rename to lost');
    const { errors } = await answer;
    database.exec('alter table lost rename to operation_steps');
    expect(errors).toMatchObject([
      {
        message: expect.not.stringContaining('nothing was done'),
        extensions: {
          code: 'REGISTRY_INTERRUPTED',
          operation: expect.stringMatching(/^oper_/),
        },
      },
    ]);
    const operation = await finished(facet.url, String(errors?.[0]?.extensions['operation']));
    expect(statuses(operation)).toContain('HAPTIK CREATED');
  },
);
