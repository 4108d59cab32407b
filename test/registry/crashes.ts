import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { openRegistry } from '#registry';
import type { DurableRegistry } from '#registry';
import { COMPILE_CACHE, program } from '../programs.ts';
import { type Command, type CrashPoint, make } from './commands.ts';
import type { DatabaseKind } from './databases.ts';
import { type PostgresProxy, startProxy } from './postgres-proxy.ts';

/** What must have become of a change: `done` also where whoever asked for it was not told. */
export type Fate = 'done' | 'undone';

/** A fresh registry, whose writers can be killed in the middle of a change. */
export interface Mortal {
  readonly registry: DurableRegistry;
  readonly crash: (command: Command, point: CrashPoint) => Promise<Fate>;
}

export interface Mortals {
  readonly open: () => Promise<Mortal>;
  readonly close: () => Promise<void>;
}

/** Changes break off as they do in life: a process is killed, or a connection to PostgreSQL ends. */
export const mortals = ({ name, newRegistryUrl }: DatabaseKind): Mortals =>
  name === 'SQLite' ? killed(newRegistryUrl) : disconnected(newRegistryUrl);

/** Each change is made by another process, on the same file, that is killed in the middle of it. */
function killed(newRegistryUrl: DatabaseKind['newRegistryUrl']): Mortals {
  // The next one starts while this one is in use.
  let next = new Victim();
  return {
    open: async () => {
      const url = await newRegistryUrl();
      return {
        registry: await openRegistry(url),
        crash: async (command, point) => {
          const victim = next;
          next = new Victim();
          return victim.meet(JSON.stringify({ file: url.slice('sqlite:'.length), command, point }));
        },
      };
    },
    close: async () => next.kill(),
  };
}

const PROGRAM = await program('test/registry/crashing-process.ts');

class Victim {
  readonly #child: ChildProcess = spawn(process.execPath, [PROGRAM], {
    env: COMPILE_CACHE,
    stdio: ['pipe', 'pipe', 'inherit'],
  });

  async meet(order: string): Promise<Fate> {
    const { stdin, stdout } = this.#child;
    if (!stdin || !stdout) throw new Error('A child without pipes.');
    stdin.write(`${order}\n`);
    for await (const line of createInterface(stdout)) {
      await this.kill();
      return line === 'done' ? 'done' : 'undone';
    }
    throw new Error('The process died before it was killed.');
  }

  async kill(): Promise<void> {
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exit;
  }
}

/** The connection of each change is cut in the middle of it. */
function disconnected(newRegistryUrl: DatabaseKind['newRegistryUrl']): Mortals {
  let proxy: PostgresProxy | undefined;
  return {
    open: async () => {
      const url = await newRegistryUrl();
      proxy ??= await startProxy(url);
      const { urlOf, cutNext } = proxy;
      const registry = await openRegistry(urlOf(url));
      return {
        registry,
        crash: async (command, point) => {
          cutNext(point);
          const error = await make(command, registry).catch((thrown: unknown) => thrown);
          cutNext(null);
          return fateOf(error, point);
        },
      };
    },
    close: async () => proxy?.close(),
  };
}

/** What is said of a broken change must be true, and nobody can know of a commit that is not answered. */
function fateOf(error: unknown, point: CrashPoint): Fate {
  if (error === undefined) return 'done';
  const said = error instanceof Error ? error.message : '';
  if ('before' in point && said.includes('nothing was done')) return 'undone';
  if (!said.includes('nobody knows')) throw error;
  return 'commit' in point && point.commit === 'unanswered' ? 'done' : 'undone';
}
