import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Reply } from './reply.ts';
import { send } from './send.ts';

/** Something that goes wrong with one exchange. At most one of its parts is there. */
export interface Fault {
  /** Done before the request is processed. */
  readonly before?: () => Promise<void>;
  /** Done in the place of processing: the backend's records stay as they are. */
  readonly instead?: (response: ServerResponse) => void;
  /** Delivers the answer after the request was processed. */
  readonly deliver?: (
    response: ServerResponse,
    reply: Reply,
    idField: string,
  ) => void | Promise<void>;
}

/** The faults to choose from. */
export const faults = {
  /** Processes the request and answers after this many milliseconds, even when the caller has gone. */
  delay: (milliseconds: number): Fault => ({
    before: () => wait(milliseconds, undefined, { ref: false }),
  }),

  /** Takes the request and never answers. */
  hang: (): Fault => ({ instead: () => {} }),

  /** Answers with this status, without processing. The body is sent as JSON unless it is text. */
  status: (
    code: number,
    headers: Readonly<Record<string, string>> = {},
    body: unknown = {},
  ): Fault => ({
    instead: (response) =>
      send(response, {
        status: code,
        headers: {
          'content-type': typeof body === 'string' ? 'text/plain' : 'application/json',
          ...headers,
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  }),

  /** Processes the request; the JSON of the answer breaks off in the middle. */
  brokenBody: (): Fault => ({
    deliver: (response, reply) =>
      send(response, { ...reply, body: reply.body.slice(0, Math.ceil(reply.body.length / 2)) }),
  }),

  /** Answers with a page, as a proxy on the way would, without processing. */
  html: (code = 200): Fault => ({
    instead: (response) =>
      send(response, {
        status: code,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: '<!doctype html><title>Gateway</title><p>Please stand by.',
      }),
  }),

  /** Processes the request; the answer is about another user. */
  wrongId: (): Fault => ({
    deliver: (response, reply, idField) =>
      send(response, { ...reply, body: withAnotherId(reply.body, idField) }),
  }),

  /** Cuts the connection (RST) without processing. */
  reset: (): Fault => ({ instead: (response) => void response.socket?.resetAndDestroy() }),

  /** Processes the request, then cuts the connection in the place of an answer. */
  lostAnswer: (): Fault => ({ deliver: (response) => void response.socket?.destroy() }),

  /** Processes the request; blanks make the answer this many bytes long. It is valid JSON, its length not announced. */
  oversize: (bytes = 2 * 2 ** 20): Fault => ({
    deliver: (response, reply) => {
      response.writeHead(reply.status, reply.headers);
      response.write(' '.repeat(Math.max(0, bytes - Buffer.byteLength(reply.body))));
      response.end(reply.body);
    },
  }),

  /** Processes the request; this many bytes of blanks come before the end of the answer, at the caller's pace. */
  flood: (bytes = 300 * 2 ** 20): Fault => ({
    deliver: async (response, reply) => {
      response.writeHead(reply.status, reply.headers);
      // Most callers hang up long before the end: that is what it is for.
      await pipeline(blanksBefore(reply.body, bytes), response).catch(() => undefined);
    },
  }),

  /** Answers with a small body that unpacks into this many bytes, though nobody asked for compression. */
  gzipBomb: (bytes = 32 * 2 ** 20): Fault => {
    const bomb = gzipSync(Buffer.alloc(bytes, ' '));
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    return { instead: (response) => void response.writeHead(200, headers).end(bomb) };
  },

  /** Processes the request; every text in the answer is a list. */
  wrongTypes: (): Fault => ({
    deliver: (response, reply) =>
      send(response, { ...reply, body: reply.body.replaceAll(/:("[^"]*"|\d{6,})/g, ':[$1]') }),
  }),

  /** Processes the request; the answer comes one byte at a time with this pause, in milliseconds, between them. */
  slowDrip: (pause = 50): Fault => ({
    deliver: async (response, reply) => {
      response.writeHead(reply.status, reply.headers);
      for (const byte of Buffer.from(reply.body)) {
        if (response.destroyed) return;
        response.write(Buffer.of(byte));
        await wait(pause, undefined, { ref: false });
      }
      response.end();
    },
  }),
} as const satisfies Record<string, (...options: never[]) => Fault>;

function* blanksBefore(body: string, bytes: number): Generator<Buffer> {
  const some = Buffer.alloc(2 ** 16, ' ');
  for (let sent = 0; sent < bytes; sent += some.length) yield some;
  yield Buffer.from(body);
}

/** Works on the text, since a parsed 64-bit number would no longer be the same one. */
function withAnotherId(body: string, idField: string): string {
  return body.replace(
    new RegExp(`("${idField}":"?[^",}]*)([^",}])`),
    (_match, start: string, last: string) => start + (last === '1' ? '0' : '1'),
  );
}
