import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../sandbox/faults.ts';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { enter, everything } from './person.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});
afterEach(() => facet.sandbox.reset());
afterAll(() => facet.close());

describe('what a backend says when it refuses a read', () => {
  const profileOf = async (id: string) =>
    facet.query('query ($id: ID!) { user(by: { id: $id }) { bio employment { company } } }', {
      id,
    });

  const answers = (body: string, code = 200): Fault => ({
    instead: (response) =>
      void response.writeHead(code, { 'content-type': 'application/json' }).end(body),
  });

  it('is told with its code, and without what the request held', async () => {
    const { id, emeritus } = await enter(facet);
    const body = JSON.stringify({ code: 1234, msg: `no quota for ${emeritus}`, data: null });
    facet.sandbox.backend('EMERITUS').fault('profile', answers(body));
    const { data, errors } = await profileOf(id);
    expect(data).toEqual({
      user: { bio: everything.chakra?.['bio'], employment: { company: null } },
    });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      {
        code: 'BACKEND_REJECTED',
        backend: 'EMERITUS',
        retryable: false,
        backendMessage: 'no quota for …',
        backendCode: '1234',
      },
    ]);
  });

  it('is its status where it has no words', async () => {
    const { id } = await enter(facet);
    facet.sandbox.backend('EMERITUS').fault('profile', answers('{}', 500));
    const { errors } = await profileOf(id);
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'BACKEND_UNAVAILABLE', backend: 'EMERITUS', retryable: true, backendCode: '500' },
    ]);
  });

  it.each(['[', '{"a":'])('breaks its document when it is endlessly deep: %s', async (open) => {
    const { id, chakra } = await enter(facet);
    const close = open === '[' ? ']' : '}';
    const deep = `${open.repeat(5000)}1${close.repeat(5000)}`;
    const body = `{"_data":{"id":"${chakra}","data":${deep}}}`;
    facet.sandbox.backend('CHAKRA').fault('user', answers(body));
    const { data, errors } = await facet.query(
      `query ($id: ID!) { user(by: { id: $id }) {
         bio account(at: CHAKRA) { raw } employment { company } } }`,
      { id },
    );
    expect(data).toEqual({
      user: {
        bio: null,
        account: { raw: null },
        employment: { company: everything.profile?.['company_name'] },
      },
    });
    expect(new Set(errors?.map(({ extensions }) => extensions['code']))).toEqual(
      new Set(['BACKEND_CONTRACT']),
    );
    expect(facet.reported).toEqual([]);
  });
});
