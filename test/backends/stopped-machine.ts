import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Listens with room for hardly anybody, and says where. */
const LISTEN = `const server = require('node:net').createServer();
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port));`;

/**
 * A machine that answers nothing any more: a stopped process whose queue of connections is full, so that the system
 * drops whatever else comes, as a firewall does.
 */
export class StoppedMachine {
  readonly #child: ChildProcess;
  readonly #queued: readonly Socket[];
  readonly url: string;

  static async start(): Promise<StoppedMachine> {
    const child = spawn(process.execPath, ['-e', LISTEN], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = await once(child.stdout, 'data');
    child.kill('SIGSTOP');
    const queued = Array.from({ length: 8 }, () => connect(Number(port), '127.0.0.1'));
    for (const socket of queued) socket.on('error', () => undefined);
    return new StoppedMachine(child, queued, Number(port));
  }

  private constructor(child: ChildProcess, queued: readonly Socket[], port: number) {
    this.#child = child;
    this.#queued = queued;
    this.url = `http://127.0.0.1:${port}`;
  }

  async end(): Promise<void> {
    for (const socket of this.#queued) socket.destroy();
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}
