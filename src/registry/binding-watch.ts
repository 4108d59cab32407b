import { ConfigError } from '#errors';
import type { BindingPart } from '#normalise';
import type { BindingChange, BoundRegistry } from './bindings.ts';

/** Who records what was there at a start. */
const ACTOR = 'facet';

/**
 * Makes sure that a registry belongs to the backends that `parts` describe. One that is new, or that was made by a version which did
 * not look after this, is bound to them.
 * @throws ConfigError when it belongs to others
 */
export async function bindRegistry(
  registry: BoundRegistry,
  parts: readonly BindingPart[],
): Promise<void> {
  const changes = await registry.bindings.bind(parts, ACTOR);
  if (changes.length === 0) return;
  throw new ConfigError(
    `The registry belongs to other backends: ${sentencesOf(changes).join('; ')}. ` +
      'Put that back, name another database, or confirm the change by "npx facet rebind".',
  );
}

/** Notices that a registry was bound to other backends while this process runs with the former ones. */
export class BindingWatch {
  readonly #timer: NodeJS.Timeout;
  readonly #lost = Promise.withResolvers<void>();

  /** Looks every `intervalMs`. */
  constructor(registry: BoundRegistry, parts: readonly BindingPart[], intervalMs: number) {
    this.#timer = setInterval(() => {
      registry.bindings.isBoundTo(parts).then(
        (isBound) => isBound || this.#lost.resolve(),
        // A registry that cannot be asked cannot be written to either.
        () => undefined,
      );
    }, intervalMs);
  }

  /** Resolves once it is so; never when it is not. */
  get lost(): Promise<void> {
    return this.#lost.promise;
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

/** One clause for each change, each once: which variable, what it was and what it is. */
export const sentencesOf = (changes: readonly BindingChange[]): readonly string[] => [
  ...new Set(changes.map(sentenceOf)),
];

function sentenceOf({ variable, kind, was, is }: BindingChange): string {
  switch (kind) {
    case 'added':
      return is === null ? `${variable} is set` : `${variable} is ${is}`;
    case 'removed':
      return was === null
        ? `${variable} is not set any more`
        : `${variable} was ${was} and is not set`;
    case 'changed':
      return was === is
        ? `${variable} is another one${is === null ? '' : ` at ${is}`}`
        : `${variable} was ${was} and is ${is}`;
  }
}
