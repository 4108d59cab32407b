import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadDocument, DriftWatch } from '#backends';
import { connectHttp } from '../../src/backends/http/connect-http.ts';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import type { Backend } from '#schema';
import { emeritus as emeritusModule } from '../../src/backends/emeritus/index.ts';
import type { HttpCall } from '../../src/backends/http/http-backend.ts';
import { json, StandIn } from './stand-in.ts';
import { context } from './things.ts';
import { PACE } from '../pace.ts';

const documentOf = (folder: string) =>
  loadDocument(new URL(`../../src/backends/${folder}/openapi.json`, import.meta.url));

const CANARY = 'canary@example.com';

const EMAIL = { id: '1', email: 'a@example.com', normalizedEmail: 'a@example.com' };

describe('an answer that its document does not know', () => {
  let standIn: StandIn;
  let http: ConnectedHttp | undefined;

  beforeAll(async () => {
    standIn = await StandIn.start();
  });

  afterEach(() => http?.close());
  afterAll(() => standIn.stop());

  const noted = async (
    [backend, folder]: readonly [Backend, string],
    body: unknown,
    call: Partial<HttpCall> = {},
  ): Promise<readonly string[]> => {
    const lines: string[] = [];
    const drift = new DriftWatch((line) => lines.push(line));
    const document = documentOf(folder);
    http = connectHttp({ backend, url: standIn.url, timeoutMs: 5000 * PACE, document, drift });
    standIn.reply = json(body);
    const get = { operation: 'user', method: 'GET', path: '/', headers: {}, ...call } as const;
    await http.call(get, context).catch(() => undefined);
    expect(lines.join('\n')).not.toContain('canary');
    expect(lines).toEqual(
      drift
        .counts()
        .map(
          ({ operation, what }) =>
            `facet: ${backend} ${operation} is not as documented: ${what} (1)`,
        ),
    );
    return drift.counts().map(({ what }) => what);
  };

  const chakra = ['CHAKRA', 'chakra'] as const;
  const tract = ['HAPTIK_TRACT', 'haptik-tract'] as const;
  const emeritus = ['EMERITUS', 'emeritus'] as const;

  it('is counted and said for an unknown field, at any depth', async () => {
    const user = { id: '1', nickname: CANARY, emails: [{ ...EMAIL, label: CANARY }] };
    expect(await noted(chakra, { _data: user, _links: {} })).toEqual([
      'unknown field $._data.nickname',
      'unknown field $._data.emails[].label',
      'unknown field $._links',
    ]);
  });

  it('is not told by a key that may be somebody’s data', async () => {
    expect(await noted(chakra, { _data: { id: '1', [CANARY]: 1 } })).toEqual([
      'unknown field $._data.…',
    ]);
  });

  it('is counted for a changed type', async () => {
    expect(await noted(chakra, { _data: { id: '1', dob: CANARY } })).toEqual([
      'unexpected string $._data.dob',
    ]);
  });

  it.each([7, 'canary'])('is counted for an unknown code', async (device_platform) => {
    expect(await noted(tract, { user_id: '1', device_platform })).toEqual([
      'unknown code $.device_platform',
    ]);
  });

  it('is counted for an unknown code of a refusal', async () => {
    const refusal = () => ({ code: '40001', message: CANARY });
    const call = { operation: 'profile', refusal };
    expect(await noted(emeritus, { code: 40_001, msg: CANARY, data: null }, call)).toEqual([
      'unknown code $.code',
    ]);
  });

  it('is quiet about the code of a refusal that the operator has configured', async () => {
    const settings = emeritusModule.settings.parse({
      EMERITUS_URL: standIn.url,
      EMERITUS_TOKEN: 'token',
      EMERITUS_APP_ID: 'app',
      EMERITUS_CORP_ID: 'corp',
      EMERITUS_NOT_FOUND_CODES: '40401',
    });
    const lines: string[] = [];
    const drift = new DriftWatch((line) => lines.push(line));
    const document = documentOf('emeritus');
    http = connectHttp({
      backend: 'EMERITUS',
      url: standIn.url,
      timeoutMs: 5000 * PACE,
      document,
      drift,
    });
    const { reads, writes } = emeritusModule.connect(settings, http);
    const account = { backend: 'EMERITUS', scope: 'corp', ref: '1' } as const;
    const askBoth = async (code: number): Promise<readonly unknown[]> => {
      standIn.reply = json({ code, msg: 'No.', data: null });
      return Promise.all([
        reads['profile']?.read(account, [], context).catch(() => 'refused'),
        writes.pool
          ?.send({ user_id: '1', corp_id: 'corp', pool: 'dead' }, undefined, context)
          .catch(() => 'refused'),
      ]);
    };
    expect(await askBoth(40_401)).toEqual([null, 'refused']);
    expect(lines).toEqual([]);
    expect(await askBoth(40_301)).toEqual(['refused', 'refused']);
    expect(lines).toHaveLength(2);
  });

  it.each([
    ['open parts', chakra, { _data: { id: '1', data: { any: 1 }, profile: { thing: 2 } } }],
    ['known codes', tract, { user_id: '1', device_platform: 'whatsapp' }],
  ] as const)('is quiet about %s', async (_what, backend, body) => {
    expect(await noted(backend, body)).toEqual([]);
  });
});

describe('the watch', () => {
  it('says each kind once a minute, and counts all', () => {
    const lines: string[] = [];
    const drift = new DriftWatch((line) => lines.push(line));
    for (let second = 0; second < 120; second += 1) {
      drift.note('CHAKRA', 'user', 'unknown field $.x', second * 1000);
    }
    expect(drift.counts()).toEqual([
      { backend: 'CHAKRA', operation: 'user', what: 'unknown field $.x', count: 120 },
    ]);
    expect(lines).toEqual([
      'facet: CHAKRA user is not as documented: unknown field $.x (1)',
      'facet: CHAKRA user is not as documented: unknown field $.x (61)',
    ]);
  });

  it('is not filled by endless new kinds', () => {
    const lines: string[] = [];
    const drift = new DriftWatch((line) => lines.push(line));
    for (let kind = 0; kind < 5000; kind += 1)
      drift.note('CHAKRA', 'user', `unknown field $.x${kind}`, 0);
    expect(drift.counts().length).toBeLessThan(600);
    expect(lines.length).toBeLessThan(600);
    expect(drift.counts().reduce((sum, { count }) => sum + count, 0)).toBe(5000);
  });
});
