import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen, textOf } from './http.ts';

// A process of its own: HAPTIK, VOLT_MX and EMERITUS as far as creations need them, and one profile; all at once.

let made = 0;

function answerTo(path: string, body: Readonly<Record<string, unknown>>): object {
  if (path.startsWith('/v1.0/user')) return body;
  if (path.startsWith('/api/v1/audience')) {
    made += 1;
    return { id: String(made), message: 'Details added successfully' };
  }
  if (path.startsWith('/api/v5/entity/profile/fetch')) {
    const query = new URLSearchParams(path.slice(path.indexOf('?')));
    const data = { user_id: query.get('user_id'), corp_id: 'bench', name: 'Asha Rao' };
    return { code: 0, msg: 'ok', data };
  }
  made += 1;
  return { code: 0, msg: 'ok', data: { user_id: `entity-${made}`, is_user_exists: false } };
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await textOf(request);
  const answer = answerTo(request.url ?? '', text === '' ? {} : JSON.parse(text));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
}

await listen(createServer((request, response) => void serve(request, response)));
