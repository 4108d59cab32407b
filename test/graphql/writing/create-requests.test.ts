import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestFacet } from '../../facet.ts';
import type { TestFacet } from '../../facet.ts';
import { mutate, outcomeAt, currentOutcome } from './mutations.ts';
import { stranger } from './people.ts';
import { HEADERS, sent } from './requests.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});

afterAll(async () => facet.close());

beforeEach(() => facet.sandbox.reset());

describe('createUser sends to HAPTIK_TRACT', () => {
  const hook = (body: object) => [
    { method: 'POST', path: '/ect/create-user', headers: HEADERS.HAPTIK_TRACT, body },
  ];

  it('all that the hook takes, the platform by the vendor’s name, and no bearer', async () => {
    const { displayName } = stranger();
    const detailsAvailable = [{ name: 'loyalty', kind: 'number' }, { key: 'plan' }];
    const payload = await mutate(facet, 'createUser', {
      backends: ['HAPTIK_TRACT'],
      displayName,
      email: 'kept.from.the.ect@example.net',
      device: { platform: 'WHATSAPP', model: 'Pixel 9' },
      haptikTract: { userId: 'hook-1', thirdPartyUserId: 'wa-1', detailsAvailable },
    });
    expect(outcomeAt(payload, 'HAPTIK_TRACT')).toMatchObject({
      status: 'CREATED',
      account: { ref: 'hook-1' },
      attempts: 1,
    });
    expect(sent(facet, 'HAPTIK_TRACT')).toEqual(
      hook({
        user_id: 'hook-1',
        third_party_user_id: 'wa-1',
        user_name: displayName,
        device_platform: 'WhatsApp',
        details_available: detailsAvailable,
      }),
    );
  });

  it('the user id alone when there is nothing else', async () => {
    await mutate(facet, 'createUser', {
      backends: ['HAPTIK_TRACT'],
      haptikTract: { userId: 'hook-2' },
    });
    expect(sent(facet, 'HAPTIK_TRACT')).toEqual(hook({ user_id: 'hook-2' }));
  });

  it.each([
    ['ANDROID', 'Android'],
    ['FACEBOOK', 'Facebook'],
    ['WEB_SDK', 'WebSDK'],
    ['IOS', 'iOS'],
    ['WEBHOOK', 'Webhook'],
    ['WHATSAPP', 'WhatsApp'],
  ] as const)('the platform %s as %s', async (platform, device_platform) => {
    const user_id = `hook-${platform}`;
    await mutate(facet, 'createUser', {
      backends: ['HAPTIK_TRACT'],
      device: { platform },
      haptikTract: { userId: user_id },
    });
    expect(sent(facet, 'HAPTIK_TRACT')).toEqual(hook({ user_id, device_platform }));
  });

  it('no platform for OTHER, which the vendor has no name for', async () => {
    await mutate(facet, 'createUser', {
      backends: ['HAPTIK_TRACT'],
      device: { platform: 'OTHER' },
      haptikTract: { userId: 'hook-other' },
    });
    expect(sent(facet, 'HAPTIK_TRACT')).toEqual(hook({ user_id: 'hook-other' }));
  });
});

describe('createUser sends to HAPTIK', () => {
  const registration = (body: object) => [
    { method: 'POST', path: '/v1.0/user/', headers: HEADERS.HAPTIK, body },
  ];

  it('every field at the top level, and the custom data as it stands', async () => {
    const { displayName, email, phone } = stranger();
    const customData = { tier: 'gold', visits: 12, vip: true, referrer: null };
    await mutate(facet, 'createUser', {
      backends: ['HAPTIK'],
      displayName,
      email,
      phone,
      language: 'hi',
      device: {
        platform: 'IOS',
        model: 'iPhone 16',
        osVersion: 'iOS 18.5',
        packageName: 'com.example.app',
      },
      customData,
      haptik: { authId: 'given1', authCode: 'secret-of-given1' },
    });
    expect(sent(facet, 'HAPTIK')).toEqual(
      registration({
        auth_id: 'given1',
        auth_code: 'secret-of-given1',
        name: displayName,
        email,
        mobile_no: phone,
        language_code: 'hi',
        phone_model: 'iPhone 16',
        os_version: 'iOS 18.5',
        package_name: 'com.example.app',
        custom_data: customData,
      }),
    );
  });

  it('an auth id of its own when none is given, and nothing else', async () => {
    const { displayName } = stranger();
    const payload = await mutate(facet, 'createUser', { backends: ['HAPTIK'], displayName });
    const auth_id = outcomeAt(payload, 'HAPTIK').account?.ref;
    expect(auth_id).toMatch(/^[A-Za-z0-9]{16,}$/);
    expect(sent(facet, 'HAPTIK')).toEqual(registration({ auth_id, name: displayName }));
  });

  it('nothing for an input that is null', async () => {
    await mutate(facet, 'createUser', {
      backends: ['HAPTIK'],
      displayName: null,
      phone: null,
      device: { model: null },
      customData: null,
      haptik: { authId: 'given2', authCode: null },
    });
    expect(sent(facet, 'HAPTIK')).toEqual(registration({ auth_id: 'given2' }));
  });
});

describe('createUser sends to VOLT_MX', () => {
  const addition = (body: object) => [
    { method: 'POST', path: '/api/v1/audience', headers: HEADERS.VOLT_MX, body },
  ];

  it('everything, the United States as USA with their state, the number without its plus', async () => {
    const { givenName, familyName, email, phone } = stranger();
    await mutate(facet, 'createUser', {
      backends: ['VOLT_MX'],
      displayName: 'Not for VOLT_MX',
      givenName,
      familyName,
      email,
      phone,
      location: { country: 'US', state: 'Ohio', city: 'Dayton' },
      lastActiveAt: '2025-06-01T10:15:00+02:00',
      subscriptions: { email: true, sms: false, voice: false },
    });
    expect(sent(facet, 'VOLT_MX')).toEqual(
      addition({
        firstName: givenName,
        lastName: familyName,
        country: 'USA',
        state: 'Ohio',
        email,
        mobileNumber: phone.slice(1),
        smsSubscription: false,
        voiceSubscription: false,
        emailSubscription: true,
        lastActiveDate: '2025-06-01T08:15:00.000Z',
      }),
    );
  });

  it('what it requires alone, without an empty number', async () => {
    const { givenName, familyName, email } = stranger();
    await mutate(facet, 'createUser', {
      backends: ['VOLT_MX'],
      givenName,
      familyName,
      email,
      location: { country: 'IN' },
      subscriptions: {},
    });
    expect(sent(facet, 'VOLT_MX')).toEqual(
      addition({ firstName: givenName, lastName: familyName, country: 'India', email }),
    );
  });

  it.each([
    ['GB', 'United Kingdom'],
    ['DE', 'Germany'],
    ['CH', 'Switzerland'],
    ['JP', 'Japan'],
  ])('the country %s as %s', async (country, name) => {
    const { givenName, familyName, email } = stranger();
    await mutate(facet, 'createUser', {
      backends: ['VOLT_MX'],
      givenName,
      familyName,
      email,
      location: { country },
    });
    expect(sent(facet, 'VOLT_MX').map(({ body }) => body)).toEqual([
      { firstName: givenName, lastName: familyName, country: name, email },
    ]);
  });
});

describe('createUser sends to EMERITUS', () => {
  const creation = (body: object) => [
    { method: 'POST', path: '/api/v5/entity/user/create', headers: HEADERS.EMERITUS, body },
  ];

  it('the number, taken apart, when it has both, and then the e-mail address', async () => {
    const { displayName, email, phone } = stranger();
    const input = { backends: ['EMERITUS'] as const, displayName, email, phone };
    const payload = await mutate(facet, 'createUser', input);
    const user_id = outcomeAt(payload, 'EMERITUS').account?.ref;
    const corp_id = 'facet-academy';
    const [created] = creation({ area_code: '91', mobile: phone.slice(3), corp_id });
    expect(sent(facet, 'EMERITUS')).toEqual([
      created,
      {
        ...created,
        path: '/api/v5/entity/user/email/update',
        body: { user_id, corp_id, email },
      },
    ]);
  });

  it.each([
    ['+12025550123', '1', '2025550123'],
    ['+390612345678', '39', '0612345678'],
    ['+8613888888888', '86', '13888888888'],
  ])('the number %s as %s and %s', async (phone, area_code, mobile) => {
    await mutate(facet, 'createUser', { backends: ['EMERITUS'], phone });
    expect(sent(facet, 'EMERITUS')).toEqual(
      creation({ area_code, mobile, corp_id: 'facet-academy' }),
    );
  });

  it('the e-mail address when there is no number', async () => {
    const { email } = stranger();
    await mutate(facet, 'createUser', { backends: ['EMERITUS'], email });
    expect(sent(facet, 'EMERITUS')).toEqual(creation({ email, corp_id: 'facet-academy' }));
  });

  it('another configured corporation when it is named', async () => {
    const { email } = stranger();
    const payload = await mutate(facet, 'createUser', {
      backends: ['EMERITUS'],
      email,
      emeritus: { corpId: 'facet-institute' },
    });
    expect(sent(facet, 'EMERITUS')).toEqual(creation({ email, corp_id: 'facet-institute' }));
    expect(currentOutcome(payload)).toContain('EMERITUS CREATED');
  });
});

it('createUser calls each backend once, and EMERITUS for the address after the number, when only ids are asked for', async () => {
  await mutate(facet, 'createUser', stranger());
  expect(facet.sandbox.calls()).toEqual({
    HAPTIK_TRACT: { createUser: 1 },
    HAPTIK: { createUser: 1 },
    VOLT_MX: { createUser: 1 },
    EMERITUS: { createUser: 1, updateEmail: 1 },
  });
});
