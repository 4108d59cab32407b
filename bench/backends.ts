import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { chakraUser, emeritusEmail, emeritusProfile, tractUser } from './documents.ts';
import { listen, textOf } from './http.ts';
import { numberIn } from './people.ts';

// A process of its own: the four reads and the write that the benchmark needs, answered as fast as `node:http` can, or after
// `DELAY_MS`.
// `GET /calls` tells how often each was called, and starts anew.

type Document = (number: number) => unknown;

const DELAY_MS = Number(process.env['DELAY_MS'] ?? 0);

const calls = new Map<string, number>();
const answers = new Map<string, string>();

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bench');
  if (pathname === '/calls') return reply(response, takeCalls());
  if (pathname === '/tract/user/') {
    const { user_id: id } = JSON.parse(await textOf(request));
    return replyAbout(response, 'HAPTIK_TRACT user', tractUser, id);
  }
  if (pathname === '/v1.0/user/' && request.method === 'PUT') {
    count('HAPTIK update');
    return reply(response, await textOf(request));
  }
  if (pathname.startsWith('/v1/ext/user/')) {
    return replyAbout(response, 'CHAKRA user', chakraUser, pathname.slice(13));
  }
  const id = searchParams.get('user_id') ?? '';
  if (pathname === '/api/v5/entity/profile/fetch') {
    return replyAbout(response, 'EMERITUS profile', emeritusProfile, id);
  }
  if (searchParams.get('contact_type') === 'email') {
    return replyAbout(response, 'EMERITUS contact email', emeritusEmail, id);
  }
  response.writeHead(404).end();
}

const count = (call: string): void => void calls.set(call, (calls.get(call) ?? 0) + 1);

function replyAbout(response: ServerResponse, call: string, document: Document, id: string): void {
  count(call);
  const key = `${call} ${id}`;
  const text = answers.get(key) ?? JSON.stringify(document(numberIn(id)));
  answers.set(key, text);
  if (DELAY_MS > 0) setTimeout(reply, DELAY_MS, response, text);
  else reply(response, text);
}

function takeCalls(): string {
  const taken = JSON.stringify(Object.fromEntries(calls));
  calls.clear();
  return taken;
}

function reply(response: ServerResponse, text: string): void {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  response.writeHead(200, headers).end(text);
}

await listen(createServer((request, response) => void answer(request, response)));
