import type { NotStored } from '#normalise';
import type { Backend, ErrorCode } from '#schema';

/** What a client learns of an error: the `extensions` of a GraphQL error. */
export interface ErrorExtensions {
  readonly code: ErrorCode;
  readonly [key: string]: unknown;
}

/**
 * An error that may be shown to a caller: its message is ours, quotes no input and no secret.
 * Anything that is not a `FacetError` is masked as `INTERNAL` at the edge.
 */
export class FacetError extends Error {
  override readonly name: string = 'FacetError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  get extensions(): ErrorExtensions {
    return { code: this.code };
  }
}

/**
 * The caller's input is wrong: `inputPath` leads to the place, counted from the field's arguments (`["by", "chakraId"]`).
 * It is not called `path`, since graphql takes an error with a `path` for one that has its place in the answer.
 */
export class InputError extends FacetError {
  override readonly name = 'InputError';
  readonly inputPath: readonly string[];

  constructor(message: string, inputPath: readonly string[], code: ErrorCode = 'INVALID_INPUT') {
    super(code, message);
    this.inputPath = inputPath;
  }

  /** The same problem seen from further outside, as each layer knows only its own part of the path. */
  within(...outer: readonly string[]): InputError {
    return new InputError(this.message, [...outer, ...this.inputPath], this.code);
  }

  override get extensions(): ErrorExtensions {
    return { code: this.code, inputPath: this.inputPath };
  }
}

/** The registry broke off in the middle of a write: it may be done, or will be. */
export class RegistryInterruption extends FacetError {
  override readonly name = 'RegistryInterruption';
  /** The id of what was being done, where it is known. */
  readonly operation: string | null;

  constructor(message: string, operation: string | null, options?: ErrorOptions) {
    super('REGISTRY_INTERRUPTED', message, options);
    this.operation = operation;
  }

  override get extensions(): ErrorExtensions {
    const { code, operation } = this;
    return operation === null ? { code } : { code, operation };
  }
}

/** The codes that a call to a backend can end with. */
export type BackendErrorCode = Extract<
  ErrorCode,
  | 'BACKEND_REJECTED'
  | 'BACKEND_UNAUTHORIZED'
  | 'BACKEND_UNAVAILABLE'
  | 'BACKEND_TIMEOUT'
  | 'BACKEND_CONTRACT'
  | 'RATE_LIMITED'
  | 'NOT_CONFIGURED'
>;

export interface BackendErrorDetails {
  readonly retryable: boolean;
  /**
   * Whether the request may have taken effect: `none` when the backend cannot have acted on it (a refused connection,
   * a 4xx, a 503), `possible` when nobody can tell (a time-out, a reset after sending, another 5xx, an unreadable 200).
   */
  readonly effect: 'none' | 'possible';
  /** The backend's own words, secrets removed. */
  readonly backendMessage?: string | undefined;
  /** The backend's own code: an envelope's `code`, else the HTTP status. */
  readonly backendCode?: string | undefined;
  /** Seconds to wait, from `Retry-After`. */
  readonly retryAfter?: number | undefined;
  /** The connection failed, or the answer was 429, 502, 503 or 504: the same read may well succeed a moment later. */
  readonly transient?: boolean;
  /** The parts of a mutation's input that the refusal speaks of, and what is wanted there. */
  readonly inputProblems?: readonly NotStored[];
}

/** A call to a backend failed; docs/vendors.md, "What a failed write means", says what follows for a write. */
export class BackendError extends FacetError {
  override readonly name = 'BackendError';
  declare readonly code: BackendErrorCode;
  readonly backend: Backend;
  readonly details: BackendErrorDetails;

  constructor(
    code: BackendErrorCode,
    backend: Backend,
    message: string,
    details: BackendErrorDetails,
    options?: ErrorOptions,
  ) {
    super(code, message, options);
    this.backend = backend;
    this.details = details;
  }

  override get extensions(): ErrorExtensions {
    const { retryable, retryAfter, backendMessage, backendCode } = this.details;
    return {
      code: this.code,
      backend: this.backend,
      retryable,
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...(backendMessage === undefined ? {} : { backendMessage }),
      ...(backendCode === undefined ? {} : { backendCode }),
    };
  }
}

/** A start-up setting is wrong: one line that names the variable and what it wants, never its value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
