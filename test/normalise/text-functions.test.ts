import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseJson, isKeepable, isPlainIdentifier, parseOrigin } from '#normalise';
import { redact } from '../../src/backends/http/redact.ts';
import { errorWordsIn, saysExists } from '../../src/backends/http/error-words.ts';
import { contactNumbers, profileNumber } from '../../src/backends/emeritus/phones.ts';
import { createUserHook } from '../../src/backends/haptik-tract/hook.ts';
import { isAbsence } from '../../src/backends/haptik-tract/refusal.ts';
import { toldUser } from '../../src/backends/haptik-tract/reported-user.ts';
import { heldBy } from '../../src/backends/haptik/acknowledged.ts';
import type { HttpCall } from '../../src/backends/http/http-backend.ts';
import { anyBody, jsonBody } from '../../src/backends/http/response-body.ts';
import { retryAfterSeconds } from '../../src/backends/http/retry-after.ts';
import { idInWords } from '../../src/backends/volt-mx/existing-id.ts';
import { refusedInput } from '../../src/backends/volt-mx/refused-input.ts';
import { jsonProblem } from '../../src/graphql/input/json.ts';
import { withoutValues } from '../../src/graphql/execution/without-values.ts';
import { chooseResponseType } from '../../src/server/accept.ts';
import { judgeHosts } from '../../src/server/host.ts';
import { isOwnOrigin } from '../../src/server/origin.ts';
import { toOriginForm } from '../../src/server/target.ts';
import { creationProblems } from '../../src/users/writing/create-user.ts';
import { poolProblems } from '../../src/users/writing/update-pool.ts';
import { leastTimeOf } from './processor-time.ts';
import { WORST_TEXTS } from './worst-texts.ts';

/** What is quadratic takes minutes for a mebibyte. */
const BOUND_MS = 500;

const call = (sent: string): HttpCall => ({
  operation: 'createUser',
  method: 'POST',
  path: '/',
  headers: { authorization: `Basic ${Buffer.from(sent.slice(0, 5000)).toString('base64')}` },
  body: { name: sent, pieces: sent.slice(0, 40_000).match(/[^]{1,9}/g) },
});

const SECRET = { value: 'a secret', renew: () => false };

/** As far as the server lets a body come to it. */
const signed = (body: string) => ({
  headers: {
    'x-hub-signature': `sha1=${createHmac('sha1', SECRET.value).update(body).digest('hex')}`,
  },
  body: Buffer.from(body),
});

const answerOf = (body: string) => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(body),
});

/** A body that cannot be read is refused, which is an answer too. */
const attempt = (work: () => unknown): void => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
};

/** What reads a text of a vendor or a caller, besides the normalisers and the mappings. */
const READERS: Readonly<Record<string, (worst: string) => unknown>> = {
  'a vendor’s words that are shown': (worst) => redact(worst, call('Asha')),
  'a vendor’s words that repeat the request': (worst) => redact(worst, call(worst)),
  'a vendor’s words about an error': (worst) =>
    [{ message: worst }, { error: worst }, { status: worst }].map((body) => [
      errorWordsIn(body),
      saysExists(body, 409),
    ]),
  'a 404 of TRACT': (worst) => isAbsence({ message: worst, detail: worst }, true),
  'an id in the words of VOLT_MX': (worst) =>
    idInWords(worst, { email: worst, mobileNumber: '919800000000', firstName: '9' }),
  'a refusal of VOLT_MX': (worst) =>
    [worst, `attribute ${worst}`, `${worst} is a mandatory`].map((words) =>
      refusedInput(words, { email: worst }, { attributes: ['tier'] } as never),
    ),
  'an acknowledgement of HAPTIK': (worst) =>
    heldBy({ name: worst, email: worst, mobile_no: worst }, { name: 'A', mobile_no: '+911' }),
  'a number of an EMERITUS profile': (worst) => profileNumber([worst, worst]),
  'numbers of an EMERITUS contact': (worst) => contactNumbers([worst, worst, worst]),
  'a body in JSON': (worst) => attempt(() => jsonBody(answerOf(JSON.stringify({ a: worst })))),
  'a body that is none': (worst) => attempt(() => anyBody(answerOf(worst))),
  'JSON of escapes': (worst) => attempt(() => parseJson(`{"a":"${'\\ud83d'.repeat(9)}${worst}"}`)),
  'JSON of long numbers': (worst) => attempt(() => parseJson(`[${worst.replaceAll(/\D/g, '9')}]`)),
  'a Retry-After': (worst) => retryAfterSeconds({ 'retry-after': worst, date: worst }),
  'a user that the hook tells of': (worst) =>
    toldUser.safeParse({
      user_id: worst,
      third_party_user_id: worst,
      user_name: worst,
      device_platform: worst,
      details_available: [worst, { name: worst, deep: { [worst]: worst } }],
    }),
  'a call of the hook': (worst) =>
    createUserHook(SECRET as never).parse(
      signed(JSON.stringify({ user_id: 'a', user_name: worst })),
    ),
  'a signature of the hook': (worst) =>
    createUserHook(SECRET as never).parse({
      headers: { 'x-hub-signature': worst },
      body: Buffer.of(),
    }),
  'an identifier': (worst) => [isPlainIdentifier(worst), isKeepable(worst)],
  'an Accept header': (worst) =>
    [worst, `${worst};${worst}`, `a/b;${worst}`].map((text) => chooseResponseType(text)),
  'a Host header': (worst) => [judgeHosts([])(worst), judgeHosts([])(`${worst}:80`)],
  'an Origin header': (worst) => [
    parseOrigin(worst),
    parseOrigin(`https://${worst}`),
    isOwnOrigin(`https://${worst}`, worst),
  ],
  'a request target': (worst) => toOriginForm({ url: `http://${worst}`, headers: {} }),
  'a message of graphql-js': (worst) =>
    [
      `Expected value of type "A", found ${worst}.`,
      `Value "${worst}" does not exist in "A" enum.`,
      `Unknown operation named "${worst}".`,
      `Syntax Error: ${worst}`,
      worst,
    ].map(withoutValues),
  'a JSON scalar': (worst) => jsonProblem({ a: worst, [worst]: [worst] }),
  'what a person is created with': (worst) =>
    creationProblems(
      {
        idempotencyKey: worst,
        displayName: worst,
        email: worst,
        pool: worst,
        customData: { [worst]: worst },
      } as never,
      true,
    ),
  'a pool': poolProblems,
};

describe.each(Object.entries(READERS))('%s', (_name, read) => {
  test('takes no longer than it is long, of whatever it is made', () => {
    for (const [kind, worst] of Object.entries(WORST_TEXTS)) {
      const took = leastTimeOf(() => read(worst), BOUND_MS);
      expect([kind, took < BOUND_MS ? 'in time' : took]).toEqual([kind, 'in time']);
    }
  });
});
