import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { BindingPart } from '#normalise';
import type { Backend } from '#schema';
import { bindingOf } from './binding.ts';
import type { BackendAdapter, BackendModule } from '../backend.ts';
import type { HttpBackend } from '../http/http-backend.ts';
import type { InboundHook } from '../inbound-hook.ts';
import { Secret } from './secret.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A backend whose section of the environment has been read. */
export interface ConfiguredBackend {
  readonly name: Backend;
  readonly document: URL;
  /** Where it is; `undefined` when it is not configured. */
  readonly url: string | undefined;
  /** What a registry that it has filled belongs to; empty when it is not configured. */
  readonly binding: readonly BindingPart[];
  /** Tells its address and credentials apart from others, and nothing of what they are. */
  readonly fingerprint: string;
  readonly connect: (http: HttpBackend) => BackendAdapter;
  /** The call that its vendor makes to us; `null` when there is none. */
  readonly hook: InboundHook | null;
}

/** A backend that can read its section of the environment. Throws `ZodError`. */
export interface KnownBackend {
  readonly name: Backend;
  /** All that its section may have. */
  readonly variables: readonly string[];
  readonly configure: (environment: Environment) => ConfiguredBackend;
}

/** A vendor's folder as a backend that can be configured. */
export function known<Settings extends z.ZodType>(module: BackendModule<Settings>): KnownBackend {
  return {
    name: module.name,
    variables: module.settings.variables,
    configure: (environment) => {
      const settings = module.settings.parse(environment);
      const url = module.url(settings);
      return {
        name: module.name,
        document: module.document,
        url,
        binding:
          url === undefined
            ? []
            : bindingOf(module.name, module.binding, { ...(settings as object) }),
        fingerprint: fingerprintOf(settings),
        connect: (http) => module.connect(settings, http),
        hook: module.hook?.(settings) ?? null,
      };
    },
  };
}

const fingerprintOf = (settings: unknown): string =>
  createHash('sha256').update(JSON.stringify(settings, withSecrets)).digest('base64url');

const withSecrets = (_key: string, value: unknown): unknown =>
  value instanceof Secret ? value.value : value;
