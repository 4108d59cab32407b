import { afterEach, describe, expect, it } from 'vitest';
import { type Trouble, failures, noTrouble, silences } from './minimal-calls/troubles.ts';
import { Trial } from './minimal-calls/trial.ts';

/** Queries, each of one of several worlds; `CASES=10000` for a longer look. */
const CASES = Number(process.env['CASES'] ?? 2000);
const LONG = 60_000 + CASES * 100;

let trial: Trial;

afterEach(() => trial.close());

const holds = async (
  environment: Readonly<Record<string, string>>,
  troubles: Parameters<Trial['run']>[0],
  cases: number,
  options: Parameters<Trial['run']>[2] = {},
): Promise<void> => {
  trial = await Trial.start(environment);
  const { failed, report } = await trial.run(troubles, cases, options);
  expect(failed, report).toBe(false);
};

describe('a query', () => {
  it(
    'makes the fewest calls that it can be answered with, and is answered',
    () => holds({ READ_RETRIES: '1' }, noTrouble, CASES),
    LONG,
  );

  it(
    'makes those that a failure makes necessary, and the documented repetitions',
    () => holds({ READ_RETRIES: '1' }, failures, CASES / 8, { endOnFailure: true }),
    LONG,
  );

  it(
    'makes no more for a backend that is silent',
    () =>
      holds({ READ_RETRIES: '1', BACKEND_TIMEOUT_MS: '100' }, silences, CASES / 80, {
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
