import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import { json, StandIn } from './stand-in.ts';
import { connectThings, failureOf, MIB, post } from './things.ts';

describe("A backend's own words", () => {
  let standIn: StandIn;
  let http: ConnectedHttp;

  beforeAll(async () => {
    standIn = await StandIn.start();
    http = connectThings(standIn.url);
  });

  afterAll(async () => {
    await http.close();
    await standIn.stop();
  });

  const said = async (message: string, body: unknown = post.body): Promise<string | undefined> => {
    standIn.reply = json({ message }, 400);
    const { details } = await failureOf(http, { ...post, body });
    return details.backendMessage;
  };

  it.each([
    ['connect ECONNREFUSED 10.2.3.4:5432', 'connect ECONNREFUSED…'],
    ['getaddrinfo ENOTFOUND db-primary', 'getaddrinfo ENOTFOUND…'],
    ['No route to db-7.internal.vendor.example', 'No route to…'],
    ['Cache redis:6379 is full', 'Cache…'],
    ['Cache kafka_0.queue:9092 is full', 'Cache…'],
    ['Could not translate host name "db-primary" to address', 'Could not translate host name…'],
    ['Nobody listens at localhost', 'Nobody listens at…'],
    ['Upstream [fe80::1]:443 is down', 'Upstream…'],
    ['Upstream 2001:db8:0:0:0:0:0:1 is down', 'Upstream…'],
    ['Closed, port 5432', 'Closed…'],
  ])('are cut where a host or an address begins: %s', async (message, shown) => {
    expect(await said(message)).toBe(shown);
  });

  it.each([
    ['Oops\n    at Object.<anonymous> (/srv/app/index.js:3:5)', 'Oops…'],
    ['Oops at async save (index.js:3:5)', 'Oops…'],
    ['Oops at com.acme.UserService.save(UserService.java:42)', 'Oops…'],
    ['Oops; Caused by: IllegalStateException', 'Oops…'],
    ['Oops File "handler.py", line 3, in save', 'Oops…'],
    ['Oops #0 main', 'Oops…'],
    ['Oops goroutine 1 [running]', 'Oops…'],
    ['Oops in main.go:23', 'Oops in…'],
    ['Cannot open /etc/app/secrets', 'Cannot open…'],
    ['Cannot open ../config.yaml', 'Cannot open…'],
    ['Cannot open C:\\inetpub\\app', 'Cannot open…'],
    ['Cannot open \\\\files\\app', 'Cannot open…'],
    ['Cannot open node_modules/app/main', 'Cannot open…'],
    ['See https://help.vendor.example/users', 'See…'],
    ['See postgres://app@db/users', 'See…'],
  ])('are cut where a stack frame, a path or a URL begins: %j', async (message, shown) => {
    expect(await said(message)).toBe(shown);
  });

  it.each([
    ['It belongs to bob@corp.example (Bob)', 'It belongs to…'],
    ['It belongs to +91 98765 43210, Bob', 'It belongs to…'],
    ['It belongs to ٠٩٨٧٦٥٤٣٢١', 'It belongs to…'],
    ['Wrong token=abcd1234', 'Wrong token…'],
    ['Wrong Bearer abcd1234efgh', 'Wrong…'],
  ])("are cut where somebody's address, number or token begins: %s", async (message, shown) => {
    expect(await said(message)).toBe(shown);
  });

  it.each([
    'User already exists with this Email.Please try again',
    "Attribute 'phonenumber' is a mandatory field",
    'custom_data.tier must be 1.5 or N/A, e.g. v1.2.3 and/or none',
    'Basic authentication is required, the Bearer token expired',
    'error code:40100 (3 of 12), quota ends at 17:30:45',
    'The host is not allowed to do that',
  ])('are left as they are where they tell of no place: %s', async (message) => {
    expect(await said(message)).toBe(message);
  });

  it('are one line of well-formed text without what is not seen', async () => {
    const message =
      '\u202eHalf\u202c an \ud83d emo\u200bji,\r\n\u0000zwj \u0915\u094d\u200d\u0937\u2028end';
    expect(await said(message)).toBe('Half an \ufffd emoji, zwj \u0915\u094d\u200d\u0937 end');
    const long = await said(`${'x'.repeat(198)}😀😀`);
    expect(long).toBe(`${'x'.repeat(198)}…`);
  });

  it('do not tell a value that they repeat in part, or that is longer than what is looked at', async () => {
    const name = `Ünal ${'Ã¤b'.repeat(1000)}`;
    expect(await said(`No ${name.slice(0, 60).toUpperCase()}`, { name })).toBe('No …');
    expect(await said(`No ${name}`, { name })).toBe('No…');
  });

  it.each([
    ['digits', '1'],
    ['at signs', '@'],
    ['letters', 'a'],
    ['spaces', ' '],
    ['hosts', 'a.'],
    ['paths', 'a/'],
    ['colons', 'a:'],
    ['brackets and digits', '1('],
    ['stack frames', 'at a.'],
    ['formatting characters', '\u202e'],
    ['accents', '\u0301'],
  ])('are read in linear time when they are a mebibyte of %s', async (_, part) => {
    const count = Math.floor((MIB - 100) / Buffer.byteLength(part));
    const text = part.repeat(count);
    const start = performance.now();
    await said(text, { name: text.slice(0, MIB / 4) });
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('are read in linear time although the request held many values', async () => {
    const body = Object.fromEntries(Array.from({ length: 40_000 }, (_, at) => [`k${at}`, at]));
    const start = performance.now();
    await said('12345 '.repeat(160_000), body);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
