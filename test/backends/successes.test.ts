import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { empty, json, raw, StandIn, type Reply } from './stand-in.ts';
import { failure, newcomer, REFS, Vendors, type Name } from './vendors.ts';

let standIn: StandIn;
let vendors: Vendors;

beforeAll(async () => {
  standIn = await StandIn.start();
  vendors = new Vendors(standIn.url);
});

afterAll(async () => {
  await vendors.close();
  await standIn.stop();
});

const CREATED = {
  HAPTIK: { auth_id: REFS.HAPTIK, name: 'Asha Rao' },
  VOLT_MX: { id: REFS.VOLT_MX, message: 'Details added successfully' },
  EMERITUS: { code: 0, msg: 'success.', data: { user_id: REFS.EMERITUS, is_user_exists: false } },
  HAPTIK_TRACT: { success: true, ect_user_id: 'case-7' },
} as const;
const CREATORS = ['HAPTIK_TRACT', 'HAPTIK', 'VOLT_MX', 'EMERITUS'] as const;

describe('A success', () => {
  it.each(CREATORS)('of %s may have another status than 200', async (name) => {
    for (const status of [201, 202, 203]) {
      standIn.reply = json(CREATED[name], status);
      expect(await vendors.create(name)).toMatchObject({
        existed: false,
        account: { ref: REFS[name] },
      });
    }
  });

  it.each([
    ['204', empty(204)],
    ['205', empty(205)],
    ['200 without a body', empty(200, { 'content-type': 'application/json' })],
    ['201 without a body or a type', empty(201)],
    ['200 with blank JSON', raw(' \n')],
  ])('by %s is one where nothing of the body is needed', async (_, reply) => {
    standIn.reply = reply;
    expect(await vendors.create('HAPTIK')).toMatchObject({ account: { ref: REFS.HAPTIK } });
    expect(await vendors.create('HAPTIK_TRACT')).toMatchObject({ existed: false });
    expect(await vendors.update('HAPTIK', 'update')).toMatchObject({
      written: { email: 'new@example.com' },
    });
    expect(await vendors.update('EMERITUS', 'update')).toMatchObject({ existed: true });
    expect(await vendors.update('EMERITUS', 'pool')).toMatchObject({ written: { pool: 'alive' } });
    // Who owns the user now was not said.
    expect(await vendors.update('EMERITUS', 'owner')).toMatchObject({ written: null });
  });

  it.each([
    ['VOLT_MX', () => vendors.create('VOLT_MX')],
    ['EMERITUS', () => vendors.create('EMERITUS')],
    ['a read of CHAKRA', () => vendors.read('CHAKRA')],
    ['a read of HAPTIK_TRACT', () => vendors.read('HAPTIK_TRACT')],
    ['a read of EMERITUS', () => vendors.read('EMERITUS')],
  ])('without a body is none for %s, which has to say something', async (_, work) => {
    standIn.reply = empty(204);
    const { code, message, details } = await failure(work());
    expect({ code, ...details }).toMatchObject({
      code: 'BACKEND_CONTRACT',
      effect: 'possible',
      backendCode: '204',
    });
    expect(message).toContain('it has no body');
  });
});

describe('A creation', () => {
  const error = (words: string): Readonly<Record<Name, unknown>> => ({
    HAPTIK_TRACT: { success: false, error_message: words },
    HAPTIK: { error_message: words },
    CHAKRA: {},
    VOLT_MX: { id: 9_117_786_204_812, message: words },
    EMERITUS: { code: 40_900, msg: words, data: { user_id: REFS.EMERITUS } },
  });
  const refs = { ...REFS, VOLT_MX: '9117786204812' };

  it.each(CREATORS)('that %s refuses since the user exists finds that user', async (name) => {
    standIn.reply = json(error('User already exists')[name], 409);
    const found = { existed: true, written: null, account: { ref: refs[name] } };
    expect(await vendors.create(name)).toMatchObject(found);
    standIn.reply = json(error('A user with this e-mail exists')[name], 409);
    expect(await vendors.create(name)).toMatchObject(found);
    standIn.reply = json(error('This e-mail is already in use')[name], 422);
    expect(await vendors.create(name)).toMatchObject(found);
  });

  it('at VOLT_MX may find that user by a 200, and by an id of any length', async () => {
    standIn.reply = raw(
      '{"id":9117786204812949329,"message":"User already exists with this Email"}',
    );
    expect(await vendors.create('VOLT_MX')).toMatchObject({
      existed: true,
      account: { ref: '9117786204812949329' },
    });
    standIn.reply = json({ message: 'User already exists with this mobile number' });
    expect(await vendors.create('VOLT_MX')).toMatchObject({ existed: true, account: null });
  });

  it('at VOLT_MX is looked for in linear time, whatever was sent and is said', async () => {
    const digits = Array.from({ length: 20_000 }, (_, at) => 1_000_000 + at).join(' ');
    standIn.reply = json({ message: `already exists ${digits}` }, 400);
    const start = performance.now();
    await vendors.create('VOLT_MX', { ...newcomer, givenName: '7'.repeat(1_000_000) });
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('that EMERITUS refuses without an id finds a user without a name', async () => {
    standIn.reply = json({ msg: 'user already exists' }, 409);
    expect(await vendors.create('EMERITUS')).toEqual({
      account: null,
      existed: true,
      written: null,
    });
  });

  it.each(CREATORS)('that %s refuses for another reason is refused', async (name) => {
    standIn.reply = json(error('The version does not exist any more')[name], 409);
    expect(await failure(vendors.create(name))).toMatchObject({ code: 'BACKEND_REJECTED' });
  });

  it('is alone in that: an update that meets another user is refused', async () => {
    standIn.reply = json(error('E-mail already exists').EMERITUS, 409);
    expect(await failure(vendors.update('EMERITUS', 'update'))).toMatchObject({
      code: 'BACKEND_REJECTED',
    });
  });
});

describe('A 200 with the words of an error', () => {
  it.each([
    { error_message: 'invalid mobile number' },
    { error: 'invalid mobile number' },
    { errors: [{ message: 'invalid mobile number' }] },
    { error: { code: 7, message: 'invalid mobile number' } },
    { status: 'error', message: 'invalid mobile number' },
    { statusCode: 400, message: 'invalid mobile number' },
    { ok: false, reason: 'invalid mobile number' },
    { message: 'invalid mobile number' },
    { detail: 'invalid mobile number' },
  ])('is a refusal that took no effect: %j', async (body) => {
    standIn.reply = json(body);
    const works = [
      () => vendors.create('HAPTIK'),
      () => vendors.update('HAPTIK', 'update'),
      () => vendors.create('VOLT_MX'),
      () => vendors.create('EMERITUS'),
      () => vendors.create('HAPTIK_TRACT'),
      () => vendors.read('CHAKRA'),
    ];
    for (const work of works) {
      const { code, details } = await failure(work());
      expect({ code, ...details }).toMatchObject({
        code: 'BACKEND_REJECTED',
        effect: 'none',
        retryable: false,
        backendMessage: 'invalid mobile number',
      });
    }
  });

  it.each([
    { message: 'Details added successfully' },
    { error: null, errors: [], message: 'ok' },
    { status: 'success' },
    ['error'],
    'error',
    {},
  ])('is none where they say that all is well: %j', async (body) => {
    standIn.reply = json(body);
    for (const name of ['HAPTIK', 'VOLT_MX'] as const) {
      expect(await failure(vendors.create(name))).toMatchObject({
        code: 'BACKEND_CONTRACT',
        details: { effect: 'possible' },
      });
    }
  });
});

describe('A compressed answer', () => {
  const text = JSON.stringify(CREATED.HAPTIK);
  const bytes =
    (encoding: string, body: Buffer, status = 200): Reply =>
    (response) => {
      response.writeHead(status, {
        'content-type': 'application/json',
        'content-encoding': encoding,
      });
      response.end(body);
    };

  it.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['identity', Buffer.from(text)],
  ])('is read: %s', async (encoding, body) => {
    standIn.reply = bytes(encoding, body);
    expect(await vendors.create('HAPTIK')).toMatchObject({ account: { ref: REFS.HAPTIK } });
  });

  it('is read where it refuses', async () => {
    standIn.reply = bytes('gzip', gzipSync('{"error_message":"Not today"}'), 400);
    const { details } = await failure(vendors.create('HAPTIK'));
    expect(details.backendMessage).toBe('Not today');
  });

  const huge = Buffer.alloc(64 * 1024 * 1024, ' ');
  it.each([
    ['gzip', gzipSync(huge), 'over 1048576 bytes'],
    ['deflate', deflateRawSync(huge), 'over 1048576 bytes'],
    ['br', brotliCompressSync(huge), 'over 1048576 bytes'],
    ['zstd', zstdCompressSync(huge), 'over 1048576 bytes'],
    ['gzip, gzip', gzipSync(gzipSync(huge)), 'over 1048576 bytes'],
    ['gzip', Buffer.from(text), 'cannot be decompressed'],
    ['gzip', gzipSync(text).subarray(0, 20), 'cannot be decompressed'],
    ['compress', Buffer.from(text), 'in a way that Facet cannot read'],
    ['gzip, gzip, gzip, gzip', gzipSync(text), 'too often'],
  ])('that cannot be read says why: %s', async (encoding, body, problem) => {
    standIn.reply = bytes(encoding, body);
    const { code, message } = await failure(vendors.create('HAPTIK'));
    expect(code).toBe('BACKEND_CONTRACT');
    expect(message).toContain(problem);
  });
});
