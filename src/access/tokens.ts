import { hash } from 'node:crypto';
import { createRemoteJWKSet, customFetch, errors, jwtVerify } from 'jose';
import type { JWTPayload, RemoteJWKSet } from 'jose';
import { LRUCache } from 'lru-cache';
import { noteOften } from '#telemetry';
import { UNLIMITED } from './caller.ts';
import type { Caller } from './caller.ts';
import { SCOPES } from './scopes.ts';
import type { Scope } from './scopes.ts';
import { tokenProblem } from './token-problem.ts';
import type { TokenRules } from './token-problem.ts';

export interface TokenSettings {
  readonly jwksUrl: URL;
  readonly issuer: string;
  readonly audience: string;
  /** The claim that lists corporations; `null`: every caller has all. */
  readonly corporationsClaim: string | null;
}

/** By public keys alone: who can verify a token cannot make one. RFC 8725, section 3.1. */
const ALGORITHMS = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ');
const LEEWAY_SECONDS = 30;
/** An unknown key is looked for this often at most, whatever callers send. */
const LOOK_MS = 60_000;
/** The same while no key is known. */
const FIRST_LOOK_MS = 5000;
/** Keys that were withdrawn are forgotten after so long. */
const RENEW_MS = 600_000;
const FETCH_TIMEOUT_MS = 5000;
/** Tokens that were verified a moment ago. */
const MOST_KNOWN = 10_000;
/** A longer one is no token of a caller, and not worth the look. */
const MOST_LENGTH = 8192;
/** Printable, and short enough for whatever keeps it. */
const SUBJECT = /^[\x21-\x7e]{1,200}$/;

interface Known {
  /** Or why there is none. */
  readonly caller: Caller | string;
  /** In epoch milliseconds. */
  readonly until: number;
}

/** A token was refused: the reason is for the log, and quotes nothing of the token. */
export class RefusedToken extends Error {
  override readonly name = 'RefusedToken';
}

/** The callers that have JSON Web Tokens of one issuer. */
export class TokenCallers {
  readonly #settings: TokenSettings;
  readonly #keys: RemoteJWKSet;
  readonly #known = new LRUCache<string, Known>({ max: MOST_KNOWN });
  readonly #timer: NodeJS.Timeout;
  readonly #rules: TokenRules;
  #lookedAt = -Infinity;
  #kids: ReadonlySet<string | undefined> | null = null;

  constructor(settings: TokenSettings) {
    this.#settings = settings;
    this.#rules = {
      ...settings,
      algorithms: new Set(ALGORITHMS),
      leewaySeconds: LEEWAY_SECONDS,
      mayHaveKey: (kid) => this.#mayHaveKey(kid),
    };
    this.#keys = createRemoteJWKSet(settings.jwksUrl, {
      timeoutDuration: FETCH_TIMEOUT_MS,
      cooldownDuration: 0,
      cacheMaxAge: Infinity,
      [customFetch]: async (...asked) => this.#fetch(...asked),
    });
    this.#timer = setInterval(() => void this.#renew(), RENEW_MS);
    this.#timer.unref();
    void this.#renew();
  }

  /** Whether a text looks like a token; keys have no dots. */
  static isToken(text: string): boolean {
    return text.split('.', 4).length === 3;
  }

  /**
   * What can be said of a token without verifying its signature: its caller, where that was done before, or why it is
   * refused; `null` is nothing yet.
   */
  glance(token: string): Caller | string | null {
    if (token.length > MOST_LENGTH) return 'it is too long';
    const known = this.#known.get(digestOf(token));
    if (known && known.until > Date.now()) return known.caller;
    return tokenProblem(token, this.#rules);
  }

  /** @throws RefusedToken */
  async verify(token: string): Promise<Caller> {
    const { issuer, audience } = this.#settings;
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: LEEWAY_SECONDS,
        requiredClaims: ['exp', 'sub'],
      });
      const caller = callerOf(payload, this.#settings);
      const until = ((payload.exp ?? 0) + LEEWAY_SECONDS) * 1000;
      this.#known.set(digestOf(token), { caller, until });
      return caller;
    } catch (error) {
      if (error instanceof errors.JWSSignatureVerificationFailed) {
        // It will not become valid: who sends it again and again is not to cost as much each time.
        this.#known.set(digestOf(token), { caller: reasonOf(error), until: Infinity });
      }
      if (error instanceof RefusedToken) throw error;
      throw new RefusedToken(reasonOf(error), { cause: error });
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #renew(): Promise<void> {
    try {
      await this.#keys.reload();
      this.#known.clear();
    } catch (error) {
      noteOften('error', 'jwks', `JWKS_URL cannot be read: ${reasonOf(error)}. Known keys go on.`, {
        kind: {},
      });
    }
  }

  async #fetch(url: string, options: RequestInit): Promise<Response> {
    if (!this.#mayLook()) throw new RefusedToken('its key is not known');
    this.#lookedAt = performance.now();
    const response = await fetch(url, options);
    if (response.ok) {
      this.#kids = null;
      // Some tokens may be of keys that were withdrawn, others of keys that have come.
      this.#known.clear();
    }
    return response;
  }

  #mayLook(): boolean {
    const pause = this.#knownKids().size > 0 ? LOOK_MS : FIRST_LOOK_MS;
    return performance.now() - this.#lookedAt >= pause;
  }

  /** One that is not there may be found by looking, now or in a moment. */
  #mayHaveKey(kid: string): boolean {
    return this.#keys.reloading || this.#knownKids().has(kid) || this.#mayLook();
  }

  #knownKids(): ReadonlySet<string | undefined> {
    if (this.#kids) return this.#kids;
    const kids = new Set(this.#keys.jwks()?.keys.map((key) => key.kid));
    // Those that are on their way would not be in it.
    if (!this.#keys.reloading) this.#kids = kids;
    return kids;
  }
}

const digestOf = (token: string): string => hash('sha256', token, 'base64');

function callerOf(payload: JWTPayload, { corporationsClaim }: TokenSettings): Caller {
  const { sub = '' } = payload;
  if (!SUBJECT.test(sub))
    throw new RefusedToken('its subject is missing, too long or not printable');
  const named = new Set([...wordsIn(payload['scope']), ...wordsIn(payload['scp'])]);
  return {
    // A key's caller has no colon in its name: nobody can be taken for the other.
    name: `jwt:${sub}`,
    scopes: new Set<Scope>(SCOPES.filter((scope) => named.has(scope))),
    corporations: corporationsClaim === null ? null : new Set(wordsIn(payload[corporationsClaim])),
    limits: UNLIMITED,
  };
}

/** RFC 8693 has a text with spaces, some servers a list. */
function wordsIn(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(' ').filter((word) => word !== '');
  return Array.isArray(claim)
    ? claim.filter((word) => typeof word === 'string' && word !== '')
    : [];
}

/** In few words of ours; what jose says may quote a claim. */
const REASONS: Readonly<Record<string, string>> = {
  ERR_JWT_EXPIRED: 'it is expired',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'its signature is not valid',
  ERR_JOSE_ALG_NOT_ALLOWED: 'its algorithm is not allowed',
  ERR_JWKS_NO_MATCHING_KEY: 'its key is not known',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'several keys could be its own',
  ERR_JWKS_TIMEOUT: 'the server of the keys did not answer in time',
  ERR_JWS_INVALID: 'it is no token',
  ERR_JWT_INVALID: 'it is no token',
};
const CLAIMS = new Set(['iss', 'aud', 'exp', 'nbf', 'iat', 'sub']);

function reasonOf(error: unknown): string {
  if (error instanceof RefusedToken) return error.message;
  if (error instanceof errors.JWTClaimValidationFailed) {
    return CLAIMS.has(error.claim)
      ? `its claim ${error.claim} is not right`
      : 'a claim is not right';
  }
  if (error instanceof errors.JOSEError) return REASONS[error.code] ?? 'it cannot be verified';
  return 'the server of the keys cannot be reached';
}
