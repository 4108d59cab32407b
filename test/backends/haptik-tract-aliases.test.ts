import { afterAll, describe, expect, it } from 'vitest';
import { loadDocument } from '#backends';
import { connectHttp } from '../../src/backends/http/connect-http.ts';
import { exactNumber, INVALID } from '#normalise';
import { haptikTract } from '../../src/backends/haptik-tract/index.ts';
import { PACE } from '../pace.ts';

const url = 'http://127.0.0.1:9';
const { name: backend, document } = haptikTract;
const http = connectHttp({
  backend,
  url,
  timeoutMs: 1000 * PACE,
  document: loadDocument(document),
});
const adapter = haptikTract.connect(haptikTract.settings.parse({ HAPTIK_TRACT_URL: url }), http);

afterAll(() => http.close());

const user_id = '90210';
const aliases = (record: object) => adapter.reads['user']?.aliases?.({ user_id, ...record });
const shown = (id: string) => {
  const field = adapter.fields['thirdPartyUserId'];
  const record = { third_party_user_id: id };
  return field?.normalise(field.raw(record), record);
};

describe('the other identifiers that a user of TRACT tells', () => {
  it('are the third party id, and the ECT’s where it is there', () => {
    expect(aliases({ third_party_user_id: ' wa-1' })).toEqual({ thirdPartyUserId: ' wa-1' });
    expect(aliases({ third_party_user_id: 'wa-1', ect_user_id: 'case-7' })).toEqual({
      thirdPartyUserId: 'wa-1',
      ectUserId: 'case-7',
    });
  });

  it('are gone when it says so, and as they were when it says nothing', () => {
    expect(aliases({ third_party_user_id: null })).toEqual({ thirdPartyUserId: null });
    expect(aliases({ third_party_user_id: ' ' })).toEqual({ thirdPartyUserId: null });
    expect(aliases({ ect_user_id: null })).toEqual({});
    expect(aliases({})).toEqual({});
    expect(shown(' ')).toBeNull();
  });

  it.each([[{}], [[]], [true], [1.5]])('are as they were when it is no identifier: %j', (id) => {
    expect(aliases({ third_party_user_id: id, ect_user_id: id })).toEqual({});
  });

  it('are the digits of a number, however many', () => {
    expect(aliases({ third_party_user_id: 919800000001 })).toEqual({
      thirdPartyUserId: '919800000001',
    });
    expect(aliases({ third_party_user_id: exactNumber('24123456789012345') })).toEqual({
      thirdPartyUserId: '24123456789012345',
    });
  });

  it.each(['a\0b', 'a\ud800', 'x'.repeat(513)])('are none that cannot be kept: %#', (id) => {
    expect(aliases({ third_party_user_id: id, ect_user_id: id })).toEqual({
      thirdPartyUserId: null,
    });
    expect(shown(id)).toBe(INVALID);
  });
});
