import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { empty, json, raw, StandIn, type Reply } from '../backends/stand-in.ts';
import { startTestFacet, type TestFacet } from '../facet.ts';
import { paced } from '../pace.ts';

/** Numbers that a double would alter, and how each has to come out: as it went in. */
const NUMBERS = [
  '9117786204812949329',
  '-9007199254740993',
  '1e400',
  '1E5',
  '-0',
  '1.10',
  '1.0',
  '0.1000000000000000055',
  '123456789012345678901234567890.5',
] as const;
const PLAIN = ['0', '-7', '2.5', '1706693400000', '9007199254740991'] as const;

const CHAKRA_ID = '9763caa1-cef3-497f-b3b2-f551456b2831';
const OBJECT = `{${[...NUMBERS, ...PLAIN].map((number, at) => `"n${at}":${number}`).join(',')}}`;
const NESTED = `{"list":[${NUMBERS.join(',')}],"text":"1.10","in":{"\\"1.0\\":":${NUMBERS[0]}}}`;

describe('A number that no double holds', () => {
  let facet: TestFacet;
  let standIn: StandIn;
  const bodies: string[] = [];

  beforeAll(async () => {
    standIn = await StandIn.start();
    facet = await startTestFacet({
      environment: {
        CHAKRA_URL: standIn.url,
        HAPTIK_URL: standIn.url,
        HAPTIK_TRACT_URL: standIn.url,
        CACHE_TTL_MS: '5000',
        HAPTIK_HOOK_SECRET: 'hook secret',
        RECOVERY_INTERVAL_MS: '100',
        BACKEND_TIMEOUT_MS: paced(300),
      },
    });
    await facet.registry.seed(
      [
        [
          { backend: 'CHAKRA', scope: '', ref: CHAKRA_ID },
          { backend: 'HAPTIK_TRACT', scope: '', ref: 'tract-1' },
        ],
      ],
      { kind: 'LINK', actor: 'test', evidence: 'test' },
    );
    standIn.onBody = (text) => bodies.push(text);
  });

  afterAll(async () => {
    await facet.close();
    await standIn.stop();
  });

  const answer = (record: string): void => {
    standIn.reply = (response, request) => {
      const text = request.target.startsWith('/tract/user/details')
        ? `{"user_id":"tract-1","details":${record}}`
        : request.target.startsWith('/tract')
          ? '{"user_id":"tract-1","details_available":["a"]}'
          : `{"_data":${record}}`;
      raw(text)(response, request);
    };
  };

  it('comes from a vendor as it was: in JSON fields, in raw, in provenance, fresh and from the cache', async () => {
    const record = `{"id":"${CHAKRA_ID}","data":${NESTED},"onboardingData":${OBJECT},"profile":${NUMBERS[0]},"createdAt":1.7066934E12,"tomorrow":${NUMBERS[1]}}`;
    answer(record);
    for (const origin of ['LIVE', 'CACHED']) {
      const { text, errors, data } = await facet.query(
        `{ user(by: { chakraId: "${CHAKRA_ID}" }) { createdAt account(at: CHAKRA) { origin raw
          ... on ChakraAccount { data onboardingData profile } } } }`,
      );
      expect(errors).toBeUndefined();
      expect(data).toMatchObject({
        user: { createdAt: '2024-01-31T09:30:00.000Z', account: { origin } },
      });
      expect(text).toContain(`"raw":${record}`);
      expect(text).toContain(`"data":${NESTED}`);
      expect(text).toContain(`"onboardingData":${OBJECT}`);
      expect(text).toContain(`"profile":${NUMBERS[0]}`);
    }
  });

  it('comes in details and as the raw value of their provenance', async () => {
    answer(OBJECT);
    const { text, errors } = await facet.query(
      `{ user(by: { haptikUserId: "tract-1" }) { details
        provenance(fields: ["details"]) { candidates { value rawValue } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(text).toContain(`"details":${OBJECT}`);
    expect(text).toContain(`"value":${OBJECT},"rawValue":${OBJECT}`);
  });

  const registered: Reply = (response, request) =>
    json({ auth_id: Object(request.body).auth_id })(response, request);
  const selection =
    'user { customData account(at: HAPTIK) { raw } provenance(fields: ["customData"]) ' +
    '{ candidates { rawValue } } } errors { path message }';
  const typed = [...NUMBERS, ...PLAIN].map((_, at) => `n${at}`);

  /** Three ways to write one mutation; its input as JSON, with `…` where the numbers are. */
  const WAYS = {
    'in a variable': (mutation: string, type: string, input: string) =>
      request(
        `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} } }`,
        `{"input":${input.replace('"…"', OBJECT)}}`,
      ),
    'in the document': (mutation: string, _type: string, input: string) =>
      request(
        `mutation { ${mutation}(input: ${literal(input.replace('"…"', OBJECT))}) { ${selection} } }`,
        '{}',
      ),
    'in variables inside the document': (mutation: string, _type: string, input: string) => {
      const used = `{ ${typed.map((name) => `${name}: $${name}`).join(', ')} }`;
      const declared = typed.map((name) => `$${name}: JSON`).join(', ');
      const field = `${mutation}(input: ${literal(input).replace('"…"', used)})`;
      return request(`mutation (${declared}) { ${field} { ${selection} } }`, OBJECT);
    },
  } as const;

  it.each(Object.entries(WAYS))(
    'goes from a caller to a vendor, the registry and back as it was: %s',
    async (name, write) => {
      standIn.reply = registered;
      const authId = `exact${Object.keys(WAYS).indexOf(name)}`;
      const create = `{"backends":["HAPTIK"],"displayName":"Exact","haptik":{"authId":"${authId}"},"customData":"…"}`;
      const update = `{"user":{"authId":"${authId}"},"set":{"customData":"…"}}`;
      for (const body of [
        write('createUser', 'CreateUserInput', create),
        write('updateUser', 'UpdateUserInput', update),
      ]) {
        const text = await post(body);
        expect(text).toContain('"errors":[]');
        expect(bodies.at(-1)).toContain(`"custom_data":${OBJECT}`);
        expect(text).toContain(`"customData":${OBJECT}`);
        expect(text).toContain(`"rawValue":${OBJECT}`);
      }
      const { text } = await facet.query(
        `{ user(by: { authId: "${authId}" }) { customData account(at: HAPTIK) { raw } } }`,
      );
      expect(text).toContain(`"customData":${OBJECT}`);
      expect(text).toContain(`"custom_data":${OBJECT}`);
    },
  );

  it('is sent again from the registry as it was', async () => {
    standIn.reply = json({}, 500);
    const input = `{"backends":["HAPTIK"],"displayName":"E","haptik":{"authId":"again1"},"customData":"…"}`;
    const text = await post(WAYS['in a variable']('createUser', 'CreateUserInput', input));
    expect(text).toContain('"errors":[]');
    bodies.length = 0;
    standIn.reply = registered;
    await vi.waitFor(() => expect(bodies.join()).toContain(`"custom_data":${OBJECT}`), 20_000);
  });

  it('is told by the hook as it was, and tells a third party by all its digits', async () => {
    const body = `{"user_id":"hook-1","third_party_user_id":${NUMBERS[0]},"device_platform":14.0,"details_available":[{"name":"limits","value":${OBJECT}}]}`;
    const signature = createHmac('sha1', 'hook secret').update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-hub-signature': `sha1=${signature}` };
    const url = `${facet.url}/hooks/haptik/create-user`;
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200);
    standIn.reply = empty(404, { 'content-type': 'application/json' });
    const { text, errors } = await facet.query(
      `{ user(by: { thirdPartyUserId: "${NUMBERS[0]}" }) { device { platform } account(at: HAPTIK_TRACT) {
        raw ... on HaptikTractAccount { details } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(text).toContain('"platform":"WHATSAPP"');
    expect(text).toContain(`"details":{"limits":${OBJECT}}`);
    expect(text).toContain(`"details_available":[{"name":"limits","value":${OBJECT}}]`);
  });

  it('is another input to an idempotency key', async () => {
    standIn.reply = registered;
    const body = (number: string) =>
      `{"query":"mutation ($input: CreateUserInput!) { createUser(input: $input) { errors { code } } }","variables":{"input":{"idempotencyKey":"exact","displayName":"E","backends":["HAPTIK"],"customData":{"n":${number}}}}}`;
    expect(await post(body('9117786204812949329'))).toContain('"errors":[]');
    expect(await post(body('9117786204812949329'))).toContain('"errors":[]');
    expect(await post(body('9117786204812949330'))).toContain('IDEMPOTENCY_KEY_REUSED');
  });

  it('is an ID with all its digits, and a whole number to Int', async () => {
    await facet.registry.seed([[{ backend: 'VOLT_MX', scope: '', ref: NUMBERS[0] }]], {
      kind: 'LINK',
      actor: 'test',
      evidence: 'test',
    });
    const text = await post(
      `{"query":"query ($id: ID!, $first: Int) { user(by: { voltMxId: $id }) { accounts { ref } } users: allUsers(first: $first) { nodes { id } } }","variables":{"id":${NUMBERS[0]},"first":1.0}}`,
    );
    expect(text).toContain(`"ref":"${NUMBERS[0]}"`);
    expect(text).not.toContain('"errors"');
  });

  it.each([
    ['customData as a number', '{"input":{"customData":1.10,"displayName":"A"}}'],
    ['text as a number', '{"input":{"displayName":1.10}}'],
    ['an input as a number', '{"input":1.10}'],
  ])('is refused where no number belongs: %s', async (_, variables) => {
    const text = await post(
      `{"query":"mutation ($input: CreateUserInput!) { createUser(input: $input) { errors { code } } }","variables":${variables}}`,
    );
    expect(text).toContain('INVALID_INPUT');
    expect(text).not.toContain('INTERNAL');
    expect(text).not.toContain('1.1');
  });

  it('is refused with others when they are too many to be kept in time', async () => {
    const numbers = Array.from({ length: 20_001 }, () => '1.0').join(',');
    const text = await post(`{"query":"{ __typename }","variables":{"n":[${numbers}]}}`);
    expect(text).toContain('it has more than 20000 numbers');
  });

  const post = async (body: string): Promise<string> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${facet.url}/graphql`, { method: 'POST', headers, body });
    return response.text();
  };
});

const request = (query: string, variables: string): string =>
  `{"query":${JSON.stringify(query)},"variables":${variables}}`;

/** JSON as GraphQL writes it: keys without quotes, enum values too. */
const literal = (text: string): string =>
  text.replaceAll(/"(\w+)":/g, '$1: ').replaceAll('"HAPTIK"', 'HAPTIK');
