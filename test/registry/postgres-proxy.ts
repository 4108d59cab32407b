import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import type { CrashPoint } from './commands.ts';

/** Stands between a client and PostgreSQL, and cuts a connection where it is told to. */
export interface PostgresProxy {
  /** The same database by way of the proxy. */
  readonly urlOf: (url: string) => string;
  /** Cuts the next transaction that comes so far; `null` cuts none. */
  readonly cutNext: (cut: CrashPoint | null) => void;
  /** Cuts the connection over which the next statement outside a transaction comes. */
  readonly cutNextRead: () => void;
  /** Every statement that was sent so far, in lower case. */
  readonly statements: readonly string[];
  readonly close: () => Promise<void>;
}

/** `url` names any database of the server behind a Unix socket. */
export async function startProxy(url: string): Promise<PostgresProxy> {
  const path = `${decodeURIComponent(new URL(url).hostname)}/.s.PGSQL.5432`;
  const sockets = new Set<Socket>();
  const armed: Armed = { cut: null, cutsRead: false, statements: [] };
  const server = createServer((client) => {
    const upstream = connect(path);
    for (const socket of [client, upstream]) {
      sockets.add(socket.on('error', () => socket.destroy()));
      socket.on('close', () => sockets.delete(socket));
    }
    join(client, upstream, armed);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (direct) => `postgres://facet@127.0.0.1:${port}${new URL(direct).pathname}`,
    cutNext: (next) => {
      armed.cut = next;
    },
    cutNextRead: () => {
      armed.cutsRead = true;
    },
    statements: armed.statements,
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

interface Armed {
  readonly statements: string[];
  cut: CrashPoint | null;
  cutsRead: boolean;
}

function join(client: Socket, upstream: Socket, armed: Armed): void {
  const part = (): void => {
    client.destroy();
    upstream.destroy();
  };
  const messages = new Messages();
  /** Of the running transaction; `null` outside. */
  let statements: number | null = null;
  let answers = true;
  upstream.on('data', (data) => (answers ? client.write(data) : part()));
  upstream.on('end', part);
  client.on('end', part);
  client.on('data', (data) => {
    for (const { bytes, statement } of messages.of(data)) {
      const isRead = statements === null && statement?.startsWith('select') === true;
      if (isRead && armed.cutsRead) {
        armed.cutsRead = false;
        return part();
      }
      const verdict = decideStep(statement, statements, armed.cut);
      if (verdict !== 'pass') armed.cut = null;
      if (verdict === 'cut') return part();
      answers = verdict === 'pass';
      upstream.write(bytes);
      if (statement === null) continue;
      armed.statements.push(statement);
      statements = countAfter(statement, statements);
    }
  });
}

function decideStep(
  statement: string | null,
  statements: number | null,
  cut: CrashPoint | null,
): 'pass' | 'cut' | 'unanswered' {
  if (statement === null || statements === null || !cut) return 'pass';
  if ('before' in cut) return cut.before === statements ? 'cut' : 'pass';
  if (statement !== 'commit') return 'pass';
  return cut.commit === 'unsent' ? 'cut' : 'unanswered';
}

function countAfter(statement: string, statements: number | null): number | null {
  if (statement.startsWith('start transaction')) return 0;
  if (statement === 'commit' || statement === 'rollback') return null;
  return statements === null ? null : statements + 1;
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html */
class Messages {
  #rest = Buffer.alloc(0);
  #hasBegun = false;

  /** Whole messages with the statement that they ask for, if any. */
  *of(data: Buffer): Generator<{ readonly bytes: Buffer; readonly statement: string | null }> {
    this.#rest = Buffer.concat([this.#rest, data]);
    for (;;) {
      // The first message has no letter for its kind.
      const head = this.#hasBegun ? 1 : 0;
      if (this.#rest.length < head + 4) return;
      const length = head + this.#rest.readInt32BE(head);
      if (this.#rest.length < length) return;
      const bytes = this.#rest.subarray(0, length);
      this.#rest = this.#rest.subarray(length);
      yield { bytes, statement: this.#hasBegun ? statementOf(bytes) : null };
      this.#hasBegun = true;
    }
  }
}

function statementOf(bytes: Buffer): string | null {
  const kind = String.fromCharCode(bytes[0] ?? 0);
  if (kind === 'Q') return bytes.toString('utf8', 5, bytes.length - 1).toLowerCase();
  if (kind !== 'P') return null;
  // The statement stands behind the name that it gets.
  const [, text = ''] = bytes.toString('utf8', 5).split('\0');
  return text.toLowerCase();
}
