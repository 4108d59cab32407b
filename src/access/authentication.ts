import { noteOften } from '#telemetry';
import { ANONYMOUS } from './caller.ts';
import type { Caller } from './caller.ts';
import { KeyCallers } from './key-callers.ts';
import type { KeySettings, OnCallersChanged } from './key-callers.ts';
import { RefusedToken, TokenCallers } from './tokens.ts';
import type { TokenSettings } from './tokens.ts';

/** What callers show. With `null` for both there are no credentials, and everybody is anonymous. */
export interface CredentialSettings {
  readonly keys: KeySettings | null;
  readonly tokens: TokenSettings | null;
}

export interface AuthenticationDeps {
  readonly onChange: OnCallersChanged;
  /** Told why credentials were refused; one of few reasons. */
  readonly onRefused: (reason: string) => void;
}

/**
 * Who sent a request, by its `Authorization` header; `null` when that does not show it. A promise where a token has to be
 * verified first.
 */
export type Authenticate = (
  authorization: string | undefined,
) => Caller | null | Promise<Caller | null>;

const BEARER = /^Bearer +([\w.~+/=-]+) *$/i;

const refusedToken = (why: string): string => `the token was refused: ${why}`;

/** Tells callers apart: by a token first, then by a key. */
export class Authentication {
  readonly #keys: KeyCallers | null;
  readonly #tokens: TokenCallers | null;
  readonly #onRefused: AuthenticationDeps['onRefused'];

  /** @throws ConfigError when `CALLERS_FILE` cannot be used */
  constructor({ keys, tokens }: CredentialSettings, { onChange, onRefused }: AuthenticationDeps) {
    this.#keys = keys && new KeyCallers(keys, onChange);
    this.#tokens = tokens && new TokenCallers(tokens);
    this.#onRefused = onRefused;
  }

  readonly callerOf: Authenticate = (authorization) => {
    if (!this.#keys && !this.#tokens) return ANONYMOUS;
    if (authorization === undefined) return this.#refused('there are no credentials');
    const [, credential] = BEARER.exec(authorization) ?? [];
    if (credential === undefined)
      return this.#refused('the Authorization header is no bearer token');
    if (this.#tokens && TokenCallers.isToken(credential)) {
      const glance = this.#tokens.glance(credential) ?? this.#verified(this.#tokens, credential);
      return typeof glance === 'string' ? this.#refused(refusedToken(glance)) : glance;
    }
    return this.#keys?.of(credential) ?? this.#refused('nobody has this key');
  };

  close(): void {
    this.#keys?.close();
    this.#tokens?.close();
  }

  async #verified(tokens: TokenCallers, token: string): Promise<Caller | null> {
    try {
      return await tokens.verify(token);
    } catch (error) {
      if (!(error instanceof RefusedToken)) throw error;
      return this.#refused(refusedToken(error.message));
    }
  }

  #refused(reason: string): null {
    noteOften('warn', 'unauthenticated', `A request was refused: ${reason}.`, { kind: { reason } });
    this.#onRefused(reason);
    return null;
  }
}
