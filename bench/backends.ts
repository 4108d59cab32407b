import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { chakraUser, emeritusEmail, emeritusProfile, tractUser } from './documents.ts';
import { listen, textOf } from './http.ts';
import { numberIn } from './people.ts';

// A process of its own: the four reads and the write that the benchmark needs, answered as fast as `node:http` can, or after
// `DELAY_MS`. Below `/changing` no answer to a read has the bytes of the one before.
// `GET /calls` tells how often each was called, and starts anew.

type Document = (number: number) => unknown;

const DELAY_MS = Number(process.env['DELAY_MS'] ?? 0);
const CHANGING = '/changing';

const calls = new Map<string, number>();
const answers = new Map<string, string>();

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '/' } = request;
  const isChanging = url.startsWith(CHANGING);
  const { pathname, searchParams } = new URL(
    isChanging ? url.slice(CHANGING.length) : url,
    'http://bench',
  );
  const replyAbout = (call: string, document: Document, id: unknown): void => {
    count(call);
    const text = textAbout(call, document, String(id));
    reply(response, isChanging ? text + nextEnd() : text, DELAY_MS);
  };
  if (pathname === '/calls') return reply(response, takeCalls());
  if (pathname === '/tract/user/') {
    const { user_id: id } = JSON.parse(await textOf(request));
    return replyAbout('HAPTIK_TRACT user', tractUser, id);
  }
  if (pathname === '/v1.0/user/' && request.method === 'PUT') {
    count('HAPTIK update');
    return reply(response, await textOf(request));
  }
  if (pathname.startsWith('/v1/ext/user/')) {
    return replyAbout('CHAKRA user', chakraUser, pathname.slice(13));
  }
  const id = searchParams.get('user_id');
  if (pathname === '/api/v5/entity/profile/fetch') {
    return replyAbout('EMERITUS profile', emeritusProfile, id);
  }
  if (searchParams.get('contact_type') === 'email') {
    return replyAbout('EMERITUS contact email', emeritusEmail, id);
  }
  response.writeHead(404).end();
}

const count = (call: string): void => void calls.set(call, (calls.get(call) ?? 0) + 1);

function textAbout(call: string, document: Document, id: string): string {
  const key = `${call} ${id}`;
  const text = answers.get(key) ?? JSON.stringify(document(numberIn(id)));
  answers.set(key, text);
  return text;
}

let ends = 0;
/** Space after a document means nothing, and the answers between two about the same person are fewer than these lengths. */
function nextEnd(): string {
  ends = (ends + 1) % 1009;
  return ' '.repeat(ends % 64) + '\n'.repeat(ends >> 6);
}

function takeCalls(): string {
  const taken = JSON.stringify(Object.fromEntries(calls));
  calls.clear();
  return taken;
}

function reply(response: ServerResponse, text: string, delayMs = 0): void {
  if (delayMs > 0) return void setTimeout(reply, delayMs, response, text);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  response.writeHead(200, headers).end(text);
}

await listen(createServer((request, response) => void answer(request, response)));
