import { afterEach, describe, expect, it } from 'vitest';
import { CASES, cases } from '../cases.ts';
import { type Trouble, failures, noTrouble, silences } from './minimal-calls/troubles.ts';
import { Trial } from './minimal-calls/trial.ts';
import { PACE } from '../pace.ts';

const LONG = 60_000 * CASES * PACE;

let trial: Trial;

afterEach(() => trial.close());

const holds = async (
  environment: Readonly<Record<string, string>>,
  troubles: Parameters<Trial['run']>[0],
  queries: number,
  options: Parameters<Trial['run']>[2] = {},
): Promise<void> => {
  trial = await Trial.start(environment);
  const { failed, report } = await trial.run(troubles, queries, options);
  expect(failed, report).toBe(false);
};

describe('a query', () => {
  it(
    'makes the fewest calls that it can be answered with, and is answered',
    () => holds({ READ_RETRIES: '1' }, noTrouble, cases(500)),
    LONG,
  );

  it(
    'makes those that a failure makes necessary, and the documented repetitions',
    () => holds({ READ_RETRIES: '1' }, failures, cases(200), { endOnFailure: true }),
    LONG,
  );

  it(
    'makes no more for a backend that is silent',
    () =>
      holds({ READ_RETRIES: '1', BACKEND_TIMEOUT_MS: '100' }, silences, cases(20), {
        endOnFailure: true,
        queriesOfAWorld: 1,
      }),
    LONG,
  );
});

describe('a Facet is caught that', () => {
  it.each([
    ['asks a source before a better one', 'gender=EMERITUS,CHAKRA', noTrouble],
    [
      'asks one that no failure makes necessary',
      'displayName=CHAKRA,HAPTIK_TRACT,EMERITUS',
      failures,
    ],
    ['repeats what is not to be repeated', '', failures.map((all) => all.map(unrepeated))],
  ])('%s', async (_name, PRECEDENCE, troubles) => {
    trial = await Trial.start({ READ_RETRIES: '1', PRECEDENCE });
    expect(await trial.run(troubles, 2000, { endOnFailure: true })).toMatchObject({ failed: true });
  });
});

const unrepeated = ({ operation, kind }: Trouble): Trouble => ({
  operation,
  kind: { ...kind, repeated: false },
});
