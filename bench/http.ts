import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';

/** Takes a free port and says on standard output where, which `startProcess` waits for. Ends when told to. */
export async function listen(server: Server): Promise<void> {
  // An orderly end, so that `--cpu-prof` writes its file.
  process.once('SIGTERM', () => process.exit());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address === 'object') process.stdout.write(`http://127.0.0.1:${address?.port}\n`);
}

/** A whole body. */
export async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
